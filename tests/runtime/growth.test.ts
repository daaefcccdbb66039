import { afterAll, afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { JsonObject } from '../../engine/index.js';
import type { Store } from '../../runtime/seams/store.js';
import { INCIDENTS, JOBS, SUBSCRIPTIONS } from '../../runtime/store/collections.js';
import { BLOBS } from '../../runtime/use-cases/blobs.js';
import { INSTANCES } from '../../runtime/use-cases/instance-record.js';
import { message, processOf } from '../kit/process-builder.js';
import { CLERK, commanding, starting, stores, worldOn, type World } from './kit/host-world.js';
import { realEngine } from './kit/real-engine.js';

jest.setTimeout(60_000);

const KB = 1024;
const LARGE = 'x'.repeat(300 * KB);
const HUGE = 'y'.repeat(5 * KB * KB);
const ID_NO = '370303199001010017';

for (const kind of stores()) {
  describe(`what one instance may hold, on ${kind.name}`, () => {
    let store: Store;
    let world: World;
    beforeEach(() => {
      store = kind.open();
      world = worldOn(store);
    });
    afterEach(async () => {
      await world.host.stop();
      await store.close();
    });
    afterAll(kind.dispose);

    const variablesOf = async (host = world.host): Promise<JsonObject> =>
      (await host.commands.load('c1'))?.state.scopes['s1']?.variables ?? {};
    const repair = (id: string) =>
      world.host.commands.run(commanding('c1', id, { type: 'resolveIncident', incidentId: 'i1', variables: {} }));

    test('a large variable lies beside the instance, written once', async () => {
      const many = Array.from({ length: 5000 }, (_, row) => ({ row, text: 'a row of a very long list, all small' }));
      const nested = { secret: LARGE, small: 1, list: [1, LARGE, ID_NO] };
      await world.host.commands.start(starting('c1', { startInstance: [{ type: 'task' }] }, { many, nested }));
      const before = await variablesOf();
      expect(before).toMatchObject({ many, nested });
      expect(await variablesOf(world.another())).toEqual(before);
      const record = await store.get(INSTANCES, 'c1');
      expect(JSON.stringify(record?.state).length).toBeLessThan(20 * KB);
      expect(record?.blobs).toHaveLength(3);
      const blobs = (await store.find(BLOBS)).records;
      // The two texts are the same one.
      expect(blobs.map(({ instanceId }) => instanceId)).toEqual(['c1', 'c1']);
      await repair('a');
      await repair('b');
      expect(await store.count(BLOBS)).toBe(2);
      expect(await variablesOf(world.another())).toMatchObject({ many, nested });
    });

    test('a large value of class L4 is sealed where it lies', async () => {
      await world.host.commands.start(starting('c1', {}, { doc: { list: [LARGE, `${LARGE} ${ID_NO}`] } }));
      expect(JSON.stringify((await store.find(BLOBS)).records)).not.toContain(ID_NO);
      expect((await variablesOf(world.another()))['doc']).toEqual({ list: [LARGE, `${LARGE} ${ID_NO}`] });
    });

    test('nobody can plant a reference', async () => {
      await world.host.commands.start(starting('c1', {}, { doc: LARGE }));
      const [ref] = (await store.get(INSTANCES, 'c1'))?.blobs ?? [];
      const planted = { blobs: [ref], $blob: ref?.hash ?? '' } as unknown as JsonObject;
      await world.host.commands.start({ ...starting('c2', {}, { planted }) });
      expect((await world.another().commands.load('c2'))?.state.scopes['s1']?.variables['planted']).toEqual(planted);
    });

    test('an instance whose large value is lost stands still', async () => {
      await world.host.commands.start(starting('c1', {}, { doc: LARGE }));
      for (const { _id } of (await store.find(BLOBS)).records) await store.remove(BLOBS, _id);
      await expect(world.another().commands.load('c1')).rejects.toMatchObject({ code: 'INSTANCE_QUARANTINED' });
    });

    test('a command that would make it too large is refused, and an incident says so, once', async () => {
      const real = worldOn(
        store,
        realEngine(processOf('p').start('s').user('task').end('e').row('s', 'task', 'e').plan()),
      );
      await real.host.commands.start({ ...starting('c1', {}), processId: 'p' });
      const [workItemId = ''] = Object.keys((await real.host.commands.load('c1'))?.state.workItems ?? {});
      await real.host.commands.run(commanding('c1', 'claim', { type: 'claimWorkItem', workItemId }));
      const complete = (id: string, doc: string) =>
        real.host.commands.run(commanding('c1', id, { type: 'completeWorkItem', workItemId, variables: { doc } }));
      const refused = { ok: false, rejection: { code: 'INSTANCE_TOO_LARGE' } };
      expect(await complete('a', HUGE)).toEqual(refused);
      expect(await complete('b', HUGE)).toEqual(refused);
      const { state } = (await real.host.commands.load('c1')) ?? {};
      expect(Object.keys(state?.workItems ?? {})).toEqual([workItemId]);
      expect((await store.find(INCIDENTS)).records).toMatchObject([{ incident: { code: 'INSTANCE_TOO_LARGE' } }]);
      expect(await complete('c', 'small')).toMatchObject({ ok: true, state: { status: 'completed' } });
    });

    test('a message that would make it too large is not delivered, and the next one still is', async () => {
      const plan = processOf('p')
        .start('s')
        .catch('news', message('news', '"k"'))
        .end('e')
        .row('s', 'news', 'e')
        .plan();
      const real = worldOn(store, realEngine(plan));
      await real.host.commands.start({ ...starting('c1', {}), processId: 'p' });
      const publish = (messageId: string, doc: string) =>
        real.host.messages.publish({
          messageId,
          messageName: 'news',
          correlationKey: 'k',
          timeToLive: 0,
          variables: { doc },
          actor: CLERK,
        });
      expect(await publish('m1', HUGE)).toEqual({ kind: 'expired' });
      expect(await store.count(SUBSCRIPTIONS, { instanceId: 'c1' })).toBe(1);
      expect((await store.find(INCIDENTS)).records).toMatchObject([{ incident: { code: 'INSTANCE_TOO_LARGE' } }]);
      expect(await publish('m1', HUGE)).toEqual({ kind: 'expired' });
      expect(await publish('m2', 'small')).toMatchObject({ kind: 'delivered', instanceId: 'c1' });
      expect((await real.host.commands.load('c1'))?.state.status).toBe('completed');
    });

    test('a job whose result is too large has failed', async () => {
      world.handlers.set('fetch', async () => ({ kind: 'completed', variables: { doc: HUGE } }));
      const job = { jobId: 'j1', elementId: 'e', jobType: 'fetch', retries: 1, variables: {}, headers: {} } as const;
      await world.host.commands.start(
        starting('c1', { startInstance: [{ type: 'createJob', ...job }], 'failJob:j1': [{ type: 'incident' }] }),
      );
      await world.host.worker.tick();
      expect(await store.count(JOBS, { state: 'due' })).toBe(0);
      expect(await store.count(INCIDENTS, { instanceId: 'c1' })).toBe(1);
    });

    test('more commands than may wait are told to come back', async () => {
      await world.host.commands.start(starting('c1', {}));
      const answers = await Promise.allSettled(Array.from({ length: 300 }, (_, i) => repair(`r${String(i)}`)));
      const told = answers.flatMap((one) => (one.status === 'rejected' ? [one.reason as { code: string }] : []));
      expect(told).toHaveLength(50);
      expect(new Set(told.map(({ code }) => code))).toEqual(new Set(['BUSY']));
      expect(answers.filter((one) => one.status === 'fulfilled' && one.value.ok)).toHaveLength(250);
      expect(await repair('later')).toMatchObject({ ok: true });
    });
  });
}
