import type { Locator, Page } from 'playwright-core';

/** What is put into a field, in the words of the screen: text, the label of a choice or several, a promise, a file, rows or an object. */
export type Answer = string | boolean | FileAnswer | readonly (string | RegExp)[] | readonly Answers[] | Answers;
/** Answers by field name, in the order in which a person gives them. */
export interface Answers {
  readonly [field: string]: Answer;
}
type Leaf = string | boolean | FileAnswer | readonly (string | RegExp)[];

/** A file to be chosen. */
export interface FileAnswer {
  readonly file: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };
}
/** Draws a signature into its box and keeps it. */
export const SIGNED = { file: { name: 'by hand', mimeType: '', buffer: Buffer.alloc(0) } } as const;

const byId = (page: Page, id: string): Locator => page.locator(`[id="${id}"]`);

/** Fills in a form as a person does, field by field. `prefix` is the id prefix the form is drawn with. */
export async function fillForm(page: Page, prefix: string, answers: Answers): Promise<void> {
  for (const [field, answer] of Object.entries(answers)) await fillAt(page, `${prefix}/${field}`, answer);
}

async function fillAt(page: Page, id: string, answer: Answer): Promise<void> {
  if (isRows(answer)) return fillRows(page, id, answer);
  const isGroup = typeof answer === 'object' && !Array.isArray(answer) && !isFile(answer as Answers | FileAnswer);
  if (isGroup) return fillForm(page, id, answer as Answers);
  return fillLeaf(page, id, answer as Leaf);
}

async function fillRows(page: Page, id: string, rows: readonly Answers[]): Promise<void> {
  for (const [index, row] of rows.entries()) {
    const place = byId(page, `${id}/${index}`);
    if ((await place.count()) === 0) await byId(page, id).locator(':scope > .fv-add').click();
    await place.waitFor();
    await fillForm(page, `${id}/${index}`, row);
  }
}

async function fillLeaf(page: Page, id: string, answer: Leaf): Promise<void> {
  const control = byId(page, id).first();
  await control.waitFor({ state: 'attached' });
  const field = control.locator('xpath=ancestor-or-self::*[contains(concat(" ", @class, " "), " fv-field ")][1]');
  const widget = await field.getAttribute('data-widget');
  switch (widget) {
    case 'select':
    case 'form-field':
      await control.selectOption({ label: String(answer) });
      break;
    case 'radios':
    case 'rating':
      await choose(field, String(answer));
      break;
    case 'checkboxes':
    case 'people':
      for (const label of answer as readonly (string | RegExp)[]) await choose(field, label);
      break;
    case 'promise':
      await control.setChecked(answer === true);
      break;
    case 'file':
      await control.setInputFiles((answer as FileAnswer).file);
      await field.getByRole('link', { name: (answer as FileAnswer).file.name }).waitFor();
      break;
    case 'signature':
      await sign(page, field);
      break;
    case 'time':
    case 'month': {
      const [first = '', second = ''] = String(answer).split(/[:-]/);
      await control.selectOption(first);
      await field.locator('select').nth(1).selectOption(second);
      break;
    }
    case 'text':
    case 'textarea':
    case 'number':
    case 'date':
    case 'id-no':
      await control.fill(String(answer));
      await control.blur();
      break;
    default:
      throw new Error(`${id} is drawn as ${String(widget)}: no way to fill it in`);
  }
}

/** Marks one of the choices of a field by its words. */
async function choose(field: Locator, label: string | RegExp): Promise<void> {
  const words = typeof label === 'string' ? new RegExp(`^[★\\s]*${escape(label)}\\s*$`) : label;
  const choice = field.locator('label').filter({ hasText: words });
  await choice.locator('input').check();
}

/** Writes a wave into the signature box with the pointer, and keeps it. */
async function sign(page: Page, field: Locator): Promise<void> {
  const pad = field.locator('canvas');
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (box === null) throw new Error('there is no box to sign in');
  const at = (share: number): [number, number] => [
    box.x + box.width * (0.15 + 0.7 * share),
    box.y + box.height * (0.5 + 0.25 * Math.sin(share * 14)),
  ];
  await page.mouse.move(...at(0));
  await page.mouse.down();
  for (let step = 1; step <= 24; step += 1) await page.mouse.move(...at(step / 24));
  await page.mouse.up();
  await field.locator('.fv-actions .fv-button:not(.fv-quiet)').click();
  await field.locator('.fv-signed').waitFor();
}

function isRows(answer: Answer): answer is readonly Answers[] {
  return Array.isArray(answer) && typeof answer[0] === 'object' && !(answer[0] instanceof RegExp);
}

function isFile(answer: Answers | FileAnswer): answer is FileAnswer {
  return 'file' in answer && Buffer.isBuffer((answer as FileAnswer).file.buffer);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
