import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject, JsonValue, Scenario } from '../../../engine/index.js';
import { withFiles } from '../kit/sample-files.js';
import { loginOf } from '../kit/sample-people.js';
import { webOffice, type Answer, type Browser, type WebOffice } from '../kit/web-office.js';

const FOLDER = 'definitions/food-license-new';
const read = (file: string): JsonValue => JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')) as JsonValue;

let web: WebOffice;
beforeAll(async () => {
  web = await webOffice();
}, 60_000);
afterAll(() => web.close());

async function start(
  browser: Browser,
  document: string,
): Promise<{ readonly caseId: string; readonly receipt: JsonObject }> {
  const answer = await browser.post('/api/cases', {
    service: 'food-license-new',
    document: await withFiles(browser, read(document)),
  });
  expect({ status: answer.status, body: answer.status === 201 ? null : answer.body }).toEqual({
    status: 201,
    body: null,
  });
  const receipt = answer.body as JsonObject;
  return { caseId: String(receipt['caseId']), receipt };
}

/** Finds the open work item of a task in a case, as the person sees it. */
async function itemFor(browser: Browser, caseId: string, task: string): Promise<string> {
  for (const view of ['mine', 'groups']) {
    const list = (await browser.get(`/api/work-items?view=${view}`)).body as { readonly items: readonly JsonObject[] };
    for (const item of list.items) {
      if (item['caseId'] !== caseId) continue;
      const rows = await web.office.store.find({ name: 'worklist' }, { where: { _id: String(item['workItemId']) } });
      const row = rows.records[0] as unknown as { readonly path: string };
      if (row.path === task || row.path.endsWith(`/${task}`)) return String(item['workItemId']);
    }
  }
  throw new Error(`nobody has ${task}`);
}

async function complete(login: string, caseId: string, task: string, patch: JsonValue): Promise<Answer> {
  const browser = await web.as(login);
  const id = await itemFor(browser, caseId, task);
  const opened = (await browser.get(`/api/work-items/${id}`)).body as { readonly actions: readonly string[] };
  if (opened.actions.includes('claim'))
    expect((await browser.post(`/api/work-items/${id}/claim`, {})).status).toBe(200);
  return browser.post(`/api/work-items/${id}/complete`, { document: await withFiles(browser, patch) });
}

describe('a food licence over HTTP', () => {
  it('walks from the application to the certificate and the rating', async () => {
    const scenario = read('scenarios/straight-approval.json') as unknown as Scenario;
    web.clock.set(Date.parse(scenario.startAt));
    const owner = await web.as('owner');
    const { caseId, receipt } = await start(owner, 'samples/documents/restaurant.json');
    expect(receipt).toMatchObject({ caseNumber: 'SPXK-20260302-00001', expectedDate: '2026-03-09' });
    for (const step of scenario.steps) {
      if (step.do !== 'complete') continue;
      if (step.at?.startsWith('2026') === true) web.clock.set(Date.parse(step.at));
      const answer = await complete(loginOf(step.actor ?? ''), caseId, step.task ?? '', step.document ?? {});
      expect({ task: step.task, status: answer.status, body: answer.status === 200 ? null : answer.body }).toEqual({
        task: step.task,
        status: 200,
        body: null,
      });
      await web.office.commands.drain(caseId, 5_000);
    }
    const view = (await (await web.as('owner')).get(`/api/cases/${caseId}`)).body as JsonObject;
    expect(view).toMatchObject({ status: 'closed', ended: true });
    const documents = view['documents'] as readonly JsonObject[];
    expect(documents.map((one) => one['template'])).toEqual(
      expect.arrayContaining(['doc-accept', 'doc-grant', 'lic-food', 'doc-delivery']),
    );
    const certificate = view['certificate'] as JsonObject;
    expect(certificate['certificateNo']).toMatch(/^JY2370303\d{7}$/);
    const pdf = await (await web.as('owner')).get(`/api/documents/${String(certificate['documentId'])}`);
    expect(Buffer.from(pdf.bytes).subarray(0, 5).toString()).toBe('%PDF-');
    const token = String(certificate['verifyUrl']).split('/').at(-1) ?? '';
    const verified = await web.anonymous().get(`/api/verify/${token}`);
    expect(verified.body).toMatchObject({
      state: 'valid',
      signature: { ok: true },
      certificateNo: certificate['certificateNo'],
    });
    expect((verified.body as JsonObject)['holder']).toMatch(/^张\*+/);
    expect(web.log).toEqual([]);
  }, 60_000);
});
