import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { startServer, temporaryFolder, type ServerProcess } from '../acceptance/kit/built-server.js';
import { freePort } from '../kit/free-port.js';
import { someDefinitions } from '../kit/some-definitions.js';
import { launchBrowser } from './kit/browser.js';
import { openPerson, type Person } from './kit/person.js';
import { callApi } from './kit/seed.js';
import { lookAt, storyOf } from './kit/story.js';

/* A new office, from an empty data folder to its first case: not the demo with its samples, but as it is put up for real. */

const SERVICE = 'volunteer-register';
const [ADMIN_SECRET, CLERK_SECRET, OWN_SECRET] = ['Larch-under-snow-41', 'Seven grey herons', 'Nine brown otters'];
const PLACE = '/370303/tyc/c01';

const { folder, remove } = temporaryFolder();
const people = new Map<string, Person>();
let browser: Browser;
let server: ServerProcess;
let port = 0;
let code = '';

const start = async (): Promise<void> => {
  server = startServer({
    port,
    dataFolder: `${folder}/data`,
    env: {
      YIZHAN_MODE: 'office',
      PUBLIC_URL: `http://127.0.0.1:${String(port)}`,
      YIZHAN_DEFINITIONS: someDefinitions(folder, [SERVICE]),
    },
  });
  expect(await server.ready()).toBe(true);
};
const open = async (name: string, width: 375 | 1440): Promise<Page> => {
  const one = await openPerson({ browser, url: `http://127.0.0.1:${String(port)}`, name, width });
  // Who is refused is told so, and the story is about that, too.
  one.watch.expect(/status of 4(0[13]|22)/);
  people.set(name, one);
  return one.page;
};
const person = (name: string): Person => {
  const found = people.get(name);
  if (found === undefined) throw new Error(`nobody is called ${name}`);
  return found;
};
const fill = async (page: Page, values: Readonly<Record<string, string>>): Promise<void> => {
  for (const [label, value] of Object.entries(values)) await page.getByLabel(label, { exact: true }).fill(value);
};
const dialog = (page: Page): Locator => page.getByRole('dialog');
const press = (place: Page | Locator, name: string): Promise<void> =>
  place.getByRole('button', { name, exact: true }).click();

const chapter = storyOf(people, () => server.output().split('\n'));

beforeAll(async () => {
  port = await freePort();
  [browser] = await Promise.all([launchBrowser(), start()]);
}, 90_000);
afterAll(async () => {
  for (const one of people.values()) await one.context.close();
  await browser.close();
  await server.stop();
  remove();
});

describe('a new office', () => {
  chapter('is opened with the token of the terminal', async () => {
    const page = await open('admin', 1440);
    await page.goto('/staff/');
    await page.getByRole('heading', { name: '建立首个系统管理员' }).waitFor();
    await lookAt(person('admin'), 'office-set-up');
    const token = /set-up token: (\S+)/.exec(server.output())?.[1] ?? '';
    const values = { 登录名: 'root', 姓名: '林静', 密码: ADMIN_SECRET };
    await fill(page, { 一次性初始化口令: 'guess', ...values });
    await press(page, '建立并登录');
    await page.getByText('初始化口令不正确').waitFor();
    await fill(page, { 一次性初始化口令: token });
    await press(page, '建立并登录');
    await page.getByRole('navigation').getByRole('link', { name: '人员' }).waitFor();
    const values1 = { communityId: 'c01', name: '槐荫社区', orgPath: PLACE };
    await callApi(person('admin').context.request, 'POST', '/api/registers/communities/rows', { values: values1 });
  });

  chapter('gets its first clerk, with a code that is shown once', async () => {
    const { page } = person('admin');
    await page.getByRole('navigation').getByRole('link', { name: '人员' }).click();
    await page.getByRole('row', { name: /林静/ }).waitFor();
    await press(page, '新建人员');
    await press(dialog(page), '保存');
    await dialog(page).getByText('请填写姓名和登录名').waitFor();
    await lookAt(person('admin'), 'office-new-person');
    await fill(page, { 登录名: 'tang', 姓名: '唐晓岚' });
    await dialog(page).getByLabel('社区书记', { exact: true }).check();
    await dialog(page).getByLabel('所属', { exact: true }).click();
    await page.getByTitle('槐荫社区').click();
    await press(dialog(page), '保存');
    code = (await page.locator('.yz-person-code').textContent())?.trim() ?? '';
    expect(code).toMatch(/^[2-9A-Z]{5}-[2-9A-Z]{5}$/);
    await lookAt(person('admin'), 'office-code');
    await press(dialog(page), '已告知，关闭');
    await page.getByRole('row', { name: /唐晓岚 tang 社区书记 槐荫社区 待设置密码/ }).waitFor();
    await person('admin').pictures('office-people');
  });

  chapter('lets the clerk in, who sets a password by the code', async () => {
    const page = await open('clerk', 375);
    await page.goto('/staff/');
    await page.getByRole('link', { name: /用一次性口令设置密码/ }).click();
    await lookAt(person('clerk'), 'office-password-by-code');
    await fill(page, { 登录名: 'tang', 一次性口令: 'AAAAA-AAAAA', 新密码: CLERK_SECRET });
    await press(page, '设置密码并登录');
    await page.getByRole('alert').getByText('口令不正确').waitFor();
    await fill(page, { 一次性口令: code.toLowerCase() });
    await press(page, '设置密码并登录');
    await page.waitForURL(/\/staff\/work/);
  });

  chapter('has its first case, of a resident who registered', async () => {
    const page = await open('resident', 375);
    await page.goto('/login');
    await page.getByRole('link', { name: '注册账号' }).click();
    await page.getByLabel('所在社区（选填）').selectOption('槐荫社区');
    await lookAt(person('resident'), 'office-register');
    await fill(page, { 姓名: '兰心', 登录名: 'lanxin', 密码: 'lanxin-lanxin' });
    await press(page, '注册并登录');
    await page.getByRole('alert').getByText('密码不能包含登录名或姓名').waitFor();
    await fill(page, { 密码: OWN_SECRET });
    await press(page, '注册并登录');
    await page.locator('.services').waitFor();
    const document: unknown = JSON.parse(readFileSync(`definitions/${SERVICE}/samples/documents/adult.json`, 'utf8'));
    await callApi(person('resident').context.request, 'POST', '/api/cases', { service: SERVICE, document });
    const clerk = person('clerk').page;
    await clerk.goto('/staff/work?view=groups');
    await clerk.getByText(/ZYZC-/).first().waitFor();
  });

  chapter('is the same after it was stopped and started', async () => {
    // Open pages notice that nobody is there for a while.
    for (const one of people.values()) one.watch.expect(/ERR_(INCOMPLETE_CHUNKED|CONNECTION_REFUSED)/);
    await server.stop();
    await start();
    expect(server.output()).not.toContain('set-up token');
    const { page } = person('clerk');
    await page.goto('/staff/work?view=groups');
    await page.getByText(/ZYZC-/).first().waitFor();
    const resident = person('resident').page;
    await resident.goto('/cases');
    await resident.getByText(/ZYZC-/).first().waitFor();
  });

  chapter('ends an account at once, and people change their own password', async () => {
    const { page } = person('admin');
    await page.goto('/staff/people');
    await press(page, '唐晓岚 的更多操作');
    await page.getByRole('menuitem', { name: '停用账号' }).click();
    await press(dialog(page), '停用账号');
    await page.getByRole('row', { name: /唐晓岚.*已停用/ }).waitFor();
    const clerk = person('clerk').page;
    await clerk.goto('/staff/work');
    await clerk.getByRole('heading', { name: '工作人员登录' }).waitFor();
    await page.goto('/password?next=/staff/');
    await fill(page, { 当前密码: ADMIN_SECRET, 新密码: OWN_SECRET, 再输入一次新密码: OWN_SECRET });
    await lookAt(person('admin'), 'office-change-password');
    await press(page, '修改');
    await page.getByText('密码已修改').waitFor();
  });
});
