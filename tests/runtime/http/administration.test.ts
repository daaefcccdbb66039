import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject, JsonValue } from '../../../engine/index.js';
import { sweepArchive } from '../../../runtime/archive/archive-sweep.js';
import { BATCH_ITEMS, BATCHES } from '../../../runtime/batches/batch-records.js';
import { createBatchWorker, type BatchWorker } from '../../../runtime/batches/batch-worker.js';
import { HISTORY, INCIDENTS } from '../../../runtime/store/collections.js';
import { historyRecords } from '../../../runtime/store/history-records.js';
import { officePackage, SMALL, smallOffice, TOO_MUCH, type SmallOffice } from '../kit/small-office.js';
import { tinyPng, type Answer } from '../kit/web-office.js';

let web: SmallOffice;
beforeAll(async () => {
  web = await smallOffice();
}, 60_000);
afterAll(() => web.close());

const codeOf = (answer: Answer): unknown => (answer.body as JsonObject | null)?.['code'];
const idOf = (answer: Answer): string => String((answer.body as JsonObject)['batchId']);
const view = async (batchId: string): Promise<JsonObject> =>
  (await web.admin.get(`/api/batches/${batchId}`)).body as JsonObject;

async function over(batchId: string): Promise<JsonObject> {
  for (let tries = 0; tries < 500; tries += 1) {
    const batch = await view(batchId);
    if (batch['finishedAt'] !== null) return batch;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`not over: ${JSON.stringify(await view(batchId))}`);
}

const start = (body: JsonObject, headers?: Record<string, string>): Promise<Answer> =>
  web.admin.post('/api/batches', body, headers);

describe('incidents', () => {
  it('are listed in pages, by service, kind, age and text', async () => {
    const ids = [await web.begin(TOO_MUCH), await web.begin(TOO_MUCH), await web.begin(TOO_MUCH)];
    const list = async (query: string): Promise<JsonObject> =>
      (await web.admin.get(`/api/incidents?${query}`)).body as JsonObject;
    const first = await list(`service=${SMALL}&limit=2`);
    expect(first).toMatchObject({ total: 3, nextCursor: expect.any(String) });
    const second = await list(`service=${SMALL}&limit=2&cursor=${encodeURIComponent(String(first['nextCursor']))}`);
    const rows = [...(first['items'] as JsonObject[]), ...(second['items'] as JsonObject[])];
    expect(new Set(rows.map((row) => row['caseId']))).toEqual(new Set(ids));
    const [{ code = '', caseNumber = '' } = {}] = rows as { code?: string; caseNumber?: string }[];
    expect(await list(`code=${code}`)).toMatchObject({ total: 3 });
    expect(await list('code=SOMETHING_ELSE')).toMatchObject({ total: 0, items: [], nextCursor: null });
    expect(await list(`q=${caseNumber}`)).toMatchObject({ total: 1 });
    expect(await list('q=route')).toMatchObject({ total: 3 });
    expect(await list(`before=${web.clock.now() - 1}`)).toMatchObject({ total: 0 });
    expect(await list(`before=${web.clock.now() + 1}`)).toMatchObject({ total: 3 });
  });

  it('show the ways on, and are resolved with other variables', async () => {
    const caseId = await web.begin(TOO_MUCH);
    const [row] = (await web.office.store.find(INCIDENTS, { where: { rootId: caseId } })).records;
    const id = row?._id ?? '';
    const seen = await web.admin.get(`/api/incidents/${id}`);
    expect(seen.body).toMatchObject({
      incidentId: id,
      caseId,
      service: SMALL,
      elementId: 'route',
      wayOn: [{ flowId: 'f2', name: { zh: '办理', en: 'Handle' } }],
    });
    const variables = { request: { name: '李安', amount: 3, items: [] } };
    expect((await web.admin.post(`/api/incidents/${id}/retry`, { variables })).status).toBe(204);
    expect(codeOf(await web.admin.get(`/api/incidents/${id}`))).toBe('INCIDENT_GONE');
    expect((await web.office.commands.load(caseId))?.state.incidents).toEqual({});
  });
});

describe('batches', () => {
  beforeEach(async () => {
    for (const { _id } of (await web.office.store.find(INCIDENTS, {})).records) {
      const [instanceId = ''] = _id.split(':');
      await web.admin.post(`/api/instances/${instanceId}/operations/cancelInstance`, { reason: 'between tests' });
    }
  });

  it('say how many they would reach, and refuse what is nothing, too much, or without a reason', async () => {
    const caseId = await web.begin(3);
    const selection = { ids: [caseId] };
    const seen = await web.admin.post('/api/batches/preview', { kind: 'suspend', selection });
    expect(seen.body).toEqual({ total: 1, most: 10_000, first: [expect.stringMatching(/./)] });
    expect(codeOf(await start({ kind: 'suspend', selection }))).toBe('REASON_NEEDED');
    expect(codeOf(await start({ kind: 'retry', selection: { service: 'nothing' } }))).toBe('BATCH_EMPTY');
    const elsewhere = { kind: 'migrate', selection, reason: 'why', hash: 'a'.repeat(64) };
    expect(codeOf(await start(elsewhere))).toBe('NOT_FOUND');
    const window = await web.as('window');
    expect(codeOf(await window.post('/api/batches', { kind: 'suspend', selection, reason: 'why' }))).toBe('FORBIDDEN');
    expect(codeOf(await window.get('/api/batches'))).toBe('FORBIDDEN');
  });

  it('suspend, resume and cancel cases, tell what became of each, and are written down', async () => {
    const ids = [await web.begin(3), await web.begin(3)];
    const [first = '', second = ''] = ids;
    const selection = { ids };
    const suspended = await over(idOf(await start({ kind: 'suspend', selection, reason: 'an inspection' })));
    expect(suspended).toMatchObject({
      phase: 'finished',
      total: 2,
      counts: { done: 2, open: 0 },
      reason: 'an inspection',
    });
    expect((await web.office.commands.load(first))?.state.suspended).toMatchObject({ reason: 'an inspection' });
    await web.admin.post(`/api/instances/${second}/operations/resumeInstance`, {});
    const resumed = await over(idOf(await start({ kind: 'resume', selection })));
    expect(resumed['counts']).toMatchObject({ done: 1, skipped: 1 });
    const id = String(resumed['batchId']);
    const items = (await web.admin.get(`/api/batches/${id}/items?outcome=skipped`)).body as JsonObject;
    expect(items['items']).toEqual([expect.objectContaining({ target: second, code: 'NOT_SUSPENDED' })]);
    const cancelled = await over(idOf(await start({ kind: 'cancel', selection, reason: 'twice' })));
    expect(cancelled['counts']).toMatchObject({ done: 2 });
    expect((await web.office.commands.load(second))?.state.status).toBe('cancelled');
    expect(codeOf(await web.admin.post(`/api/batches/${id}/stop`, {}))).toBe('BATCH_OVER');
    const audit = await web.office.store.find({ name: 'audit' }, { where: { action: 'batch.started' } as never });
    expect(audit.records.length).toBeGreaterThanOrEqual(3);
  });

  it('retry incidents with variables, once for an idempotency key', async () => {
    const ids = [await web.begin(TOO_MUCH), await web.begin(TOO_MUCH)];
    const body = {
      kind: 'retry',
      selection: { service: SMALL, code: 'NO_FLOW' },
      variables: { request: { name: '李安', amount: 5, items: [] } },
    };
    const code =
      (await web.office.store.find(INCIDENTS, { where: { service: SMALL } })).records[0]?.incident.code ?? '';
    const asked = { ...body, selection: { service: SMALL, code } };
    const headers = { 'Idempotency-Key': 'retry-all-of-them' };
    const [one, two] = [await start(asked, headers), await start(asked, headers)];
    expect(idOf(one)).toBe(idOf(two));
    expect((await over(idOf(one)))['counts']).toMatchObject({ done: 2, failed: 0 });
    for (const id of ids) expect((await web.office.commands.load(id))?.state.incidents).toEqual({});
    expect(codeOf(await start({ ...asked, selection: {} }, headers))).toBe('IDEMPOTENCY_MISMATCH');
  });

  it('migrate cases to another version after trying each out', async () => {
    const ids = [await web.begin(3), await web.begin(3)];
    const renamed = (text: string): string =>
      text.replaceAll('"handle"', '"treat"').replace('timeLimit id="treat"', 'timeLimit id="handle"');
    const hash = await web.publish(officePackage('1.1', renamed), false);
    const [first = ''] = ids;
    const place = `/api/instances/${first}/operations/migrateInstance`;
    const planned = (await web.admin.post(`${place}/plan`, { hash })).body as JsonObject;
    expect(planned).toMatchObject({ to: hash, mapping: { elements: { handle: 'treat' } }, outcome: { ok: true } });
    const batch = await over(idOf(await start({ kind: 'migrate', selection: { ids }, hash, reason: 'a better step' })));
    expect(batch['counts']).toMatchObject({ done: 2 });
    for (const id of ids) {
      const loaded = await web.office.commands.load(id);
      expect(loaded?.packageHash).toBe(hash);
      expect(Object.values(loaded?.state.workItems ?? {}).map(({ elementId }) => elementId)).toEqual(['treat']);
    }
    expect(codeOf(await web.admin.post(place, { hash }))).toBe('REASON_NEEDED');
  });

  it('stop: what is done stays done, the rest is left alone', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 20; index += 1) ids.push(await web.begin(3));
    const id = idOf(await start({ kind: 'suspend', selection: { ids }, reason: 'stop me' }));
    expect([204, 409]).toContain((await web.admin.post(`/api/batches/${id}/stop`, {})).status);
    const batch = await over(id);
    const { done = 0, stopped = 0, open = 0 } = batch['counts'] as Record<string, number>;
    expect({ all: done + stopped, open }).toEqual({ all: 20, open: 0 });
    const resting = await Promise.all(ids.map(async (one) => (await web.office.commands.load(one))?.state.suspended));
    expect(resting.filter((one) => one !== undefined).length).toBe(done);
  }, 30_000);

  it('are gone on with after a process has died in the middle, and nothing is done twice', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 30; index += 1) ids.push(await web.begin(3));
    const { store } = web.office;
    const { admin } = web;
    const worker = (owner: string): BatchWorker =>
      createBatchWorker({ office: web.office, owner, changed: () => Promise.resolve(), leaseMs: 50 });
    const answer = await admin.post('/api/batches', { kind: 'suspend', selection: { ids }, reason: 'a crash' });
    const id = idOf(answer);
    // Two more processes beside the office's own; one of them leases a handful and is never heard of again.
    const lost = await store.claimDue(BATCH_ITEMS, { now: web.clock.now(), owner: 'dead', leaseMs: 50, limit: 7 });
    const others = [worker('second'), worker('third')];
    for (let round = 0; round < 60; round += 1) {
      await Promise.all(others.map((one) => one.tick()));
      web.clock.advance(1_000);
      if ((await store.get(BATCHES, id))?.phase === 'finished') break;
    }
    expect(lost.length).toBeLessThanOrEqual(7);
    expect(await over(id)).toMatchObject({ phase: 'finished', counts: { done: 30, failed: 0, skipped: 0 } });
    for (const one of ids) {
      const { records } = await store.find(HISTORY, { where: { instanceId: one }, limit: 1000 });
      const told = records.flatMap(historyRecords).filter(({ type }) => type === 'instanceSuspended');
      expect(told).toHaveLength(1);
    }
  }, 30_000);
});

describe('repairs of one case', () => {
  const act = (instanceId: string, name: string, body: JsonObject): Promise<Answer> =>
    web.admin.post(`/api/instances/${instanceId}/operations/${name}`, body);
  const stateOf = async (instanceId: string) => {
    const loaded = await web.office.commands.load(instanceId);
    if (loaded === undefined) throw new Error(`no instance ${instanceId}`);
    return loaded.state;
  };
  const tokensOf = async (instanceId: string): Promise<readonly string[]> =>
    Object.values((await stateOf(instanceId)).tokens).map(({ elementId }) => elementId);

  it('sets data right, and leaves the failed step undone', async () => {
    const caseId = await web.begin(TOO_MUCH);
    const variables = { request: { name: '李安', amount: 7, items: [] } };
    expect(codeOf(await act(caseId, 'setVariables', { variables }))).toBe('REASON_NEEDED');
    expect((await act(caseId, 'setVariables', { variables, reason: 'a slip' })).status).toBe(200);
    const { incidents, rootScopeId, scopes } = await stateOf(caseId);
    expect(scopes[rootScopeId]?.variables['request']).toEqual(variables.request);
    const [incidentId = ''] = Object.keys(incidents);
    const skip = { incidentId, flowId: 'f2', reason: 'decided by hand' };
    const said = await web.admin.post(`/api/instances/${caseId}/operations/skipStep/preview`, skip);
    expect(said.body).toEqual({ zh: expect.any(String), en: expect.any(String) });
    expect((await act(caseId, 'skipStep', skip)).status).toBe(200);
    expect(await tokensOf(caseId)).toEqual(['handle']);
  });

  it('moves tokens, all or nothing', async () => {
    const caseId = await web.begin(3);
    const [tokenId = ''] = Object.keys((await stateOf(caseId)).tokens);
    const changes = [
      { do: 'cancel', tokenId },
      { do: 'startBefore', elementId: 'nowhere' },
    ];
    expect(codeOf(await act(caseId, 'modifyInstance', { changes, reason: 'x' }))).toBe('ELEMENT_UNKNOWN');
    expect(await tokensOf(caseId)).toEqual(['handle']);
    const sound = [
      { do: 'startBefore', elementId: 'handle' },
      { do: 'cancel', tokenId },
    ];
    expect((await act(caseId, 'modifyInstance', { changes: sound, reason: 'x' })).status).toBe(200);
    expect(await tokensOf(caseId)).toEqual(['handle']);
    expect(Object.keys((await stateOf(caseId)).tokens)).not.toContain(tokenId);
    expect(codeOf(await act(caseId, 'modifyInstance', { changes: [{ do: 'fly' }], reason: 'x' }))).toBe('BAD_REQUEST');
    expect(codeOf(await act(caseId, 'addInstance', { scopeId: 's1', item: 1, reason: 'x' }))).toMatch(/./);
    expect(codeOf(await act(caseId, 'startAdHocActivity', { scopeId: 's1', activityId: 'handle' }))).toMatch(/./);
  });

  it('reopens an ended case, and restarts it as a case with a number of its own', async () => {
    const caseId = await web.begin(3);
    const { revision } = await stateOf(caseId);
    expect(codeOf(await act(caseId, 'reopenInstance', { reason: 'x' }))).toBe('INSTANCE_ACTIVE');
    expect((await act(caseId, 'cancelInstance', { reason: 'by mistake' })).status).toBe(200);
    expect((await act(caseId, 'reopenInstance', { reason: 'a mistake' })).status).toBe(200);
    expect(await tokensOf(caseId)).toEqual(['handle']);
    const headers = { 'Idempotency-Key': 'restart-this-case' };
    const place = `/api/instances/${caseId}/operations/restartInstance`;
    const again = await web.admin.post(place, { revision, reason: 'anew' }, headers);
    expect([again.status, again.body]).toEqual([201, { caseId: expect.any(String), caseNumber: expect.any(String) }]);
    expect((await web.admin.post(place, { revision, reason: 'anew' }, headers)).body).toEqual(again.body);
    const { caseId: newId, caseNumber } = again.body as { caseId: string; caseNumber: string };
    const fresh = await stateOf(newId);
    expect(fresh.businessKey).toBe(caseNumber);
    expect(fresh.scopes[fresh.rootScopeId]?.variables['case']).toMatchObject({
      number: caseNumber,
      restartedFrom: (await stateOf(caseId)).businessKey,
    });
    expect(Object.values(fresh.workItems).map(({ elementId }) => elementId)).toEqual(['handle']);
    const own = (await web.resident.get('/api/cases')).body as readonly JsonObject[];
    expect(own.map((row) => row['caseNumber'])).toContain(caseNumber);
  });

  it('reads a case that has been packed away, and brings it back to reopen it', async () => {
    const caseId = await web.begin(3);
    await act(caseId, 'cancelInstance', { reason: 'by mistake' });
    const pages = async (): Promise<readonly JsonValue[]> => {
      const [window, resident] = [await web.as('window'), web.resident];
      return [
        (await resident.get(`/api/cases/${caseId}`)).body,
        (await window.get(`/api/cases/${caseId}/history`)).body,
        (await window.get(`/api/cases/${caseId}/diagram`)).body,
      ];
    };
    const before = await pages();
    web.clock.advance(1_000);
    expect(await sweepArchive({ store: web.office.store, clock: web.clock, afterMs: 0 })).toBeGreaterThan(0);
    expect(await web.office.store.get({ name: 'instances' }, caseId)).toBeUndefined();
    expect(await pages()).toEqual(before);
    expect(codeOf(await act(caseId, 'cancelInstance', { reason: 'x' }))).toBe('INSTANCE_ENDED');
    expect((await act(caseId, 'reopenInstance', { reason: 'a mistake' })).status).toBe(200);
    expect(await tokensOf(caseId)).toEqual(['handle']);
    expect(await web.office.store.get({ name: 'archive' }, caseId)).toBeUndefined();
  });

  it('attaches only what the person has uploaded, and others who see the case can open it', async () => {
    const caseId = await web.begin(3);
    const [item] = Object.keys((await stateOf(caseId)).workItems);
    const [window, colleague] = [await web.as('window'), await web.as('window2')];
    const file = (await window.upload('证明.png', tinyPng('proof'))).body as { fileId: string };
    const place = `/api/work-items/${caseId}:${String(item)}/operations/addAttachment`;
    expect(codeOf(await window.post(place, { fileId: 'a'.repeat(64) }))).toBe('FILE_UNKNOWN');
    expect((await colleague.get(`/api/files/${file.fileId}?case=${caseId}`)).status).toBe(404);
    expect((await window.post(place, { fileId: file.fileId })).status).toBe(200);
    expect((await colleague.get(`/api/files/${file.fileId}?case=${caseId}`)).status).toBe(200);
    const skipped = await window.post(place.replace('addAttachment', 'skipWorkItem'), { reason: 'x' });
    expect(codeOf(skipped)).toBe('NOT_ALLOWED');
  });
});
