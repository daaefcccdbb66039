import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { addWorkingDays, type CalendarData, closingOf, dateOf, parseCalendar } from '../../engine/index.js';
import { openEmbeddedStore } from '../../runtime/store/embedded/open-embedded-store.js';
import { JOBS } from '../../runtime/store/collections.js';
import { launchBrowser } from './kit/browser.js';
import {
  addField,
  addFile,
  append,
  attachEvent,
  change,
  describeField,
  giveInputs,
  giveJob,
  nameShape,
  pick,
  selectShape,
  shapeOf,
  type,
  unfold,
} from './kit/designer.js';
import { fillForm } from './kit/fill-form.js';
import { officeToday } from './kit/office-today.js';
import { openPerson, type Person } from './kit/person.js';
import { signInAtPortal } from './kit/portal.js';
import { storyOf } from './kit/story.js';
import { type Product, ROOT, startProduct } from './kit/product.js';
import { callApi, signInByApi } from './kit/seed.js';
import { claimOpenTask, completeOpenTask, fillTask, openTask, signInAtOffice } from './kit/staff.js';

const KEY = 'shared-parking';
const CALENDAR = officeCalendar();
const ids = { priority: '', find: '', place: '', late: '', tell: '', book: '', arrive: '', free: '', end: '' };

let browser: Browser;
let product: Product;
let designer: Person;
let resident: Person;
let officer: Person;
let caseNumber = '';
let caseId = '';
const people = new Map<string, Person>();

beforeAll(async () => {
  [browser, product] = await Promise.all([launchBrowser(), startProduct({ packages: ['common'] })]);
  const open = (name: string): Promise<Person> => openPerson({ browser, url: product.url, name, width: 1440 });
  [designer, resident, officer] = await Promise.all([open('designer'), open('resident'), open('officer')]);
  // The story is long and the machine may be busy; what hangs is found by the limit of a chapter.
  for (const one of [designer, resident, officer]) {
    people.set(one.name, one);
    one.context.setDefaultTimeout(45_000);
  }
  await signInByApi(designer.context.request, 'designer');
}, 180_000);
afterAll(async () => {
  await browser.close();
  await product.dispose();
});

const chapter = storyOf(people, () => product.log().split('\n'), 240_000);

describe('a service that nobody has programmed: shared parking places', () => {
  chapter('the administrator begins a package from nothing', async () => {
    const { page } = designer;
    await designer.open('/staff/design');
    await page.getByRole('button', { name: '新建流程包' }).click();
    const dialog = page.getByRole('dialog');
    await type(dialog, '中文名称', '共享车位预约');
    await type(dialog, '英文名称', 'Shared parking');
    await type(dialog, '标识', KEY);
    await type(dialog, '事项编码', 'GXCW');
    await designer.picture('new-01-package', { wholePage: false });
    await dialog.getByRole('button', { name: '创建' }).click();
    await shapeOf(page, 'start').waitFor();
  });

  chapter('its forms are made field by field', async () => {
    const { page } = designer;
    await page.getByRole('link', { name: '共享车位预约申请表' }).click();
    await describeField(page, { zh: '车牌号', en: 'Plate', name: 'plate' });
    await addField(page, { kind: '手机号码', zh: '手机', en: 'Mobile', name: 'mobile' });
    const options = '就医 | Medical visit\n探亲 | Family visit\n其他 | Other';
    await addField(page, { kind: '单选', zh: '用途', en: 'Purpose', name: 'purpose', options });
    await addField(page, { kind: '是或否', zh: '行动不便', en: 'Limited mobility', name: 'limited' });
    await designer.picture('new-02-form');
    await page.getByRole('button', { name: '预览', exact: true }).click();
    await page.frameLocator('iframe').getByText('行动不便').first().waitFor();
    await designer.picture('new-03-form-preview');
    await addFile(page, { kind: '表单', zh: '安排车位', en: 'Place given', name: 'placing' });
    await describeField(page, { zh: '车位编号', en: 'Place number', name: 'place' });
    await addField(page, { kind: '多行文字', zh: '说明', en: 'Note', name: 'note', optional: true });
    await addFile(page, { kind: '表单', zh: '到场确认', en: 'Arrival', name: 'arrival' });
    await describeField(page, { zh: '实际停放位置', en: 'Where it stands', name: 'spot' });
    await addField(page, { kind: '承诺勾选', zh: '按约定时间离场', en: 'I shall leave in time', name: 'leaves' });
  });

  chapter('a decision table says who comes first and how long a place is kept', async () => {
    const { page } = designer;
    await addFile(page, { kind: '决策表', zh: '车位优先级', en: 'Priority of a place', name: 'D-PARK-1' });
    await page.getByRole('button', { name: '添加条件列' }).click();
    await page.getByRole('button', { name: '添加结果列' }).click();
    const column = (name: string) => page.getByRole('group', { name, exact: true });
    await type(column('条件 1'), '列名', '行动不便');
    await type(column('条件 1'), '表达式（FEEL）', 'limited');
    await type(column('条件 2'), '列名', '用途');
    await type(column('条件 2'), '表达式（FEEL）', 'purpose');
    await type(column('结果 1'), '列名', '优先级');
    await type(column('结果 1'), '结果名', 'level');
    await type(column('结果 2'), '列名', '保留小时');
    await type(column('结果 2'), '结果名', 'hours');
    await pick(page, '类型', '数字', column('结果 2'));
    await page.getByRole('button', { name: '添加一行' }).click();
    await page.getByRole('button', { name: '添加一行' }).click();
    const rows = [
      ['true', '-', '"优先"', '8'],
      ['false', '"就医"', '"优先"', '4'],
      ['false', 'not("就医")', '"普通"', '2'],
    ];
    const columns = ['行动不便', '用途', '优先级', '保留小时'];
    for (const [row, cells] of rows.entries())
      for (const [at, text] of cells.entries()) await type(page, `第 ${row + 1} 行 ${columns[at] ?? ''}`, text);
    await designer.picture('new-04-decision');
  });

  chapter('a register holds the places', async () => {
    const { page } = designer;
    await addFile(page, { kind: '台账', zh: '共享车位', en: 'Parking places', name: 'parking-places' });
    await addField(page, { kind: '单行文字', zh: '位置', en: 'Location', name: 'location' });
    await addField(page, {
      kind: '单选',
      zh: '状态',
      en: 'State',
      name: 'state',
      options: '空闲 | Free\n已约 | Taken',
    });
    await addField(page, { kind: '单行文字', zh: '预约车牌', en: 'Plate', name: 'plate', optional: true });
    await pick(page, '显示的列', '位置');
    await pick(page, '显示的列', '状态');
    await pick(page, '筛选条件（最多4个）', '状态');
    await pick(page, '查看', '物业管理办公室工作人员');
    await pick(page, '增加和修改', '物业管理办公室工作人员');
    await designer.picture('new-05-register');
  });

  chapter('the process is drawn: decision, register, a role, a timer in working days', async () => {
    const { page } = designer;
    await page.locator('.dz-files').getByRole('link', { name: '共享车位预约', exact: true }).click();
    await shapeOf(page, 'start').waitFor();
    ids.priority = await append(page, 'start', 'service-task');
    ids.priority = await change(page, ids.priority, 'replace-with-rule-task');
    await nameShape(page, '评定优先级', 'Work out the priority');
    await pick(page, '决策', '车位优先级');
    await type(page.locator('.pe-panel'), '结果变量', 'priority');
    await giveInputs(page, { limited: 'application.limited', purpose: 'application.purpose' });

    ids.find = await append(page, ids.priority, 'service-task');
    await nameShape(page, '查找空闲车位', 'Look for free places');
    await giveJob(page, 'register.find', { register: '"parking-places"', where: '{state: "空闲"}' });
    const outputs = await unfold(page, '输出映射');
    await outputs.getByRole('button', { name: '添加输出' }).click();
    await type(outputs.getByRole('group', { name: 'output', exact: true }), '变量', 'freePlaces');
    await type(outputs.getByRole('group', { name: 'freePlaces', exact: true }), '取值（FEEL）', 'count(rows)');

    ids.place = await append(page, ids.find, 'user-task');
    await nameShape(page, '安排车位', 'Give a place');
    await pick(page, '候选角色', '物业管理办公室工作人员');
    await pick(page, '办理表单', '安排车位');
    await page.locator('.pe-panel').getByRole('button', { name: '添加表单' }).click();
    await page
      .locator('.ant-dropdown:not(.ant-dropdown-hidden)')
      .getByText(/共享车位预约申请表/)
      .click();
    const status = await unfold(page, '状态');
    await type(status, '进入时办件状态', 'in-review');

    ids.book = await append(page, ids.place, 'service-task');
    await nameShape(page, '登记占用', 'Enter it as taken');
    const taken = '{state: "已约", plate: application.plate}';
    await giveJob(page, 'register.update', { register: '"parking-places"', key: 'placing.place', set: taken });

    ids.arrive = await append(page, ids.book, 'user-task');
    await nameShape(page, '到场确认', 'Confirm the arrival');
    await type(page.locator('.pe-panel'), '指定办理人', 'case.applicantId');
    await pick(page, '办理表单', '到场确认');

    ids.free = await append(page, ids.arrive, 'service-task');
    await nameShape(page, '释放车位', 'Set the place free');
    const free = '{state: "空闲", plate: null}';
    await giveJob(page, 'register.update', { register: '"parking-places"', key: 'placing.place', set: free });

    ids.end = await append(page, ids.free, 'end-event');
    await nameShape(page, '预约完成', 'Done');
    await type(await unfold(page, '状态'), '结束时办件状态', 'closed');

    ids.late = await attachEvent(page, ids.place);
    ids.late = await change(page, ids.late, 'replace-with-non-interrupting-timer-boundary');
    await nameShape(page, '两个工作日未安排', 'Two working days without a place');
    await pick(page, '单位', '工作日');
    await type(page.locator('.pe-panel'), '数量（FEEL）', '2');
    await designer.picture('new-06-timer', { wholePage: false });
    ids.tell = await append(page, ids.late, 'service-task');
    await nameShape(page, '提醒街道领导', 'Tell the street leader');
    const text =
      '{zh: "车位预约两个工作日未安排：" + case.number, en: "No parking place for two working days: " + case.number}';
    await giveJob(page, 'notice.send', { to: '"role:street-leader"', text });
    const told = await append(page, ids.tell, 'end-event');
    await selectShape(page, told);
    await nameShape(page, '已提醒', 'Told');
    await page.locator('.pe-problems').getByText('没有问题').waitFor({ timeout: 15_000 });
    await selectShape(page, ids.place);
    await designer.picture('new-07-process', { wholePage: false });
  });

  chapter('it is checked, proven sound and published', async () => {
    const { page } = designer;
    await page.getByRole('link', { name: '服务页面' }).click();
    await type(page, '需要带什么', '行驶证 | Vehicle licence');
    await designer.picture('new-08-service');
    await page.getByRole('button', { name: '发布新版本' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('版本说明').fill('共享车位第一版。');
    await dialog.locator('.pub-check .ant-alert').waitFor({ timeout: 60_000 });
    await designer.picture('new-09-checked', { wholePage: false });
    expect(await dialog.locator('.pub-check').innerText()).toContain('检查通过');
    await dialog.getByRole('button', { name: '发布', exact: true }).click();
    await dialog.getByText(/^已发布 /).waitFor({ timeout: 60_000 });
    await dialog.getByRole('button', { name: '完成' }).click();
    await page.getByText('版本 1.0').first().waitFor();
    await designer.picture('new-10-published');
  });

  chapter('the officer enters two places', async () => {
    const { page } = officer;
    await signInAtOffice(officer, 'property');
    await officer.open('/staff/registers/parking-places');
    for (const [number, location] of [
      ['A-01', '体育场社区北门'],
      ['A-02', '体育场社区南门'],
    ] as const) {
      await page.getByRole('button', { name: '新增' }).click();
      await fillForm(page, 'row', { number, location, state: '空闲' });
      await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await officer.open('/staff/registers/parking-places');
    }
    await page.getByText('体育场社区南门').waitFor();
    await officer.picture('new-11-places');
  });

  chapter('a resident books a place', async () => {
    const { page } = resident;
    await resident.open('/');
    await page.getByRole('searchbox').fill('车位');
    await page.getByRole('link', { name: /共享车位预约/ }).click();
    await page.getByRole('link', { name: '在线办理' }).first().click();
    await signInAtPortal(resident, 'owner');
    await page.locator('.fv').waitFor();
    await fillForm(page, 'f', { plate: '鲁C12345', mobile: '19900000001', purpose: '就医', limited: '否' });
    await resident.picture('new-12-application');
    await page.getByRole('button', { name: '下一步：核对' }).click();
    await page.getByRole('button', { name: '确认提交' }).click();
    await page.waitForURL(/\/cases\/[^/]+\/receipt$/);
    caseId = /\/cases\/([^/]+)\/receipt/.exec(page.url())?.[1] ?? '';
    caseNumber = (await page.locator('.receipt .number').first().textContent()) ?? '';
    expect(caseNumber).toMatch(/^GXCW-\d{8}-\d{5}$/);
  });

  chapter('the timer runs for two working days of the office', async () => {
    const timers = await timersOf(caseId);
    expect(timers).toHaveLength(1);
    const due = dateOf(CALENDAR, timers[0] ?? 0);
    expect([due, `${Math.round(((timers[0] ?? 0) - closingOf(CALENDAR, due)) / 1000)} s after closing`]).toEqual([
      addWorkingDays(CALENDAR, officeToday(), 2),
      '0 s after closing',
    ]);
  });

  chapter('the officer gives a place, which the register shows as taken', async () => {
    const { page } = officer;
    await openTask(officer, { view: 'groups', caseNumber, task: '安排车位' });
    await officer.picture('new-13-task');
    await claimOpenTask(officer);
    await fillTask(officer, { place: 'A-02' });
    await completeOpenTask(officer);
    await officer.open('/staff/registers/parking-places');
    await page.getByText('鲁C12345').or(page.getByText('已约')).first().waitFor();
    await officer.picture('new-14-taken');
  });

  chapter('the resident confirms the arrival, and the case ends with the place free again', async () => {
    const { page } = resident;
    await resident.open(`/cases/${caseId}`);
    await page.getByRole('link', { name: /去办理/ }).click();
    await page.locator('.fv').waitFor();
    await fillForm(page, 'f', { spot: '南门第二排', leaves: true });
    await resident.picture('new-15-arrival');
    await page.getByRole('button', { name: /提交/ }).click();
    await page.getByText('已提交，谢谢').waitFor();
    await resident.open(`/cases/${caseId}`);
    await page.getByText('办结归档').first().waitFor();
    await resident.picture('new-16-end');
    await officer.open('/staff/registers/parking-places');
    const table = await officer.page.locator('table').innerText();
    expect(table).not.toContain('已约');
    const { status } = await callApi<{ readonly status: string }>(
      officer.context.request,
      'GET',
      `/api/cases/${caseId}`,
    );
    expect(status).toBe('closed');
  });
});

/** When the timers of a case are due, ms. */
async function timersOf(rootId: string): Promise<readonly number[]> {
  const store = openEmbeddedStore({ file: path.join(product.dataFolder, 'yizhan.sqlite') });
  try {
    const { records } = await store.find(JOBS, { where: { rootId }, limit: 20 });
    return records.filter(({ kind }) => kind === 'timer').map(({ dueAt }) => dueAt);
  } finally {
    await store.close();
  }
}

function officeCalendar(): CalendarData {
  const file = path.join(ROOT, 'definitions', 'common', 'calendars', 'cn-2025-2026.json');
  const parsed = parseCalendar(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.ok) throw new Error('the calendar cannot be read');
  return parsed.data;
}
