import type { Locator, Page } from 'playwright-core';

/** A shape of the drawing. */
export function shapeOf(page: Page, elementId: string): Locator {
  return page.locator(`.pe .djs-element[data-element-id="${elementId}"]`);
}

/** Types into a labelled line of the designer, or of one part of it, and leaves it. */
export async function type(place: Page | Locator, label: string | RegExp, text: string): Promise<void> {
  const field = place.getByLabel(label, { exact: true }).first();
  await field.fill(text);
  await field.blur();
}

/** Picks something in a labelled list; in a long one by typing its name. */
export async function pick(page: Page, label: string, option: string, place: Page | Locator = page): Promise<void> {
  const field = place.getByLabel(label, { exact: true }).first();
  await field.click();
  const list = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').last();
  const wanted = list.locator('.ant-select-item-option').filter({ hasText: option }).first();
  await list.locator('.ant-select-item-option').first().waitFor();
  if ((await wanted.count()) === 0) await page.keyboard.insertText(option);
  await wanted.click();
  // A list of several stays open until it is left.
  if (await field.evaluate((one) => one.closest('.ant-select-multiple') !== null)) await page.keyboard.press('Escape');
  await list.waitFor({ state: 'hidden' });
}

/** Adds a file of a kind to the open package. */
export async function addFile(
  page: Page,
  file: { readonly kind: string; readonly zh: string; readonly en: string; readonly name: string },
): Promise<void> {
  await page.getByRole('button', { name: '新建文件' }).click();
  const dialog = page.getByRole('dialog');
  await pick(page, '种类', file.kind, dialog);
  await type(dialog, '中文名称', file.zh);
  await type(dialog, '英文名称', file.en);
  await type(dialog, '文件名', file.name);
  await dialog.getByRole('button', { name: '创建' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** A field as somebody describes it. */
export interface FieldWords {
  readonly kind: string;
  readonly zh: string;
  readonly en: string;
  readonly name: string;
  readonly options?: string;
  readonly optional?: boolean;
}

/** Adds a field to the form or the register that is open. */
export async function addField(page: Page, field: FieldWords): Promise<void> {
  await page.getByRole('button', { name: '添加字段' }).click();
  await page.locator('.ant-dropdown:not(.ant-dropdown-hidden)').getByText(field.kind, { exact: true }).click();
  await describeField(page, field);
}

/** Says what the chosen field is. */
export async function describeField(page: Page, field: Omit<FieldWords, 'kind'>): Promise<void> {
  const detail = page.locator('.ed-detail');
  await type(detail, '中文名称', field.zh);
  await type(detail, '英文名称', field.en);
  await type(detail, '字段名', field.name);
  if (field.options !== undefined) await type(detail, '选项', field.options);
  if (field.optional === true) await detail.getByRole('checkbox', { name: '必填' }).uncheck();
}

/** Selects a shape by a click, unless it is the selected one. */
export async function selectShape(page: Page, elementId: string): Promise<void> {
  const selected = page.locator(`.pe .djs-element.selected[data-element-id="${elementId}"]`);
  if ((await page.locator('.pe .djs-element.selected').count()) === 1 && (await selected.count()) === 1) return;
  await shapeOf(page, elementId).locator('.djs-hit').first().click({ force: true });
  await selected.waitFor();
}

/** Presses an entry of the pad beside the selected shape; the new shape is the selected one then. Gives its id. */
export async function append(page: Page, after: string, entry: string): Promise<string> {
  await selectShape(page, after);
  await page.locator(`.djs-context-pad .entry[data-action="append.${entry}"]`).click();
  return drawnShape(page, after);
}

/** Changes the selected shape into another type by the menu of its pad. Gives the id of what it has become. */
export async function change(page: Page, elementId: string, entry: string): Promise<string> {
  await selectShape(page, elementId);
  await page.locator('.djs-context-pad .entry[data-action="replace"]').click();
  await page.locator(`.djs-popup .entry[data-id="${entry}"]`).click();
  await page.locator('.djs-popup').waitFor({ state: 'detached' });
  return drawnShape(page, undefined);
}

/** Puts an event from the palette onto the edge of a task. Gives its id. */
export async function attachEvent(page: Page, taskId: string): Promise<string> {
  await page.locator('.djs-palette .entry[data-action="create.intermediate-event"]').click();
  const box = await shapeOf(page, taskId).locator('.djs-visual').first().boundingBox();
  if (box === null) throw new Error(`${taskId} is not drawn`);
  const edge = { x: box.x + box.width * 0.3, y: box.y + box.height - 1 };
  await page.mouse.move(edge.x - 12, edge.y - 10, { steps: 3 });
  await page.mouse.move(edge.x, edge.y, { steps: 3 });
  await page.mouse.click(edge.x, edge.y);
  return drawnShape(page, taskId);
}

/** Gives the selected element a name in both languages. */
export async function nameShape(page: Page, zh: string, en: string): Promise<void> {
  const panel = page.locator('.pe-panel');
  await type(panel, '名称', zh);
  await type(panel, '英文名称', en);
}

/** Unfolds a part of the panel. */
export async function unfold(page: Page, title: string): Promise<Locator> {
  const part = page.locator('.pe-section').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
  if ((await part.getAttribute('open')) === null) await part.locator('summary').click();
  return part;
}

/** Gives the selected element its inputs, each a FEEL value. */
export async function giveInputs(page: Page, inputs: Readonly<Record<string, string>>): Promise<void> {
  const part = await unfold(page, '输入映射');
  for (const [target, source] of Object.entries(inputs)) {
    await part.getByRole('button', { name: '添加输入' }).click();
    await type(part.getByRole('group', { name: 'input', exact: true }), '变量', target);
    await type(part.getByRole('group', { name: target, exact: true }), '取值（FEEL）', source);
  }
}

/** Makes a service task of a job with its inputs. */
export async function giveJob(page: Page, job: string, inputs: Readonly<Record<string, string>>): Promise<void> {
  await type(page.locator('.pe-panel'), '作业类型', job);
  await giveInputs(page, inputs);
}

/** The shape that has just been drawn and is selected instead of the other; where a name was asked for, none is given yet. */
async function drawnShape(page: Page, other: string | undefined): Promise<string> {
  const not = other === undefined ? '' : `:not([data-element-id="${other}"])`;
  const shape = page.locator(`.pe .djs-shape.selected${not}:not([data-element-id$="_label"])`);
  await shape.first().waitFor();
  const text = page.locator('.djs-direct-editing-content');
  if ((await text.count()) > 0) {
    await text.press('Escape');
    await text.waitFor({ state: 'detached' });
  }
  return (await shape.first().getAttribute('data-element-id')) ?? '';
}
