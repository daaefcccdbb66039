import { expect, test } from '@jest/globals';
import { untilQuiet } from './quiet.js';
import { axeFindings } from './violations.js';
import type { Person } from './person.js';

/** Tells one chapter of a story as a test. */
export type Chapter = (title: string, tell: () => Promise<void>) => void;

/**
 * A story about some people, told in chapters. After a broken one the rest cannot be told; what each person saw then is kept as a picture, and
 * the faults of their pages and the last lines of the office's log stand in the message. `timeoutMs` is for a chapter.
 */
export function storyOf(
  people: ReadonlyMap<string, Person>,
  log: () => readonly string[],
  timeoutMs?: number,
): Chapter {
  let isBroken = false;
  const faults = (): readonly string[] => [...people.values()].flatMap((one) => one.watch.faults);
  return (title, tell) => {
    test(
      title,
      async () => {
        if (isBroken) throw new Error('an earlier chapter failed');
        try {
          await tell();
          expect(faults()).toEqual([]);
        } catch (error) {
          isBroken = true;
          for (const one of people.values()) await one.picture(`broken-${one.name}`).catch(() => undefined);
          throw new Error([String(error), ...faults(), ...log().slice(-8)].join('\n'), { cause: error });
        }
      },
      timeoutMs,
    );
  };
}

/** Takes a picture of a page that nobody is kept from using: axe finds nothing on it. */
export async function lookAt(person: Person, picture: string): Promise<void> {
  await person.picture(picture);
  expect((await axeFindings(person.page)).lines).toEqual([]);
}

/**
 * Takes pictures of a page at both widths; axe finds nothing on it in Chinese and, unless a dialog lies over it, nothing in English. Without
 * `inEnglish` only in Chinese: what a person has begun on the page would be lost with its language.
 */
export async function lookAtBoth(
  person: Person,
  picture: string,
  { inEnglish = true, ...options }: { readonly inEnglish?: boolean; readonly wholePage?: boolean } = {},
): Promise<void> {
  const { page } = person;
  await person.pictures(picture, options);
  expect((await axeFindings(page)).lines).toEqual([]);
  if (!inEnglish || (await page.locator('dialog[open], .ant-modal-wrap:visible').count()) > 0) return;
  const language = page.locator('.top-tools button[lang], .yz-bar-button[lang]').first();
  await language.click();
  await untilQuiet(page);
  const { lines } = await axeFindings(page);
  await language.click();
  await untilQuiet(page);
  expect(lines).toEqual([]);
}
