import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { EventPlan, ProcessPlan } from '../../engine/index.js';
import type { PublishRequest } from '../../runtime/seams/messages.js';
import type { Store } from '../../runtime/seams/store.js';
import { HISTORY, MESSAGES, REGISTER_VERSIONS, SUBSCRIPTIONS } from '../../runtime/store/collections.js';
import { historyRecords } from '../../runtime/store/history-records.js';
import { SIGNALS } from '../../runtime/relay/publish-signal.js';
import { START_PLACES, START_TIMERS } from '../../runtime/starts/start-records.js';
import { INSTANCES } from '../../runtime/use-cases/instance-record.js';
import { STORES, type StorePlace } from '../kit/stores.js';
import { conditional, message, processOf, signal, timer } from '../kit/process-builder.js';
import { CLERK, START } from './kit/host-world.js';
import { startingWorld, type StartingWorld } from './kit/starting-world.js';

const HOUR = 3_600_000;
const begunBy = (processId: string, event: EventPlan): ProcessPlan =>
  processOf(processId).start('start', { event }).user('task').end('end').row('start', 'task', 'end').plan();
const once: EventPlan = { kind: 'message', message: { name: 'order', oncePerKey: true } };

for (const kind of STORES) {
  describe(`processes that begin by an event, on ${kind.name}`, () => {
    let place: StorePlace;
    let store: Store;
    let world: StartingWorld;
    const open = async (...plans: readonly ProcessPlan[]): Promise<void> => {
      world = await startingWorld(store, ...plans);
    };
    beforeEach(async () => {
      place = await kind.create();
      store = await place.open();
    });
    afterEach(async () => {
      await world.host.stop();
      await store.close();
      await place.dispose();
    });

    const order = (messageId: string, key = 'A', more: Partial<PublishRequest> = {}): PublishRequest => ({
      messageId,
      messageName: 'order',
      correlationKey: key,
      timeToLive: 0,
      variables: { key },
      actor: CLERK,
      ...more,
    });
    const instances = (): Promise<number> => store.count(INSTANCES);

    test('a message begins one, once for its id, also when it comes often at the same time', async () => {
      await open(begunBy('p', message('order')));
      const other = world.another();
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? world.host : other).messages.publish(order('m1'))),
      );
      expect(new Set(outcomes.map((one) => JSON.stringify(one))).size).toBe(1);
      expect(outcomes[0]).toMatchObject({ kind: 'started' });
      await world.host.messages.publish(order('m2'));
      expect(await instances()).toBe(2);
      const [first] = outcomes;
      const begun = first?.kind === 'started' ? await world.host.commands.load(first.instanceId) : undefined;
      expect(begun?.state.scopes[begun.state.rootScopeId]?.variables).toEqual({ key: 'A' });
      await other.stop();
    });

    test('a message that is for somebody who waits begins nothing', async () => {
      await open(begunBy('p', message('order')));
      expect(await world.host.messages.publish(order('m1', 'A', { mayBegin: false }))).toEqual({ kind: 'expired' });
      expect(await instances()).toBe(0);
    });

    test('once per key only one is active at a time', async () => {
      await open(begunBy('p', once));
      const other = world.another();
      const outcomes = await Promise.all(
        ['m1', 'm2', 'm3', 'm4'].map((id, i) => (i % 2 === 0 ? world.host : other).messages.publish(order(id))),
      );
      expect(outcomes.map((one) => one.kind).sort()).toEqual(['expired', 'expired', 'expired', 'started']);
      expect((await world.host.messages.publish(order('m5', 'B'))).kind).toBe('started');
      const first = outcomes.find((one) => one.kind === 'started');
      const instanceId = first?.kind === 'started' ? first.instanceId : '';
      const cancel = { type: 'cancelInstance', reason: 'done' } as const;
      await world.host.commands.run({ instanceId, commandId: 'end', actor: CLERK, decide: () => cancel });
      expect((await world.host.messages.publish(order('m6'))).kind).toBe('started');
      expect(await instances()).toBe(3);
      await other.stop();
    });

    test('a beginning that a crash cut off is ended by whoever comes next', async () => {
      await open(begunBy('p', once));
      const dying = world.another({ crashAt: 'commit:before' });
      await dying.messages.publish(order('m1')).catch(() => undefined);
      expect(await instances()).toBe(0);
      expect(await store.get(MESSAGES, 'm1')).toMatchObject({ state: 'claimed', claimedBy: 'begins' });
      // Another with the key waits behind it.
      expect((await world.host.messages.publish(order('m2'))).kind).toBe('expired');
      await world.host.relay.relayPending();
      expect(await instances()).toBe(1);
      expect((await world.host.messages.publish(order('m1'))).kind).toBe('started');
      expect(await instances()).toBe(1);
    });

    test('a signal begins every process that hears it and reaches all who wait, once for its id', async () => {
      const waits = processOf('w').start('go').catch('wait', signal('x')).end('end').row('go', 'wait', 'end').plan();
      await open(begunBy('p', signal('x')), begunBy('q', signal('x')), waits);
      for (const id of ['w1', 'w2', 'w3'])
        await world.host.commands.start({
          instanceId: id,
          commandId: id,
          actor: CLERK,
          packageHash: 'fake-hash',
          processId: 'w',
          rootId: id,
          variables: {},
          config: {},
        });
      const request = { signalId: 's1', signalName: 'x', variables: {} };
      const [one, two] = await Promise.all([
        world.host.messages.broadcast(request),
        world.host.messages.broadcast(request),
      ]);
      expect(Math.max(one.reached, two.reached)).toBe(3);
      expect(await instances()).toBe(5);
      expect((await world.host.commands.load('w1'))?.state.status).toBe('completed');
      await world.host.messages.broadcast(request);
      expect(await instances()).toBe(5);
      expect(await world.host.messages.broadcast({ ...request, signalId: 's2', signalName: 'y' })).toEqual({
        reached: 0,
        begun: [],
      });
      expect(await store.count(SIGNALS)).toBe(1);
    });

    test('a signal to more than a page of receivers goes on where a crash cut it off, and reaches nobody twice', async () => {
      const again = processOf('w')
        .start('go')
        .xor('loop')
        .catch('wait', signal('x'))
        .row('go', 'loop', 'wait', 'loop')
        .plan();
      await open(again);
      const gone = Array.from({ length: 510 }, (_, i) => ({
        _id: `gone${String(i)}:b1`,
        srcSeq: 1,
        instanceId: `gone${String(i)}`,
        rootId: `gone${String(i)}`,
        subscriptionId: 'b1',
        kind: 'signal' as const,
        messageName: 'x',
        correlationKey: '',
        openedAt: START - 1,
      }));
      await store.append(SUBSCRIPTIONS, gone);
      for (const id of ['w1', 'w2', 'w3']) {
        const head = { instanceId: id, commandId: id, actor: CLERK, packageHash: 'fake-hash', rootId: id };
        await world.host.commands.start({ ...head, processId: 'w', variables: {}, config: {} });
      }
      const dying = world.another({ crashAt: 'commit:before', nth: 2 });
      await dying.messages.broadcast({ signalId: 's1', signalName: 'x', variables: {} }).catch(() => undefined);
      expect((await store.find(SIGNALS)).records).toMatchObject([{ state: 'sending', pages: 2, next: 1 }]);
      world.clock.advance(10_000);
      await world.host.relay.relayPending();
      expect((await store.find(SIGNALS)).records).toMatchObject([{ state: 'done', reached: 3 }]);
      const rows = (await store.find(HISTORY, { limit: 1000 })).records.flatMap(historyRecords);
      const received = rows.filter(({ type }) => type === 'signalReceived').map(({ instanceId }) => instanceId);
      expect(received.sort()).toEqual(['w1', 'w2', 'w3']);
      expect(await store.count(SUBSCRIPTIONS, { instanceId: { in: ['w1', 'w2', 'w3'] } })).toBe(3);
    }, 20_000);

    test('a timer begins one at its time, however many processes fire it', async () => {
      await open(begunBy('p', timer('duration', 'PT1H')));
      const hosts = [world.host, world.another(), world.another()];
      const fire = async (): Promise<void> => {
        await Promise.all(hosts.map((host) => host.startTimers.tick()));
      };
      await fire();
      expect(await instances()).toBe(0);
      world.clock.set(START + HOUR);
      await fire();
      world.clock.advance(HOUR);
      await fire();
      expect(await instances()).toBe(1);
      expect((await store.find(START_TIMERS)).records).toMatchObject([{ state: 'dead' }]);
      for (const host of hosts.slice(1)) await host.stop();
    });

    test('a cycle begins one for all turns that were missed, and goes on when the version is published again', async () => {
      const cycle = begunBy('p', timer('cycle', 'R/PT1H'));
      await open(cycle);
      world.clock.set(START + 10.5 * HOUR);
      await world.host.startTimers.tick();
      expect(await instances()).toBe(1);
      await world.activate('hash-2', cycle);
      expect((await store.find(START_TIMERS)).records).toMatchObject([
        { packageHash: 'hash-2', dueAt: START + 11 * HOUR },
      ]);
      world.clock.set(START + 11 * HOUR);
      await world.host.startTimers.tick();
      expect(await instances()).toBe(2);
    });

    test('what a crash cut off between the beginning and the next turn begins nothing twice', async () => {
      await open(begunBy('p', timer('cycle', 'R/PT1H')));
      world.clock.set(START + HOUR);
      await world
        .another({ crashAt: 'job:after' })
        .startTimers.tick()
        .catch(() => undefined);
      expect(await instances()).toBe(1);
      world.clock.advance(31_000);
      await world.host.startTimers.tick();
      expect(await instances()).toBe(1);
      expect((await store.find(START_TIMERS)).records).toMatchObject([{ dueAt: START + 2 * HOUR, state: 'due' }]);
    });

    test('a condition on rows of registers begins one for each row for which it becomes true, again and again', async () => {
      await open(begunBy('p', conditional('register = "stock" and row.left < 10')));
      const revisions = new Map<string, number>();
      const change = async (key: string, left: number): Promise<void> => {
        const revision = (revisions.get(key) ?? 0) + 1;
        revisions.set(key, revision);
        const rowId = `stock:${key}`;
        await store.append(REGISTER_VERSIONS, [
          {
            _id: `${rowId}@${String(revision)}`,
            register: 'stock',
            key,
            rowId,
            revision,
            at: world.clock.now(),
            by: 'x',
            commandId: 'x',
            values: { left },
          },
        ]);
      };
      const other = world.another();
      const look = async (): Promise<void> => {
        await Promise.all([world.host.dataStarts.tick(), other.dataStarts.tick()]);
      };
      await change('rice', 3);
      await look();
      // What was so before somebody listened begins nothing.
      await look();
      expect(await instances()).toBe(0);
      const expected: readonly (readonly [string, number, number])[] = [
        ['rice', 2, 1],
        ['rice', 1, 1],
        ['oil', 50, 1],
        ['oil', 5, 2],
        ['rice', 40, 2],
        ['rice', 4, 3],
      ];
      for (const [key, left, begun] of expected) {
        world.clock.advance(1000);
        await change(key, left);
        await look();
        expect(await instances()).toBe(begun);
      }
      await other.stop();
    });

    test('only the active version begins anything', async () => {
      await open(begunBy('p', message('order')), begunBy('q', timer('cycle', 'R/PT1H')));
      await world.activate('hash-2', begunBy('p', message('other')));
      expect((await world.host.messages.publish(order('m1'))).kind).toBe('expired');
      expect(await store.count(START_TIMERS)).toBe(0);
      expect((await store.find(START_PLACES)).records).toMatchObject([{ name: 'other', packageHash: 'hash-2' }]);
    });
  });
}
