import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { makePlaces, type Places, SCREENS, type Screen } from './axe-screens.js';
import { launchBrowser } from './kit/browser.js';
import { lostFocus, tooWideAt320, unseenFocus } from './kit/keyboard.js';
import { type Office, openOffice } from './kit/office.js';
import { type Lang, openPerson, type Person, type Width } from './kit/person.js';
import { type Product, startProduct } from './kit/product.js';
import { untilQuiet } from './kit/quiet.js';
import { signInByApi } from './kit/seed.js';
import { axeFindings } from './kit/violations.js';

let browser: Browser;
let product: Product;
let office: Office;
let places: Places;
let checks = 0;
let rules = 0;
beforeAll(async () => {
  [browser, product] = await Promise.all([launchBrowser(), startProduct()]);
  office = openOffice(product.url);
  places = await makePlaces(office);
});
afterAll(async () => {
  console.log(`axe-core: ${checks} screens judged by ${rules} rules each or fewer`);
  await office.dispose();
  await browser.close();
  await product.dispose();
});

const ALL = (['zh', 'en'] as const).flatMap((lang) => ([375, 1440] as const).map((width) => ({ lang, width })));
/** A short run looks at each screen in Chinese on a phone and in English on a desk; `DEEP=1` at both widths in both languages. */
const WAYS = ALL.filter(({ lang, width }) => process.env['DEEP'] === '1' || (lang === 'zh') === (width === 375));

describe.each<{ lang: Lang; width: Width }>(WAYS)('in $lang at $width px', ({ lang, width }) => {
  const people = new Map<string, Person>();
  const look = async (who: string): Promise<Person> => {
    const known = people.get(who);
    if (known !== undefined) return known;
    const person = await openPerson({ browser, url: product.url, name: who === '' ? 'visitor' : who, width, lang });
    // The owner with nothing written yet is the helper, who may apply as well.
    if (who !== '') await signInByApi(person.context.request, who === 'fresh' ? 'helper' : who);
    people.set(who, person);
    return person;
  };
  afterAll(async () => {
    for (const person of people.values()) await person.context.close();
  });

  test.each(SCREENS.map((screen) => [`${screen.name} (${screen.state})`, screen] as const))('%s', async (_, screen) => {
    const person = await look(screen.who ?? '');
    person.watch.faults.length = 0;
    if (screen.refused !== undefined) person.watch.expect(screen.refused);
    try {
      await show(person, screen);
      expect(await violations(person.page)).toEqual([]);
      expect(await handling(person.page, screen.state, width)).toEqual([]);
      expect(person.watch.faults).toEqual([]);
    } catch (error) {
      await person.picture(`axe-${lang}-${screen.name.replaceAll(/\W+/g, '-')}-${screen.state}`);
      throw error;
    }
  });
});

async function show({ page }: Person, screen: Screen): Promise<void> {
  await page.goto(screen.path(places));
  await page.locator(screen.ready).first().waitFor();
  await untilQuiet(page);
  await screen.prepare?.(page, places);
}

/** What axe-core says, one line for each element; counts what it has looked at. */
async function violations(page: Page): Promise<readonly string[]> {
  const found = await axeFindings(page);
  checks += 1;
  rules = Math.max(rules, found.rules);
  return found.lines;
}

/** What hinders somebody who uses the keyboard, or who has made the page four times larger. */
async function handling(page: Page, state: Screen['state'], width: Width): Promise<readonly string[]> {
  const tooWide = width === 375 ? await tooWideAt320(page) : undefined;
  const wide = tooWide === undefined ? [] : [tooWide];
  return [...wide, ...(state === 'dialog' ? await lostFocus(page) : await unseenFocus(page))];
}
