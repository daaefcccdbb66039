import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from './kit/browser.js';
import { type Office, openOffice } from './kit/office.js';
import { openPerson, type Person } from './kit/person.js';
import { type Product, startProduct } from './kit/product.js';
import { callApi, type Receipt, SERVICE, signInByApi } from './kit/seed.js';

const OLD_NAME = '作出决定';
const NEW_NAME = '作出许可决定';

let browser: Browser;
let product: Product;
let office: Office;
let designer: Person;
let running: Receipt;
beforeAll(async () => {
  [browser, product] = await Promise.all([launchBrowser(), startProduct({ packages: [SERVICE] })]);
  office = openOffice(product.url);
  running = await office.apply();
  designer = await openPerson({ browser, url: product.url, name: 'designer', width: 1440 });
  await signInByApi(designer.context.request, 'designer');
});
afterAll(async () => {
  await office.dispose();
  await browser.close();
  await product.dispose();
});

test('the designer finds the process in its package and opens it without a problem', async () => {
  const { page } = designer;
  await designer.open('/staff/design');
  await designer.picture('design-01-packages');
  await page.getByRole('link', { name: '食品经营许可（新办）' }).click();
  await page.locator('.dz-versions').waitFor();
  await designer.picture('design-02-package');
  await page.locator('.dz').getByRole('link', { name: '食品经营许可（新办）' }).click();
  await shape(page, 'decide').waitFor();
  await page.locator('.pe-problems').getByText('没有问题').waitFor();
  await designer.picture('design-03-editor');
  expect(designer.watch.faults).toEqual([]);
});

test('the mark of bpmn.io is visible and nothing lies over it, in the editor', async () => {
  expect(await isOnTop(designer.page.locator('.bjs-powered-by'))).toBe(true);
});

test('a broken change is told in the problems, and cannot be published', async () => {
  const { page } = designer;
  await select(page, 'decide');
  await page.keyboard.press('Delete');
  await shape(page, 'decide').waitFor({ state: 'detached' });
  await page.locator('.pe-problem-list .is-error').first().waitFor();
  const problems = await page.locator('.pe-problem-list .is-error').allInnerTexts();
  expect(problems.length).toBeGreaterThan(0);
  await designer.picture('design-04-problems');
  await page.getByRole('button', { name: '发布新版本' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/个错误，须先修正/).waitFor({ timeout: 60_000 });
  expect(await dialog.getByRole('button', { name: '发布', exact: true }).isDisabled()).toBe(true);
  await designer.picture('design-05-refused');
  await dialog.getByRole('button', { name: '取消' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.locator('.pe').getByRole('button', { name: /^撤销/ }).click();
  await shape(page, 'decide').waitFor();
  await page.locator('.pe-problems').getByText('没有问题').waitFor();
  expect(designer.watch.faults).toEqual([]);
});

test('a new name is published as a new version', async () => {
  const { page } = designer;
  await select(page, 'decide');
  const name = page.locator('.pe').getByLabel('名称', { exact: true });
  expect(await name.inputValue()).toBe(OLD_NAME);
  await name.fill(NEW_NAME);
  await name.blur();
  await page.locator('.djs-element').filter({ hasText: NEW_NAME }).first().waitFor();
  await designer.picture('design-06-renamed');
  await page.getByText('未发布：').first().waitFor();
  await page.getByRole('button', { name: '发布新版本' }).click();
  const dialog = page.getByRole('dialog');
  const publish = dialog.getByRole('button', { name: '发布', exact: true });
  await dialog.getByLabel('版本说明').fill('决定环节改名。');
  await dialog.locator('.pub-check .ant-alert').waitFor({ timeout: 60_000 });
  await designer.picture('design-07-checked');
  await publish.click();
  await dialog.getByText(/^已发布 /).waitFor({ timeout: 60_000 });
  await designer.picture('design-08-published');
  await dialog.getByRole('button', { name: '完成' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(designer.watch.faults).toEqual([]);
});

test('the running case keeps its version, a new one begins on the new version', async () => {
  const fresh = await office.apply();
  const [old, now] = await Promise.all([nameOfDecision(running), nameOfDecision(fresh)]);
  expect(old).toBe(OLD_NAME);
  expect(now).toBe(NEW_NAME);
  await designer.open(`/staff/design/${SERVICE}`);
  const rows = designer.page.locator('.dz-versions tbody tr');
  await rows.nth(1).waitFor();
  const told = (await rows.allInnerTexts()).map((row) => row.replaceAll(/\s+/g, ' '));
  expect(told).toEqual([
    expect.stringMatching(/^1\.1 使用中 ?\w+ 1 /),
    expect.stringMatching(/^1\.0 已被替代 ?\w+ 1 /),
  ]);
  await designer.picture('design-09-versions');
  expect(designer.watch.faults).toEqual([]);
});

test('the mark of bpmn.io is visible and nothing lies over it, in the diagram of a case', async () => {
  for (const width of [1440, 375] as const) {
    const clerk = await openPerson({ browser, url: product.url, name: 'window', width });
    await signInByApi(clerk.context.request, 'window');
    await clerk.open(`/staff/cases/${running.caseId}?tab=diagram`);
    await clerk.page.locator('.djs-element').first().waitFor();
    await clerk.picture('design-10-case-diagram');
    expect(await isOnTop(clerk.page.locator('.bjs-powered-by'))).toBe(true);
    expect(clerk.watch.faults).toEqual([]);
    await clerk.context.close();
  }
});

test('on a phone the files, the canvas, the problems and the properties lie one below the other', async () => {
  for (const lang of ['zh', 'en'] as const) {
    const phone = await openPerson({ browser, url: product.url, name: 'designer', width: 375, lang });
    const { page } = phone;
    await signInByApi(phone.context.request, 'designer');
    await phone.open(`/staff/design/${SERVICE}/files/${SERVICE}.bpmn`);
    await shape(page, 'decide').waitFor({ timeout: 30_000 });
    await phone.picture(`design-11-phone-${lang}`, { wholePage: false });
    const parts = ['.dz-bar', '.dz-files', '.pe-toolbar', '.pe-canvas', '.pe-problems'];
    expect(await laidOut(page, [...parts, '.pe-peek'])).toEqual([]);
    await shape(page, 'verifySubject').locator('.djs-hit').first().click({ force: true });
    await page.keyboard.press('Delete');
    await page.locator('.pe-problem-list .is-error').first().waitFor();
    await page.locator('.pe-peek').click();
    expect(await laidOut(page, [...parts, '.pe-panel'])).toEqual([]);
    await phone.picture(`design-12-phone-panel-${lang}`, { wholePage: false });
    await page.locator('.dz-files-toggle').click();
    expect(await laidOut(page, [...parts, '.pe-panel'])).toEqual([]);
    await page.locator('.dz-files-toggle').click();
    expect(await isOnTop(page.locator('.bjs-powered-by'))).toBe(true);
    expect(await smallTargets(page)).toEqual([]);
    expect(phone.watch.faults).toEqual([]);
    await phone.context.close();
  }
}, 120_000);

/** What is wrong with parts that should lie one below the other on the screen: out of order, too low to be used, too wide. */
function laidOut(page: Page, parts: readonly string[]): Promise<readonly string[]> {
  return page.evaluate((selectors) => {
    const boxes = selectors.map((selector) => {
      const box = document.querySelector(selector)?.getBoundingClientRect();
      return { selector, left: box?.left ?? 0, right: box?.right ?? 0, top: box?.top ?? 0, bottom: box?.bottom ?? 0 };
    });
    return boxes.flatMap(({ selector, left, right, top, bottom }, at) => {
      const above = boxes[at - 1];
      return [
        ...(above && top < above.bottom - 1 ? [`${selector} lies over ${above.selector}`] : []),
        ...(bottom - top < 40 ? [`${selector} is ${bottom - top} px high`] : []),
        ...(left < -1 || right > innerWidth + 1 ? [`${selector} is wider than the screen`] : []),
      ];
    });
  }, parts);
}

/** Buttons and links of the designer, beside those of the canvas, that are less than 40 px high. */
function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.dz a, .dz button')].flatMap((one) => {
      const { width, height } = one.getBoundingClientRect();
      if (width === 0 || height >= 39.5 || one.closest('.bjs-container') !== null) return [];
      return [`${one.className || one.textContent} ${height} px`];
    }),
  );
}

function shape(page: Page, elementId: string): Locator {
  return page.locator(`.pe .djs-element[data-element-id="${elementId}"]`);
}

/** Selects an element of the drawing by a click, after the whole drawing has been brought into the window: a large one opens at a size to read. */
async function select(page: Page, elementId: string): Promise<void> {
  await page.getByRole('button', { name: '适应窗口' }).click();
  await shape(page, elementId).locator('.djs-hit').first().click({ force: true });
  await page.locator(`.djs-element.selected[data-element-id="${elementId}"]`).waitFor();
}

/** Whether an element is on the screen and is what is found at its middle and near its corners. */
async function isOnTop(element: Locator): Promise<boolean> {
  await element.scrollIntoViewIfNeeded();
  return element.evaluate((one) => {
    const box = one.getBoundingClientRect();
    if (box.width < 20 || box.height < 8) return false;
    const points = [
      [0.5, 0.5],
      [0.1, 0.2],
      [0.9, 0.8],
    ] as const;
    return points.every(([x, y]) => {
      const found = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
      return found !== null && (one === found || one.contains(found));
    });
  });
}

/** The name of the decision in the process a case runs on. */
async function nameOfDecision(receipt: Receipt): Promise<string | undefined> {
  const { processes } = await callApi<{
    readonly processes: readonly { readonly processId: string; readonly bpmn: string }[];
  }>(await office.as('window'), 'GET', `/api/cases/${receipt.caseId}/diagram`);
  const main = processes.find((one) => one.processId === SERVICE);
  return /<bpmn:userTask[^>]*id="decide"[^>]*name="([^"]*)"/.exec(main?.bpmn ?? '')?.[1];
}
