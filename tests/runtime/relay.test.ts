import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { EffectBody } from '../../engine/index.js';
import type { FaultPoint } from '../../runtime/seams/faults.js';
import type { Store } from '../../runtime/seams/store.js';
import { CASES, INCIDENTS, JOBS, MESSAGES, SUBSCRIPTIONS, WORKLIST } from '../../runtime/store/collections.js';
import { INSTANCES } from '../../runtime/use-cases/instance-record.js';
import { CLERK, Crash, commanding, START, starting, stores, worldOn, type World } from './kit/host-world.js';

const child = (on: object): EffectBody => ({
  type: 'startChild',
  callId: 'c2',
  childInstanceId: 'c1-c2',
  processId: 'fake',
  depth: 1,
  variables: { on: on as never },
  performers: {},
});
const parent = { instanceId: '', callId: '', depth: 1 };
const reportEnd: EffectBody = {
  type: 'reportChildEnd',
  parent,
  outcome: { kind: 'completed' },
  variables: { done: true },
  performers: {},
};
const subscribe = (subscriptionId: string, correlationKey = 'k'): EffectBody => ({
  type: 'openSubscription',
  subscriptionId,
  messageName: 'answer',
  correlationKey,
});
const publish = (timeToLive: number): EffectBody => ({
  type: 'publishMessage',
  messageId: 'm',
  messageName: 'answer',
  correlationKey: 'k',
  timeToLive,
  variables: { n: 1 },
});
const message = (messageId: string, timeToLive = 0) => ({
  messageId,
  messageName: 'answer',
  correlationKey: 'k',
  timeToLive,
  variables: { v: messageId },
  actor: CLERK,
});

const logOf = async (world: World, instanceId: string): Promise<readonly string[]> => {
  const log = (await world.host.commands.load(instanceId))?.state.scopes['s1']?.variables['log'];
  return Array.isArray(log) ? log.map((entry: { type: string }) => entry.type) : [];
};

for (const kind of stores()) {
  describe(`relay on ${kind.name}`, () => {
    let store: Store;
    let world: World;
    beforeEach(() => {
      store = kind.open();
      world = worldOn(store);
    });
    afterEach(async () => {
      await store.close();
    });
    afterAll(kind.dispose);

    test('starts a child and brings its result back before it answers', async () => {
      await world.host.commands.start(
        starting('c1', { startInstance: [child({ startInstance: [reportEnd, { type: 'end' }] })] }),
      );
      expect(await logOf(world, 'c1')).toEqual(['childEnded']);
      expect(await store.get(INSTANCES, 'c1-c2')).toMatchObject({
        rootId: 'c1',
        parentId: 'c1',
        callPath: ['callElement'],
        status: 'completed',
        pending: 0,
      });
      expect(await store.count(CASES)).toBe(1);
    });

    test('rows of a child carry the facts of the case and the path of the call', async () => {
      await world.host.commands.start(
        starting('c1', { startInstance: [child({ startInstance: [{ type: 'task' }] })] }),
      );
      expect(await store.get(WORKLIST, 'c1-c2:w1')).toMatchObject({
        rootId: 'c1',
        path: 'callElement/task',
        caseNumber: 'JY-20260302-00001',
        orgPath: '/370303/tyc',
      });
    });

    test('a child that answers a parent that cancels it does not lock up', async () => {
      const cancel: EffectBody = { type: 'cancelChild', callId: 'c2', childInstanceId: 'c1-c2' };
      const status: EffectBody = { type: 'reportChildStatus', parent, status: 'correction' };
      await world.host.commands.start(
        starting('c1', { startInstance: [child({ startInstance: [status] })], childStatus: [cancel] }),
      );
      expect((await world.host.commands.load('c1'))?.state.caseStatus).toBe('correction');
      expect((await world.host.commands.load('c1-c2'))?.state.status).toBe('cancelled');
      expect(await store.get(CASES, 'c1')).toMatchObject({ caseStatus: 'correction' });
    });

    test('a call of an unknown process fails in the parent', async () => {
      await world.host.commands.start(
        starting('c1', { startInstance: [{ ...child({}), processId: 'nowhere' } as EffectBody] }),
      );
      expect(await logOf(world, 'c1')).toEqual(['childEnded']);
    });

    test('incident rows come and go', async () => {
      await world.host.commands.start(starting('c1', { startInstance: [{ type: 'incident' }] }));
      expect(await store.get(INCIDENTS, 'c1:i1')).toMatchObject({
        caseNumber: 'JY-20260302-00001',
        incident: { code: 'JOB_FAILED' },
        message: 'broken',
      });
    });

    test('a message reaches the one who has waited longest, once', async () => {
      await world.host.commands.start(starting('a1', { startInstance: [subscribe('b1')] }));
      world.clock.advance(1);
      await world.host.commands.start(starting('a2', { startInstance: [subscribe('b1')] }));
      const first = await world.host.messages.publish(message('m1'));
      expect(first).toEqual({ kind: 'delivered', instanceId: 'a1', subscriptionId: 'b1' });
      expect(await world.host.messages.publish(message('m1'))).toEqual(first);
      expect(await logOf(world, 'a1')).toEqual(['deliverMessage']);
      expect(await logOf(world, 'a2')).toEqual([]);
    });

    test('a message that carries keys goes to who waits for one of them, else to who begins a conversation', async () => {
      await world.host.commands.start(starting('open', { startInstance: [subscribe('b1', '')] }));
      world.clock.advance(1);
      await world.host.commands.start(starting('known', { startInstance: [subscribe('b1', 'order 7')] }));
      const keyed = { correlationKey: 'customer 3', keys: ['customer 3', 'order 7'] };
      expect(await world.host.messages.publish(message('m0'))).toEqual({ kind: 'expired' });
      const first = await world.host.messages.publish({ ...message('m1'), ...keyed });
      expect(first).toMatchObject({ kind: 'delivered', instanceId: 'known' });
      const second = await world.host.messages.publish({ ...message('m2'), ...keyed });
      expect(second).toMatchObject({ kind: 'delivered', instanceId: 'open' });
    });

    test.each(['order 7', ''])(
      'a kept message that carries keys fits who begins to wait with the key "%s"',
      async (key) => {
        await world.host.messages.publish(message('m0', 1000));
        await world.host.messages.publish({ ...message('m1', 1000), correlationKey: 'x', keys: ['x', 'order 7'] });
        await world.host.commands.start(starting('a1', { startInstance: [subscribe('b1', key)] }));
        expect(await store.get(MESSAGES, 'm1')).toMatchObject({ state: 'consumed', claimedBy: 'a1:b1' });
        expect(await store.get(MESSAGES, 'm0')).toMatchObject({ state: 'buffered' });
      },
    );

    test('a hundred copies of a message at once are one', async () => {
      await world.host.commands.start(starting('a1', { startInstance: [subscribe('b1'), subscribe('b2')] }));
      const other = world.another();
      await Promise.all(
        Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? world.host : other).messages.publish(message('m1'))),
      );
      expect(await logOf(world, 'a1')).toEqual(['deliverMessage']);
      expect(await store.get(MESSAGES, 'm1')).toMatchObject({ state: 'consumed', variables: {} });
    });

    test('a message nobody waits for is kept for its time to live', async () => {
      expect(await world.host.messages.publish(message('m1', 1000))).toEqual({ kind: 'buffered' });
      expect(await world.host.messages.publish(message('m2', 0))).toEqual({ kind: 'expired' });
      await world.host.commands.start(starting('a1', { startInstance: [subscribe('b1')] }));
      expect(await logOf(world, 'a1')).toEqual(['deliverMessage']);
      expect(await store.get(MESSAGES, 'm1')).toMatchObject({ state: 'consumed', claimedBy: 'a1:b1' });
    });

    test('a kept message expires', async () => {
      await world.host.messages.publish(message('m1', 1000));
      world.clock.set(START + 1000);
      await world.host.commands.start(starting('a1', { startInstance: [subscribe('b1')] }));
      expect(await logOf(world, 'a1')).toEqual([]);
      await world.host.relay.relayPending();
      expect(await store.get(MESSAGES, 'm1')).toMatchObject({ state: 'expired', variables: {} });
    });

    test('a message to an ended instance goes to the next', async () => {
      await world.host.commands.start(starting('a1', { startInstance: [subscribe('b1')] }));
      world.clock.advance(1);
      await world.host.commands.start(starting('a2', { startInstance: [subscribe('b1')] }));
      await world.host.commands.run(commanding('a1', 'stop', { type: 'cancelInstance', reason: 'x' }));
      expect(await world.host.messages.publish(message('m1'))).toMatchObject({ kind: 'delivered', instanceId: 'a2' });
      expect(await store.count(SUBSCRIPTIONS, { instanceId: 'a1' })).toBe(0);
    });

    test('an instance can send a message to another', async () => {
      await world.host.commands.start(starting('a1', { startInstance: [subscribe('b1')] }));
      await world.host.commands.start(starting('c1', { startInstance: [publish(0)] }));
      expect(await logOf(world, 'a1')).toEqual(['deliverMessage']);
    });

    test('effects of an older revision do not undo those of a newer one', async () => {
      const job: EffectBody = {
        type: 'createJob',
        jobId: 'j1',
        elementId: 'e',
        jobType: 'x',
        retries: 3,
        variables: {},
        headers: {},
      };
      await world.host.commands.start(
        starting('c1', { startInstance: [job], resolveIncident: [{ type: 'cancelJob', jobId: 'j1' }] }),
      );
      const stale = await store.get(JOBS, 'c1:j1');
      await world.host.commands.run(
        commanding('c1', 'cmd', { type: 'resolveIncident', incidentId: 'i', variables: {} }),
      );
      expect(await store.get(JOBS, 'c1:j1')).toBeUndefined();
      // Where a commit is one step, no relay can be so late.
      if (!store.atomic) expect(stale !== undefined && (await store.upsertIfNewer(JOBS, stale))).toBe(false);
    });

    const points: readonly FaultPoint[] = [
      'commit:before',
      'commit:after',
      'relay:before',
      'relay:projection',
      'relay:after',
    ];
    test.each(points)('a crash at each %s of a story with child and message ends like no crash', async (crashAt) => {
      const story = starting('c1', {
        startInstance: [child({ startInstance: [{ type: 'task' }, reportEnd, { type: 'end' }] }), subscribe('b1')],
        childEnded: [],
        'childEnded:c2': [publish(0), { type: 'task' }],
      });
      const rows = async (from: Store): Promise<unknown> => ({
        // The same rows, whatever revision wrote them last.
        worklist: (await from.find(WORKLIST)).records.map((row) => ({ ...row, srcSeq: 0 })),
        subscriptions: (await from.find(SUBSCRIPTIONS)).records.length,
        messages: (await from.find(MESSAGES)).records.map((one) => [one._id, one.state]),
        history: (await from.find({ name: 'history' }, { limit: 1000 })).records.map((one) => one._id),
        instances: (await from.find(INSTANCES)).records.map((one) => [one._id, one.pending, one.status]),
      });
      const calm = worldOn(kind.open());
      await calm.host.commands.start(story);
      await calm.host.relay.relayPending();
      for (let nth = 1; nth <= 8; nth += 1) {
        const fresh = worldOn(kind.open());
        const dying = fresh.another({ crashAt, nth });
        await dying.commands.start(story).catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error;
        });
        await fresh.host.relay.relayPending();
        await fresh.host.commands.start(story);
        await fresh.host.relay.relayPending();
        expect(await rows(fresh.store)).toEqual(await rows(calm.store));
        expect(await logOf(fresh, 'c1')).toEqual(await logOf(calm, 'c1'));
        await fresh.store.close();
      }
      await calm.store.close();
    });
  });
}
