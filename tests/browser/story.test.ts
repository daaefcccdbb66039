import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { openEmbeddedStore } from '../../runtime/store/embedded/open-embedded-store.js';
import { CASES, INCIDENTS, JOBS, SUBSCRIPTIONS, WORKLIST } from '../../runtime/store/collections.js';
import { launchBrowser } from './kit/browser.js';
import { fillForm } from './kit/fill-form.js';
import { drawPlan, pdfText } from './kit/pdf.js';
import { openOffice } from './kit/office.js';
import { keepPicture, openPerson, type Person, type Width } from './kit/person.js';
import { signInAtPortal } from './kit/portal.js';
import { storyOf } from './kit/story.js';
import { type Product, startProduct } from './kit/product.js';
import { untilQuiet } from './kit/quiet.js';
import { callApi, signInByApi } from './kit/seed.js';
import {
  claimOpenTask,
  completeOpenTask,
  fillTask,
  openMaterial,
  openTask,
  rowOf,
  signInAtOffice,
} from './kit/staff.js';
import {
  ACCEPTED,
  application,
  ASSIGNED,
  CORRECTED,
  CORRECTION_ITEMS,
  CORRECTIONS,
  COUNTERSIGNED,
  DECIDED,
  DELIVERED,
  EXAMINED,
  INSPECTED,
  NEW_MOBILE,
  OLD_MOBILE,
  RATED,
  RIGHT_ID_NO,
  SHOP,
} from './story-answers.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe.each<Width>([1440, 375])('a food licence, from the application to the rating, at %i px', (width) => {
  let product: Product;
  const people = new Map<string, Person>();
  const person = (name: string): Person => {
    const found = people.get(name);
    if (found === undefined) throw new Error(`nobody is called ${name}`);
    return found;
  };
  const known = { caseId: '', caseNumber: '', queryCode: '', decideId: '', verifyUrl: '', licenceNo: '' };
  const chapter = storyOf(people, () => product.log().split('\n'));

  beforeAll(async () => {
    product = await startProduct();
    const names = [
      'owner',
      'window',
      'head',
      'inspector1',
      'inspector2',
      'reviewer',
      'helper',
      'visitor',
      'supervisor',
    ];
    for (const name of names) people.set(name, await openPerson({ browser, url: product.url, name, width }));
  });
  afterAll(async () => {
    const watches = [...people.values()].map((one) => one.watch);
    const documents = watches.reduce((sum, watch) => sum + watch.documents.length, 0);
    const violations = watches.reduce((sum, watch) => sum + watch.violations.length, 0);
    console.log(`${width} px: ${documents} pages with a strict Content-Security-Policy, ${violations} violations`);
    for (const one of people.values()) await one.context.close();
    await product.dispose();
  });

  chapter('the owner finds the service and reads its guide', async () => {
    const owner = person('owner');
    await owner.open('/');
    await owner.picture('portal-01-home');
    await owner.page.getByRole('searchbox').fill('开饭店');
    await owner.page.getByRole('link', { name: /食品经营许可/ }).click();
    await owner.page.getByRole('heading', { level: 1, name: '食品经营许可（新办）' }).waitFor();
    await owner.picture('portal-02-service');
    await owner.page.getByRole('link', { name: '在线办理' }).first().click();
    await owner.picture('portal-03-login');
    await signInAtPortal(owner, 'owner');
    await owner.page.locator('.fv').waitFor();
    await owner.picture('portal-04-form-empty');
  });

  chapter('a wrong ID number is told at its field, by its name and its fault', async () => {
    const owner = person('owner');
    const { page } = owner;
    await fillForm(page, 'f', application(await drawPlan()));
    await page.getByRole('button', { name: '下一步：核对' }).click();
    const field = page.locator('[id="f/legalIdNo"]');
    await page.locator('.fv-summary').waitFor();
    expect(await page.locator('.fv-summary li').allTextContents()).toEqual([
      expect.stringMatching(/法定代表人身份证号.*校验码错误/),
    ]);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await field.evaluate((one) => one === document.activeElement)).toBe(true);
    const described = (await field.getAttribute('aria-describedby')) ?? '';
    expect(described.split(' ')).toContain('f/legalIdNo__error');
    await owner.picture('portal-05-form-error');
    await field.fill(RIGHT_ID_NO);
    await field.blur();
    await owner.picture('portal-06-form-filled');
  });

  chapter('the application is received with number, query code, QR code and a receipt', async () => {
    const owner = person('owner');
    const { page } = owner;
    await page.getByRole('button', { name: '下一步：核对' }).click();
    await page.getByRole('button', { name: '确认提交' }).waitFor();
    await owner.picture('portal-07-check');
    await page.getByRole('button', { name: '确认提交' }).click();
    await page.waitForURL(/\/cases\/[^/]+\/receipt$/);
    await page.locator('svg.qr').waitFor();
    known.caseId = /\/cases\/([^/]+)\/receipt/.exec(page.url())?.[1] ?? '';
    const [caseNumber = '', queryCode = ''] = await page.locator('.receipt .number').allTextContents();
    Object.assign(known, { caseNumber, queryCode });
    expect(caseNumber).toMatch(/^SPXK-\d{8}-\d{5}$/);
    expect(queryCode).toMatch(/^[A-Z0-9]{6}$/);
    await owner.picture('portal-08-receipt');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载回执（PDF）' }).click(),
    ]);
    const text = pdfText(await readAll(await download.createReadStream()));
    expect(text).toContain(caseNumber);
    expect(text).toContain(queryCode);
    expect(text).toContain('食品经营许可');
  });

  chapter('the window clerk asks for two corrections and marks the fields', async () => {
    const clerk = person('window');
    const { page } = clerk;
    await clerk.open('/staff/');
    await clerk.picture('staff-01-login');
    await signInAtOffice(clerk, 'window');
    await openTask(clerk, { view: 'groups', caseNumber: known.caseNumber, task: '审查申请材料' });
    await clerk.picture('staff-02-unclaimed');
    await claimOpenTask(clerk);
    await fillTask(clerk, CORRECTIONS);
    await page.getByRole('button', { name: '从申请表选择栏目' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: /法定代表人手机/ }).check();
    await dialog.getByRole('checkbox', { name: /主要设备设施/ }).check();
    await clerk.picture('staff-03-pick-fields', { wholePage: false });
    await dialog.getByRole('button', { name: '加入补正事项（2）' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await fillTask(clerk, CORRECTION_ITEMS);
    await clerk.picture('staff-04-correction');
    await completeOpenTask(clerk);
    await clerk.picture('staff-05-completed');
  });

  chapter('the owner sees only the marked fields, filled in and marked, and answers', async () => {
    const owner = person('owner');
    const { page } = owner;
    await owner.open('/cases');
    expect(await page.getByText('未提交的草稿').count()).toBe(0);
    await owner.picture('portal-09-cases');
    await owner.open(`/cases/${known.caseId}`);
    await owner.picture('portal-10-case-correction');
    await page.getByRole('link', { name: /去办理/ }).click();
    await page.locator('.fv').waitFor();
    expect(await page.locator('[id="f/operatorName"]').count()).toBe(0);
    expect(await page.locator('[id="f/legalIdNo"]').count()).toBe(0);
    expect(await page.locator('[id="f/legalMobile"]').inputValue()).toBe(OLD_MOBILE);
    expect(await page.locator('[id="f/equipment/0/name"]').inputValue()).toBe('冷藏柜');
    const marks = await page.locator('.fv-problem').allInnerTexts();
    expect(marks).toHaveLength(2);
    expect(marks.join()).toContain('与实名认证的手机号不一致');
    expect(marks.join()).toContain('请按布局图填写数量');
    await owner.picture('portal-11-correction');
    await fillForm(page, 'f', CORRECTED);
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await page.getByText('已提交，谢谢！').waitFor();
    await owner.picture('portal-12-corrected');
  });

  chapter('the window clerk finds the corrected values and accepts', async () => {
    const clerk = person('window');
    await openTask(clerk, { view: 'groups', caseNumber: known.caseNumber, task: '审查申请材料' });
    await claimOpenTask(clerk);
    await openMaterial(clerk);
    expect(await clerk.page.locator('.yz-material').innerText()).toContain(NEW_MOBILE);
    await fillTask(clerk, ACCEPTED);
    await clerk.picture('staff-06-accept');
    await completeOpenTask(clerk);
  });

  chapter('the section head assigns two inspectors', async () => {
    const head = person('head');
    await signInAtOffice(head, 'head');
    await openTask(head, { view: 'groups', caseNumber: known.caseNumber, task: '指派核查员' });
    await claimOpenTask(head);
    await fillTask(head, ASSIGNED);
    await head.picture('staff-07-assign');
    await completeOpenTask(head);
  });

  chapter('both inspectors sign one form, the second finds its content closed', async () => {
    const [first, second] = [person('inspector1'), person('inspector2')];
    await signInAtOffice(first, 'inspector1');
    await openTask(first, { view: 'mine', caseNumber: known.caseNumber, task: '现场核查' });
    const { page } = first;
    const results = page.locator('.fv-field').filter({ has: page.locator('[id^="task/items/"][id$="/result"]') });
    await results.first().waitFor();
    await first.picture('staff-08-onsite-empty');
    for (const result of await results.all()) await result.getByLabel('符合', { exact: true }).check();
    await fillTask(first, { ...INSPECTED, ...COUNTERSIGNED });
    await first.picture('staff-09-onsite-filled');
    await completeOpenTask(first);

    await signInAtOffice(second, 'inspector2');
    await openTask(second, { view: 'mine', caseNumber: known.caseNumber, task: '现场核查' });
    const own = second.page.locator('.yz-own');
    await own.getByText(/周惊蛰 已于 .* 签名/).waitFor();
    expect(await own.locator('.fv input:not([type=radio]):not([type=file]), .fv select, .fv textarea').count()).toBe(0);
    expect(await own.locator('.fv input[type=radio]').count()).toBe(0);
    await fillTask(second, COUNTERSIGNED);
    await second.picture('staff-10-onsite-second');
    await completeOpenTask(second);
  });

  chapter('the reviewer examines and proposes', async () => {
    const reviewer = person('reviewer');
    await signInAtOffice(reviewer, 'reviewer');
    await openTask(reviewer, { view: 'groups', caseNumber: known.caseNumber, task: '审查并提出意见' });
    await claimOpenTask(reviewer);
    await fillTask(reviewer, EXAMINED);
    await reviewer.picture('staff-11-examine');
    await completeOpenTask(reviewer);
  });

  chapter('the clerk who accepted is refused the decision, and is told why', async () => {
    const head = person('head');
    await head.open('/staff/work?view=groups');
    const row = rowOf(head, known.caseNumber, '作出决定');
    await row.waitFor();
    known.decideId = (await row.getAttribute('data-work-item')) ?? '';
    const clerk = person('window');
    clerk.watch.expect(/status of 403/);
    await clerk.open(`/staff/work/${encodeURIComponent(known.decideId)}`);
    await clerk.page.getByText('您不能办理此任务').waitFor();
    expect(await clerk.page.locator('.yz-own').innerText()).toMatch(/职责分离|不在该任务的办理范围/);
    expect(await clerk.page.getByRole('button', { name: '签收并办理' }).count()).toBe(0);
    await clerk.picture('staff-12-refused');
    const refusal = await clerk.page.evaluate(async (id) => {
      const reply = await fetch(`/api/work-items/${encodeURIComponent(id)}/claim`, {
        method: 'POST',
        headers: {
          'x-yizhan-request': '1',
          'content-type': 'application/json',
          'idempotency-key': crypto.randomUUID(),
        },
        body: '{}',
      });
      return { status: reply.status, body: (await reply.json()) as { readonly code: string } };
    }, known.decideId);
    expect(refusal.status).toBe(403);
    expect(['SEPARATION_OF_DUTIES', 'NOT_CANDIDATE']).toContain(refusal.body.code);
    await clerk.open('/staff/work');
  });

  chapter('the approver decides beside form, history and diagram', async () => {
    const head = person('head');
    const { page } = head;
    await openTask(head, { view: 'groups', caseNumber: known.caseNumber, task: '作出决定' });
    await claimOpenTask(head);
    await page.getByRole('tab', { name: '过程' }).click();
    await page.locator('.yz-history li').first().waitFor();
    await head.picture('staff-13-history');
    await page.getByRole('tab', { name: '流程图' }).click();
    await page.locator('.yz-diagram .djs-element').first().waitFor();
    await head.picture('staff-14-diagram');
    await page.getByRole('tab', { name: '文书' }).click();
    await page.locator('.yz-documents').getByText('受理通知书').first().waitFor();
    await head.picture('staff-15-documents');
    await page.getByRole('tab', { name: '办理' }).click();
    await fillTask(head, DECIDED);
    await head.picture('staff-16-decide');
    await completeOpenTask(head);
  });

  chapter('the owner opens the certificate, which names shop and number in Chinese', async () => {
    const owner = person('owner');
    const { page } = owner;
    await owner.open(`/cases/${known.caseId}`);
    const card = page.locator('.certificate');
    await card.waitFor();
    known.licenceNo = await card.locator('.number').innerText();
    expect(known.licenceNo).toMatch(/^JY\d{14}$/);
    await owner.picture('portal-13-case-certificate');
    const href = (await card.getByRole('link', { name: /下载/ }).getAttribute('href')) ?? '';
    known.verifyUrl = (await card.getByRole('link', { name: '核验页面' }).getAttribute('href')) ?? '';
    const reply = await owner.context.request.get(href);
    expect(reply.headers()['content-type']).toContain('application/pdf');
    const text = pdfText(await reply.body());
    for (const part of ['食品经营许可证', SHOP, known.licenceNo, '热食类食品制售']) expect(text).toContain(part);
    expect(text).not.toContain(RIGHT_ID_NO);
  });

  chapter('a visitor verifies the certificate and looks the case up without signing in', async () => {
    const visitor = person('visitor');
    const { page } = visitor;
    await visitor.open(known.verifyUrl);
    await page.getByText('证照有效').waitFor();
    const told = await page.locator('main').innerText();
    expect(told).toContain(known.licenceNo);
    expect(told).toContain('验证通过');
    expect(told).toMatch(/持证人\s+\S*\*/);
    for (const secret of ['王小满', RIGHT_ID_NO, NEW_MOBILE]) expect(told).not.toContain(secret);
    await visitor.picture('visitor-01-verify');
    await visitor.open('/t');
    await visitor.picture('visitor-02-lookup-empty');
    await page.getByLabel('办件编号').fill(known.caseNumber);
    await page.getByLabel('查询码').fill(known.queryCode);
    await page.getByRole('button', { name: '查询' }).click();
    await page.locator('.timeline').waitFor();
    const found = await page.locator('main').innerText();
    expect(found).toContain('食品经营许可（新办）');
    for (const secret of ['王小满', SHOP, RIGHT_ID_NO, NEW_MOBILE]) expect(found).not.toContain(secret);
    await visitor.picture('visitor-03-lookup');
  });

  chapter('the helper brings the certificate to the door', async () => {
    const helper = person('helper');
    await signInAtOffice(helper, 'helper');
    await openTask(helper, { view: 'groups', caseNumber: known.caseNumber, task: '送证上门' });
    await claimOpenTask(helper);
    await fillTask(helper, DELIVERED);
    await helper.picture('staff-17-deliver');
    await completeOpenTask(helper);
  });

  chapter('the owner rates, and the case is closed', async () => {
    const owner = person('owner');
    const { page } = owner;
    await owner.open(`/cases/${known.caseId}`);
    await page.getByRole('link', { name: /去办理/ }).click();
    await page.locator('.fv').waitFor();
    await fillForm(page, 'f', RATED);
    await owner.picture('portal-14-rating');
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await page.getByText('已提交，谢谢！').waitFor();
    await owner.open(`/cases/${known.caseId}`);
    await page.locator('.case-line').getByText('办结归档').waitFor();
    expect(await page.locator('.todo').count()).toBe(0);
    await owner.picture('portal-15-closed');
  });

  if (width === 1440) {
    chapter('two screens are kept as pictures for the README', async () => {
      const [owner, clerk] = [person('owner'), person('window')];
      await owner.open(`/cases/${known.caseId}`);
      await keepPicture(owner.page, 'portal');
      const office = openOffice(product.url);
      for (let one = 0; one < 5; one += 1) await office.apply();
      await office.dispose();
      await clerk.open('/staff/work?view=groups');
      await clerk.page.locator('.yz-row a.yz-row-name').first().click();
      await claimOpenTask(clerk);
      await clerk.open(`/staff/work?view=all`);
      await clerk.page.locator('.yz-row a.yz-row-name').first().click();
      await clerk.page.locator('.yz-own .fv').waitFor();
      await untilQuiet(clerk.page);
      await keepPicture(clerk.page, 'worklist');
    });
  }

  chapter('the history is complete, and nothing of the case is left to be done', async () => {
    const { request } = person('supervisor').context;
    await signInByApi(request, 'supervisor');
    const history = await callApi<readonly HistoryLine[]>(request, 'GET', `/api/cases/${known.caseId}/history`);
    expect(new Set(history.map((line) => line.eventId)).size).toBe(history.length);
    const done = history
      .filter((line) => line.type === 'workItemCompleted')
      .map((line) => `${line.elementName?.zh} ${line.actorName}`);
    expect(done).toEqual([
      '审查申请材料 陈立夏',
      '补正材料 王*满',
      '审查申请材料 陈立夏',
      '指派核查员 孙立秋',
      '现场核查 周惊蛰',
      '现场核查 吴清明',
      '审查并提出意见 冯大雪',
      '作出决定 孙立秋',
      '送证上门 卫春分',
      '评价 王*满',
    ]);
    expect(history.filter((line) => line.type === 'incidentRaised')).toEqual([]);
    const statuses = history
      .filter((line) => line.type === 'statusChanged')
      .map((line) => line.text.zh.replace('状态变更：', ''));
    const told = statuses.filter((status, index) => status !== statuses[index - 1]);
    expect(told).toEqual([
      '已提交，待受理',
      '待补正',
      '已提交，待受理',
      '已受理',
      '现场核查',
      '审查中',
      '准予许可',
      '已送达/已发证',
      '办结归档',
    ]);

    // Pages ask the server by themselves; they are closed before it is.
    for (const one of people.values()) await one.page.close();
    await product.stop();
    const store = openEmbeddedStore({ file: path.join(product.dataFolder, 'yizhan.sqlite') });
    try {
      const where = { rootId: known.caseId };
      const left = {
        jobs: await store.count(JOBS, where),
        tasks: await store.count(WORKLIST, where),
        incidents: await store.count(INCIDENTS, where),
        waits: await store.count(SUBSCRIPTIONS, where),
      };
      expect(left).toEqual({ jobs: 0, tasks: 0, incidents: 0, waits: 0 });
      expect(await store.get(CASES, known.caseId)).toMatchObject({ caseStatus: 'closed' });
    } finally {
      await store.close();
    }
  });
});

/** A line of the history as this test reads it. */
interface HistoryLine {
  readonly eventId: string;
  readonly type: string;
  readonly elementName: { readonly zh: string } | null;
  readonly actorName: string;
  readonly text: { readonly zh: string };
}

async function readAll(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}
