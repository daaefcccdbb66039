import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { JsonObject } from '../../engine/index.js';
import { createMessageStarts } from '../../runtime/starts/message-starts.js';
import { watchRows } from '../../runtime/starts/row-watch.js';
import { INSTANCES } from '../../runtime/use-cases/instance-record.js';
import { withFiles } from '../runtime/kit/sample-files.js';
import { webOffice, type Answer, type Browser, type WebOffice } from '../runtime/kit/web-office.js';

/** The worked examples of a licence that runs out on 2026-12-31 (C3), and the separation of duties (S1, S2), as people meet them over HTTP. */
const SAMPLES = 'definitions/food-license-extend/samples/documents';
const LICENCE = 'JY23703039000013';
const STOP = '到期未决定须暂停经营';

jest.setTimeout(60_000);

let web: WebOffice;
let owner: Browser;
/** It is so late now, and the owner has signed in: sessions do not last for months. */
async function at(instant: string): Promise<void> {
  web.clock.set(Date.parse(`${instant}+08:00`));
  owner = await web.as('owner');
}

beforeAll(async () => {
  web = await webOffice('2026-08-20T10:00:00+08:00', undefined, undefined, { shipped: ['food-license-extend'] });
  owner = await web.as('owner');
}, 60_000);
afterAll(() => web.close());

async function apply(sample = 'plain', change: JsonObject = {}): Promise<JsonObject> {
  const document = JSON.parse(readFileSync(`${SAMPLES}/${sample}.json`, 'utf8')) as JsonObject;
  const body = { service: 'food-license-extend', document: await withFiles(owner, { ...document, ...change }) };
  const answer = await owner.post('/api/cases', body);
  expect({ status: answer.status, body: answer.status === 201 ? null : answer.body }).toEqual({
    status: 201,
    body: null,
  });
  const { caseId } = answer.body as { readonly caseId: string };
  await web.office.commands.drain(caseId, 5_000);
  return answer.body as JsonObject;
}

const caseOf = async ({ caseId }: JsonObject): Promise<JsonObject> =>
  (await owner.get(`/api/cases/${String(caseId)}`)).body as JsonObject;

const templatesOf = async (receipt: JsonObject): Promise<readonly unknown[]> =>
  ((await caseOf(receipt))['documents'] as readonly JsonObject[]).map((one) => one['template']);

const noticesOf = async ({ caseId }: JsonObject): Promise<readonly string[]> =>
  ((await owner.get('/api/notices')).body as readonly JsonObject[])
    .filter((one) => one['caseId'] === caseId)
    .map((one) => String((one['text'] as JsonObject)['zh']));

async function withdraw({ caseId }: JsonObject): Promise<void> {
  const answer = await owner.post(`/api/cases/${String(caseId)}/messages/withdraw`, {
    document: { reason: '改日再办' },
  });
  expect([200, 202]).toContain(answer.status);
  await web.office.commands.drain(String(caseId), 5_000);
  expect(await caseOf({ caseId: caseId ?? '' })).toMatchObject({ status: 'withdrawn' });
}

/** Waits until the applicant has been told so: timers fire by themselves. */
async function heard(receipt: JsonObject, words: string): Promise<void> {
  for (let look = 0; look < 200; look += 1) {
    if ((await noticesOf(receipt)).join().includes(words)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nobody said: ${words}`);
}

/** Claims the task of a case that is open to the person's group, and completes it. */
async function work(login: string, { caseId }: JsonObject, document: JsonObject): Promise<Answer> {
  const browser = await web.as(login);
  for (const view of ['mine', 'groups']) {
    const { items } = (await browser.get(`/api/work-items?view=${view}`)).body as {
      readonly items: readonly JsonObject[];
    };
    const item = items.find((one) => one['caseId'] === caseId);
    if (item === undefined) continue;
    const address = `/api/work-items/${String(item['workItemId'])}`;
    if (view === 'groups') {
      const claimed = await browser.post(`${address}/claim`, {});
      if (claimed.status !== 200) return claimed;
    }
    const answer = await browser.post(`${address}/complete`, { document: await withFiles(browser, document) });
    await web.office.commands.drain(String(caseId), 5_000);
    return answer;
  }
  throw new Error(`${login} has no task`);
}

describe('C3: a licence that ends on 2026-12-31', () => {
  it('cannot be extended on 2026-08-20, one day before the window opens', async () => {
    const receipt = await apply();
    expect(await caseOf(receipt)).toMatchObject({ status: 'not-accepted', ended: true });
    expect(await templatesOf(receipt)).toEqual(['doc-not-accept']);
  });

  it('can be extended from 2026-08-21, 90 working days before', async () => {
    await at('2026-08-21T09:30:00');
    const receipt = await apply();
    expect(await caseOf(receipt)).toMatchObject({ status: 'submitted', ended: false });
    expect((await noticesOf(receipt)).join()).not.toContain(STOP);
    await withdraw(receipt);
  });
});

describe('licences that were loaded', () => {
  const lives = () => web.office.store.find(INSTANCES, { where: { processId: 'food-license-life' }, limit: 10 });

  it('have their time watched once each when they come of age, however often it is looked', async () => {
    await Promise.all([watchRows(web.office), watchRows(web.office)]);
    expect(await watchRows(web.office)).toBe(0);
    // Two of the six end this year; the others end later, have expired or were cancelled.
    expect((await lives()).records).toHaveLength(2);
  });

  it('hold their key, so that a renewal finds their life', async () => {
    const starts = createMessageStarts(web.office);
    expect(await starts.isHeld('licenceLife', LICENCE)).toBe(true);
    expect(await starts.isHeld('licenceLife', 'JY33703039000018')).toBe(false);
  });
});

describe('S1 and S2', () => {
  it('S1: the clerk who accepted cannot decide', async () => {
    await at('2026-11-02T10:00:00');
    const receipt = await apply();
    const people = web.office.registers;
    const chen = await people.get('people', 'u-window-chen');
    await people.update({
      register: 'people',
      key: 'u-window-chen',
      set: { roles: ['window-clerk', 'approver'] },
      commandId: 'S1',
      by: 'test',
    });
    expect(chen?.values['roles']).toEqual(['window-clerk']);
    expect((await work('window', receipt, { finding: 'accept' })).status).toBe(200);
    const refused = await work('window', receipt, { result: 'grant' });
    expect(refused).toMatchObject({ status: 403, body: { code: 'SEPARATION_OF_DUTIES' } });
    await withdraw(receipt);
  });

  it('S2: an inspector who is the brother of the operator cannot be assigned', async () => {
    const receipt = await apply('with-changes');
    expect((await work('window', receipt, { finding: 'accept' })).status).toBe(200);
    const visit = { visitOn: '2026-11-03', slot: 'am' };
    const refused = await work('head', receipt, { inspectors: ['u-inspector-zheng', 'u-inspector-zhou'], ...visit });
    expect({ status: refused.status, body: JSON.stringify(refused.body) }).toMatchObject({
      status: 422,
      body: expect.stringContaining('应当回避') as unknown,
    });
    const assigned = await work('head', receipt, { inspectors: ['u-inspector-zhou', 'u-inspector-wu'], ...visit });
    expect(assigned.status).toBe(200);
    expect(await caseOf(receipt)).toMatchObject({ status: 'on-site' });
    await withdraw(receipt);
  });
});

describe('C3: the last days of the window', () => {
  it('is applied for in time until the end of 2026-12-10', async () => {
    await at('2026-12-10T23:30:00');
    const receipt = await apply();
    expect(await caseOf(receipt)).toMatchObject({ status: 'submitted' });
    expect(await templatesOf(receipt)).not.toContain('doc-late');
  });

  it('is accepted on 2026-12-11 with the warning, and must stop after its last day', async () => {
    await at('2026-12-11T09:30:00');
    const receipt = await apply('plain', { licenceNo: 'JY23703039000030' });
    expect(await templatesOf(receipt)).toContain('doc-late');
    expect((await noticesOf(receipt)).join()).toContain(`2026年12月31日${STOP}`);
    expect((await work('window', receipt, { finding: 'accept' })).status).toBe(200);
    await at('2027-01-01T08:00:00');
    await heard(receipt, '延续尚未决定，须暂停经营');
    expect(await caseOf(receipt)).toMatchObject({ status: 'in-review', ended: false });
  });

  it('was treated as granted when the application in time was not decided by the last day', async () => {
    const { rows } = (await owner.get(`/api/public-registers/licences?q=${LICENCE}`)).body as {
      readonly rows: readonly JsonObject[];
    };
    expect(rows).toMatchObject([{ key: LICENCE, state: { code: 'valid' } }]);
    expect(JSON.stringify(rows)).toContain('2031-12-31');
    const supervisor = await web.as('supervisor');
    expect(JSON.stringify((await supervisor.get('/api/notices')).body)).toContain('视为准予延续');
  });
});
