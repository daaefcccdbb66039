import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { afterEach, beforeEach } from '@jest/globals';
import type { EffectBody, JsonObject } from '../../engine/index.js';
import type { JobHandler } from '../../runtime/seams/job-executor.js';
import { createMemoryStore } from '../../runtime/store/memory/memory-store.js';
import { JOBS } from '../../runtime/store/collections.js';
import { createHttpJobSource, WorkerRequestError } from '../../runtime/workers/http-job-source.js';
import type { JobSource } from '../../runtime/workers/job-source.js';
import { runWorker } from '../../runtime/workers/run-worker.js';
import { starting, worldOn, type World } from './kit/host-world.js';
import { webOffice, type WebOffice } from './kit/web-office.js';

const TYPE = 'external.scan';
const job = (jobId: string, retries = 3): EffectBody => ({
  type: 'createJob',
  jobId,
  elementId: 'e',
  jobType: TYPE,
  retries,
  variables: { secret: 'plain', other: 1 },
  headers: { h: '1' },
});
const ASK = { types: [TYPE], maxJobs: 10, leaseMs: 60_000, waitMs: 0 };

describe('jobs for workers outside', () => {
  let world: World;
  let source: JobSource;
  beforeEach(async () => {
    world = worldOn(createMemoryStore());
    source = world.host.outside.sourceFor('worker:a');
    await world.host.commands.start(
      starting('c1', { startInstance: [job('j1')], 'failJob:j1': [{ type: 'incident' }] }),
    );
  });
  afterEach(() => world.store.close());

  const types = async (id = 'c1'): Promise<readonly string[]> => {
    const entries = (await world.host.commands.load(id))?.state.scopes['s1']?.variables['log'];
    return Array.isArray(entries) ? (entries as readonly { readonly type: string }[]).map((one) => one.type) : [];
  };
  const take = async (from = source, ask: typeof ASK = ASK) => {
    const [taken] = await from.activate(ask);
    if (taken === undefined) throw new Error('no job');
    return taken;
  };

  test('are handed out once, with the variables that were asked for, and completed', async () => {
    const [taken] = await source.activate({ ...ASK, variables: ['other'] });
    expect(taken).toMatchObject({ jobKey: 'c1:j1', type: TYPE, variables: { other: 1 }, attempt: 1, retries: 3 });
    expect(await world.host.outside.sourceFor('worker:b').activate(ASK)).toEqual([]);
    const done = { jobKey: 'c1:j1', lease: taken?.lease ?? '', kind: 'completed', variables: { ok: true } } as const;
    expect(await source.report([done])).toEqual([{ jobKey: 'c1:j1', ok: true }]);
    expect(await types()).toEqual(['completeJob']);
    expect(await world.store.count(JOBS)).toBe(0);
  });

  test('answer a repeated result like the first, and refuse another that comes late', async () => {
    const { lease } = await take();
    const done = { jobKey: 'c1:j1', lease, kind: 'completed', variables: {} } as const;
    expect(await source.report([done, done])).toEqual([
      { jobKey: 'c1:j1', ok: true },
      { jobKey: 'c1:j1', ok: true },
    ]);
    expect(await types()).toEqual(['completeJob']);
    expect(await source.report([{ jobKey: 'c1:j1', lease, kind: 'failed', message: 'x' }])).toEqual([
      { jobKey: 'c1:j1', ok: false, code: 'JOB_GONE' },
    ]);
  });

  test('go to another worker when the lease has run out; the first one can do nothing more', async () => {
    const first = await take();
    world.clock.advance(60_000);
    const other = world.host.outside.sourceFor('worker:b');
    const second = await take(other);
    expect(second.attempt).toBe(2);
    const late = { jobKey: 'c1:j1', lease: first.lease, kind: 'completed', variables: {} } as const;
    expect(await source.report([late])).toEqual([{ jobKey: 'c1:j1', ok: false, code: 'LEASE_LOST' }]);
    expect(await source.report([{ ...late, kind: 'extended', leaseMs: 1000 }])).toMatchObject([{ code: 'LEASE_LOST' }]);
    expect(await types()).toEqual([]);
    expect(await other.report([{ ...late, lease: second.lease }])).toEqual([{ jobKey: 'c1:j1', ok: true }]);
  });

  test('are kept as long as the worker says, tried again after its pause, and end in an incident', async () => {
    const { lease } = await take();
    await source.report([{ jobKey: 'c1:j1', lease, kind: 'extended', leaseMs: 600_000 }]);
    world.clock.advance(300_000);
    expect(await world.host.outside.sourceFor('worker:b').activate(ASK)).toEqual([]);
    await source.report([{ jobKey: 'c1:j1', lease, kind: 'failed', message: 'later', retryInMs: 5000 }]);
    expect(await source.activate(ASK)).toEqual([]);
    world.clock.advance(5000);
    const again = await take();
    await source.report([{ jobKey: 'c1:j1', lease: again.lease, kind: 'failed', message: 'never', retriesLeft: 0 }]);
    expect((await world.host.commands.load('c1'))?.state.incidents['i1']).toBeDefined();
    expect(await world.store.count(JOBS)).toBe(0);
  });

  test('may end with an error of the model', async () => {
    const { lease } = await take();
    await source.report([{ jobKey: 'c1:j1', lease, kind: 'error', code: 'E', message: 'm', variables: {} }]);
    expect(await types()).toEqual(['throwJobError']);
  });

  test('rest after three workers were never heard of again', async () => {
    await world.host.commands.start(
      starting('c2', { startInstance: [job('j1', 20)], 'failJob:j1': [{ type: 'incident' }] }),
    );
    await take();
    for (let i = 0; i < 3; i += 1) {
      await source.activate(ASK);
      world.clock.advance(60_000);
    }
    const left = await source.activate(ASK);
    expect(left.map(({ jobKey }) => jobKey)).not.toContain('c2:j1');
    expect((await world.host.commands.load('c2'))?.state.incidents['i1']).toBeDefined();
  });

  test('types that the platform carries out itself are never handed out', async () => {
    world.handlers.set(TYPE, async () => ({ kind: 'completed', variables: {} }));
    expect(await source.activate(ASK)).toEqual([]);
  });

  test('a worker that waits hears of a new job at once', async () => {
    await take();
    const waiting = source.activate({ ...ASK, waitMs: 50_000 });
    await world.host.commands.start(starting('c3', { startInstance: [job('j1')] }));
    expect(await waiting).toMatchObject([{ jobKey: 'c3:j1' }]);
  });

  test('the same handlers work inside the process through the same interface', async () => {
    const handler: JobHandler = async ({ variables }) => ({ kind: 'completed', variables: { saw: variables } });
    const worker = runWorker({ source, handlers: new Map([[TYPE, handler]]), waitMs: 0 });
    for (let i = 0; i < 200 && (await types()).length === 0; i += 1) await new Promise((go) => setTimeout(go, 5));
    await worker.stop();
    expect(await types()).toEqual(['completeJob']);
  });
});

describe('a worker over HTTP', () => {
  let web: WebOffice;
  let token: string;
  beforeAll(async () => {
    web = await webOffice(undefined, undefined, undefined, { shipped: ['common'] });
    const admin = await web.as('admin');
    const made = await admin.post('/api/workers', { name: '扫描服务', types: [TYPE] });
    expect(made.status).toBe(201);
    token = String((made.body as JsonObject)['token']);
  }, 60_000);
  afterAll(() => web.close());

  const sourceWith = (given: string): JobSource => createHttpJobSource({ baseUrl: web.base, token: given });
  const row = (id: string, type = TYPE) => ({
    _id: `${id}:j1`,
    srcSeq: 1,
    state: 'due' as const,
    dueAt: web.clock.now(),
    attempts: 0,
    fence: 0,
    kind: 'job' as const,
    instanceId: id,
    rootId: id,
    packageHash: 'h',
    jobId: 'j1',
    elementId: 'e',
    type,
    variables: {},
    headers: {},
    retries: 3,
    createdAt: web.clock.now(),
  });

  test('takes jobs with its token, and is refused without, with a wrong one, and for types it may not take', async () => {
    await web.office.store.insert(JOBS, row('gone'));
    const taken = await sourceWith(token).activate(ASK);
    expect(taken).toMatchObject([{ jobKey: 'gone:j1', attempt: 1 }]);
    const done = { jobKey: 'gone:j1', lease: taken[0]?.lease ?? '', kind: 'completed', variables: {} } as const;
    expect(await sourceWith(token).report([done])).toEqual([
      { jobKey: 'gone:j1', ok: false, code: 'INSTANCE_NOT_FOUND' },
    ]);
    const wrong = `${token.slice(0, -3)}xyz`;
    await expect(sourceWith(wrong).activate(ASK)).rejects.toMatchObject({ status: 401, code: 'NOT_SIGNED_IN' });
    await expect(sourceWith(token).activate({ ...ASK, types: ['register.find'] })).rejects.toMatchObject({
      status: 403,
    });
    expect(new WorkerRequestError(503, 'X').mayPass).toBe(true);
  });

  test('may do nothing else with its token, and a cookie beside it does not count', async () => {
    const admin = await web.as('admin');
    const headers = { authorization: `Bearer ${token}` };
    expect((await admin.request('GET', '/api/workers', { headers })).status).toBe(403);
    expect((await admin.request('GET', '/api/cases', { headers })).status).toBe(403);
    const list = (await admin.get('/api/workers')).body as { workers: readonly JsonObject[] };
    expect(JSON.stringify(list)).not.toContain('tokenHash');
    expect(list.workers).toMatchObject([{ name: '扫描服务', types: [TYPE], revokedAt: null }]);
  });

  test('is refused at once when its account is ended', async () => {
    const admin = await web.as('admin');
    const made = (await admin.post('/api/workers', { name: 'b', types: [TYPE] })).body as JsonObject;
    const own = sourceWith(String(made['token']));
    expect(await own.activate(ASK)).toEqual([]);
    expect((await admin.delete(`/api/workers/${String(made['workerId'])}`)).status).toBe(204);
    await expect(own.activate(ASK)).rejects.toMatchObject({ status: 401 });
  });

  test('stops asking when it is stopped, while it waits', async () => {
    const trouble: unknown[] = [];
    const handlers = new Map([[TYPE, async () => ({ kind: 'completed', variables: {} }) as const]]);
    const worker = runWorker({ source: sourceWith(token), handlers, onTrouble: (error) => trouble.push(error) });
    await new Promise((go) => setTimeout(go, 50));
    await worker.stop(100);
    expect(trouble).toEqual([]);
  });
});
