import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ROOT } from './product.js';
import { followRequests, untilQuiet } from './quiet.js';
import { watchContext, type Watch } from './watch.js';

/** Where pictures of a run are left. */
export const PICTURES = path.join(ROOT, '.build', 'pictures');

/** A width the product is looked at with, in CSS pixels. */
export type Width = 375 | 1440;
/** A language of the pages. */
export type Lang = 'zh' | 'en';

/** One person at one device: a browser context of their own with one page. */
export interface Person {
  readonly name: string;
  readonly width: Width;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly watch: Watch;
  /** Opens a path of the product. */
  open(address: string): Promise<void>;
  /** Leaves `.build/pictures/<name>-<width>.png` of the whole page and notes a fault when the page is wider than the screen. */
  picture(name: string, options?: { readonly wholePage?: boolean }): Promise<void>;
  /** The same at both widths: the screen is made wider or narrower for the second one. */
  pictures(name: string, options?: { readonly wholePage?: boolean }): Promise<void>;
}

/** Opens a device for a person: a telephone at 375 px, a desktop at 1440 px, in the language given. */
export async function openPerson(input: {
  readonly browser: Browser;
  readonly url: string;
  readonly name: string;
  readonly width: Width;
  readonly lang?: Lang;
}): Promise<Person> {
  const { browser, url, name, width, lang = 'zh' } = input;
  const isPhone = width === 375;
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height: heightOf(width) },
    hasTouch: isPhone,
    isMobile: isPhone,
    locale: lang === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(10_000);
  const watch = await watchContext(context, name);
  context.on('page', followRequests);
  const page = await context.newPage();
  const take = async (title: string, at: Width, { wholePage = true }: { readonly wholePage?: boolean } = {}) => {
    mkdirSync(PICTURES, { recursive: true });
    const tooWide = page.url().startsWith('http') ? await widerThanScreen(page, at) : undefined;
    if (tooWide !== undefined) watch.faults.push(`${name}: ${title} at ${at} px is wider than the screen: ${tooWide}`);
    await page.screenshot({
      path: path.join(PICTURES, `${title}-${at}.png`),
      fullPage: wholePage,
      animations: 'disabled',
    });
  };
  return {
    name,
    width,
    context,
    page,
    watch,
    open: async (address) => {
      await page.goto(address);
      await untilQuiet(page);
    },
    picture: (title, options) => take(title, width, options),
    pictures: async (title, options) => {
      await take(title, width, options);
      const other: Width = isPhone ? 1440 : 375;
      await page.setViewportSize({ width: other, height: heightOf(other) });
      await take(title, other, options);
      await page.setViewportSize({ width, height: heightOf(width) });
    },
  };
}

/** The height of the screen of that width. */
function heightOf(width: Width): number {
  return width === 375 ? 812 : 900;
}

/** Names the outermost elements that reach beyond the right edge of a page that scrolls sideways. */
function widerThanScreen(page: Page, width: number): Promise<string | undefined> {
  return page.evaluate((screen) => {
    const root = document.documentElement;
    if (root.scrollWidth <= screen + 1) return undefined;
    const outside = [...document.body.querySelectorAll('*')].filter(
      (one) => one.getBoundingClientRect().right > screen + 1,
    );
    const names = outside.slice(-3).map((one) => `${one.tagName.toLowerCase()}.${one.className.toString()}`);
    return `${root.scrollWidth} px, ${names.join(', ')}`;
  }, width);
}

/**
 * Takes a picture of the screen for the README. It is kept in the repository when there is none yet, or when UPDATE_PICTURES is set; a run
 * of the tests by itself changes no file of the repository.
 */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const taken = path.join(PICTURES, `readme-${name}.png`);
  const kept = path.join(ROOT, 'tests', 'browser', 'pictures', `${name}.png`);
  mkdirSync(path.dirname(kept), { recursive: true });
  await page.screenshot({ path: taken, animations: 'disabled' });
  if (!existsSync(kept) || process.env['UPDATE_PICTURES'] !== undefined) copyFileSync(taken, kept);
}
