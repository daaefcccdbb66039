import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject, JsonValue, Scenario } from '../../../engine/index.js';
import { OPERATIONS } from '../../../engine/index.js';
import { isPermission } from '../../../runtime/access/permissions.js';
import { withFiles } from '../kit/sample-files.js';
import { loginOf } from '../kit/sample-people.js';
import { webOffice, type Answer, type Browser, type WebOffice } from '../kit/web-office.js';

const FOLDER = 'definitions/food-license-new';
const read = (file: string): JsonValue => JSON.parse(readFileSync(file, 'utf8')) as JsonValue;
const DOCUMENT = read(`${FOLDER}/samples/documents/restaurant.json`);
const SCENARIO = read(`${FOLDER}/scenarios/straight-approval.json`) as unknown as Scenario;

let web: WebOffice;
beforeAll(async () => {
  web = await webOffice();
}, 60_000);
afterAll(() => web.close());

interface Begun {
  readonly caseId: string;
  readonly item: string;
  readonly instance: string;
  readonly clerk: Browser;
}

/** A case whose first task a window clerk has claimed. */
async function begun(): Promise<Begun> {
  const owner = await web.as('owner');
  const document = await withFiles(owner, DOCUMENT);
  const receipt = (await owner.post('/api/cases', { service: 'food-license-new', document })).body as JsonObject;
  const caseId = String(receipt['caseId']);
  await web.office.commands.drain(caseId, 5_000);
  const rows = await web.office.store.find({ name: 'worklist' }, { where: { rootId: caseId } });
  const item = rows.records[0]?._id ?? '';
  const clerk = await web.as('window');
  expect((await clerk.post(`/api/work-items/${item}/claim`, {})).status).toBe(200);
  return { caseId, item, instance: item.slice(0, item.lastIndexOf(':')), clerk };
}

/** The open work item of a task in a case; of several, the one of this person. */
async function rowOf(caseId: string, elementId: string, userId?: string): Promise<JsonObject | undefined> {
  const rows = await web.office.store.find({ name: 'worklist' }, { where: { rootId: caseId, elementId } });
  const records = rows.records as unknown as readonly JsonObject[];
  return records.find((row) => row['assignee'] === userId) ?? records[0];
}

async function complete(
  caseId: string,
  { task = '', actor = '', document = {} }: Pick<Scenario['steps'][number], 'task' | 'actor' | 'document'>,
): Promise<void> {
  const browser = await web.as(loginOf(actor));
  const row = await rowOf(caseId, task.split('/').at(-1) ?? '', actor);
  const place = `/api/work-items/${String(row?.['_id'])}`;
  if (row?.['state'] === 'ready') expect((await browser.post(`${place}/claim`, {})).status).toBe(200);
  const answer = await browser.post(`${place}/complete`, { document: await withFiles(browser, document) });
  expect({ task, status: answer.status, body: answer.status === 200 ? null : answer.body }).toEqual({
    task,
    status: 200,
    body: null,
  });
  await web.office.commands.drain(caseId, 5_000);
}

const codeOf = (answer: Answer): unknown => (answer.body as JsonObject | null)?.['code'];
const names = (answer: Answer): readonly unknown[] =>
  ((answer.body as JsonObject)['operations'] as readonly JsonObject[]).map((one) => one['name']);

describe('operations over HTTP', () => {
  it('have a permission each', () => {
    expect(Object.keys(OPERATIONS).filter((name) => !isPermission(`operation.${name}`))).toEqual([]);
  });

  it('are offered to the holder of a task, and fewer of them to others', async () => {
    const { item, clerk } = await begun();
    const opened = await clerk.get(`/api/work-items/${item}`);
    expect(names(opened)).toEqual(
      expect.arrayContaining([
        'returnTask',
        'transferWorkItem',
        'addSigners',
        'sendCopy',
        'nudgeWorkItem',
        'addComment',
      ]),
    );
    expect((opened.body as JsonObject)['operations']).toContainEqual({
      name: 'transferWorkItem',
      title: OPERATIONS.transferWorkItem.title,
      needsReason: true,
    });
    const other = names(await (await web.as('window2')).get(`/api/work-items/${item}`));
    expect(other).toContain('addComment');
    expect(other).not.toContain('transferWorkItem');
  });

  it('say in one sentence what they would do, and do nothing', async () => {
    const { item, clerk } = await begun();
    const body = { to: 'u-window-zhao', reason: '出差' };
    const said = await clerk.post(`/api/work-items/${item}/operations/transferWorkItem/preview`, body);
    expect(said.status).toBe(200);
    expect(said.body).toEqual({ zh: expect.any(String), en: expect.any(String) });
    const row = (await web.office.store.get({ name: 'worklist' }, item)) as unknown as JsonObject;
    expect(row['assignee']).toBe('u-window-chen');
  });

  it('hand a task over once for an idempotency key', async () => {
    const { item, clerk, caseId } = await begun();
    const place = `/api/work-items/${item}/operations/transferWorkItem`;
    const body = { to: 'u-window-zhao', reason: '出差' };
    const key = { 'Idempotency-Key': 'transfer-0001' };
    expect((await clerk.post(place, body, key)).body).toEqual({ caseId });
    expect((await clerk.post(place, body, key)).status).toBe(200);
    const row = (await web.office.store.get({ name: 'worklist' }, item)) as unknown as JsonObject;
    expect(row['assignee']).toBe('u-window-zhao');
    expect((await (await web.as('window2')).get(`/api/work-items/${item}`)).status).toBe(200);
    expect(codeOf(await clerk.post(place, body))).toBe('NOT_ALLOWED');
  });

  it('are refused in both languages: without a reason, for nobody, by somebody else, for a task that is gone', async () => {
    const { item, clerk } = await begun();
    const place = `/api/work-items/${item}/operations`;
    const refused = await clerk.post(`${place}/transferWorkItem`, { to: 'u-window-zhao' });
    expect({ status: refused.status, code: codeOf(refused) }).toEqual({ status: 422, code: 'REASON_NEEDED' });
    expect((refused.body as JsonObject)['detail']).toEqual({ zh: '请填写理由', en: 'Please give a reason' });
    expect(codeOf(await clerk.post(`${place}/delegateWorkItem`, { to: 'nobody' }))).toBe('PERSON_UNKNOWN');
    const other = await web.as('window2');
    expect(codeOf(await other.post(`${place}/delegateWorkItem`, { to: 'u-window-zhao' }))).toBe('NOT_ALLOWED');
    const gone = item.replace(/w\d+$/, 'w999');
    expect(codeOf(await clerk.post(`/api/work-items/${gone}/operations/markSeen`, {}))).toBe('WORK_ITEM_GONE');
    expect(codeOf(await clerk.post(`${place}/addComment`, { text: '', more: 1 }))).toBe('BAD_REQUEST');
    expect(codeOf(await (await web.as('resident')).post(`${place}/addComment`, { text: '您好' }))).toBe('NOT_FOUND');
  });

  it('delegate and give back, comment, ask and answer, copy and nudge', async () => {
    const { item, clerk } = await begun();
    const place = `/api/work-items/${item}/operations`;
    const other = await web.as('window2');
    const steps: readonly [Browser, string, JsonObject][] = [
      [clerk, 'delegateWorkItem', { to: 'u-window-zhao' }],
      [other, 'resolveWorkItem', { opinion: '材料齐全' }],
      [clerk, 'addComment', { text: '已电话核实' }],
      [other, 'askQuestion', { text: '何时办结？' }],
      [clerk, 'answerQuestion', { text: '今天' }],
      [clerk, 'sendCopy', { to: ['role:supervisor'], note: '请知悉' }],
      [other, 'nudgeWorkItem', {}],
      [clerk, 'addSigners', { signers: [{ userId: 'u-window-zhao' }], position: 'after' }],
    ];
    for (const [browser, name, body] of steps) {
      let sent = body;
      if (name === 'answerQuestion') {
        const opened = (await clerk.get(`/api/work-items/${item}`)).body as {
          readonly questions: readonly JsonObject[];
        };
        const open = opened.questions.find((one) => one['answer'] === undefined);
        expect(open).toMatchObject({ from: expect.any(String), text: '何时办结？' });
        sent = { ...body, questionId: String(open?.['questionId']) };
      }
      const answer = await browser.post(`${place}/${name}`, sent);
      expect({ name, status: answer.status, code: codeOf(answer) }).toEqual({ name, status: 200, code: undefined });
    }
    expect(codeOf(await other.post(`${place}/nudgeWorkItem`, {}))).toBe('NUDGED_LATELY');
  });

  it('let the administrator suspend, resume and terminate what the clerk may not', async () => {
    const { item, instance, clerk } = await begun();
    const place = `/api/instances/${instance}/operations`;
    const admin = await web.as('admin');
    expect(codeOf(await clerk.post(`${place}/suspendInstance`, { reason: '核查' }))).toBe('FORBIDDEN');
    expect((await admin.post(`${place}/suspendInstance`, { reason: '核查' })).status).toBe(200);
    expect(codeOf(await clerk.post(`/api/work-items/${item}/operations/addComment`, { text: '？' }))).toBe('SUSPENDED');
    expect((await admin.post(`${place}/resumeInstance`, {})).status).toBe(200);
    expect((await clerk.post(`/api/work-items/${item}/operations/addComment`, { text: '好' })).status).toBe(200);
    expect(codeOf(await admin.post(`${place}/cancelInstance`, {}))).toBe('REASON_NEEDED');
    expect((await admin.post(`${place}/cancelInstance`, { reason: '重复申请' })).status).toBe(200);
    expect(codeOf(await admin.post(`${place}/cancelInstance`, { reason: '重复申请' }))).toBe('INSTANCE_ENDED');
  });

  it('let an administrator jump, and whoever completed a task take it back', async () => {
    const { item, instance, caseId, clerk } = await begun();
    const admin = await web.as('admin');
    const state = (await web.office.commands.load(instance))?.state;
    const tokenId = state?.workItems[item.slice(item.lastIndexOf(':') + 1)]?.tokenId ?? '';
    const jump = `/api/instances/${instance}/operations/jump`;
    expect(codeOf(await admin.post(jump, { tokenId, elementId: 'nowhere', reason: '更正' }))).toBe('ELEMENT_UNKNOWN');
    const back = `/api/instances/${instance}/operations/withdrawTask`;
    expect(codeOf(await clerk.post(back, {}))).toBe('NOTHING_TO_RESTORE');
    const elementId = state?.workItems[item.slice(item.lastIndexOf(':') + 1)]?.elementId ?? '';
    const preview = await admin.post(`${jump}/preview`, { tokenId, elementId, reason: '更正' });
    expect({ caseId, status: preview.status, code: codeOf(preview) }).toEqual({ caseId, status: 200, code: undefined });
  });

  it('take back a completed task while nobody has gone on, and return one to the step before', async () => {
    const { caseId, clerk } = await begun();
    for (const step of SCENARIO.steps.filter((one) => one.do === 'complete').slice(0, 5)) await complete(caseId, step);
    const reviewer = await web.as(loginOf('u-reviewer-feng'));
    const place = `/api/instances/${caseId}/operations/withdrawTask`;
    expect(codeOf(await clerk.post(place, {}))).toBe('NOTHING_TO_RESTORE');
    const said = await reviewer.post(`${place}/preview`, {});
    expect(said.body).toEqual({ zh: expect.any(String), en: expect.any(String) });
    expect((await reviewer.post(place, {})).status).toBe(200);
    const again = await rowOf(caseId, 'examine');
    expect(again).toMatchObject({ state: 'claimed', assignee: 'u-reviewer-feng' });
    const examine = { paperResult: 'ok', proposal: 'grant', majorInterest: false };
    await complete(caseId, { task: 'examine', actor: 'u-reviewer-feng', document: examine });
    const head = await web.as('head');
    const decide = String((await rowOf(caseId, 'decide'))?.['_id']);
    expect((await head.post(`/api/work-items/${decide}/claim`, {})).status).toBe(200);
    expect(codeOf(await reviewer.post(place, {}))).toBe('ALREADY_ACTED');
    const opened = (await head.get(`/api/work-items/${decide}`)).body as {
      readonly returnSteps: readonly JsonObject[];
    };
    expect(opened.returnSteps[0]).toMatchObject({ elementId: 'examine' });
    const back = `/api/work-items/${decide}/operations/returnTask`;
    expect((await head.post(`${back}/preview`, {})).status).toBe(200);
    expect((await head.post(back, { reason: '补充意见' })).status).toBe(200);
    expect(await rowOf(caseId, 'examine')).toMatchObject({ assignee: 'u-reviewer-feng' });
    expect(await rowOf(caseId, 'decide')).toBeUndefined();
  }, 30_000);

  it('logged nothing unexpected', () => {
    expect(web.log).toEqual([]);
  });
});
