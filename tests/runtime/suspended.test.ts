import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { CommandBody } from '../../engine/index.js';
import type { Store } from '../../runtime/seams/store.js';
import { JOBS, KEPT, MESSAGES, SUBSCRIPTIONS } from '../../runtime/store/collections.js';
import { message, processOf, signal, timer } from '../kit/process-builder.js';
import { CLERK, Crash, commanding, START, starting, stores, worldOn, type World } from './kit/host-world.js';
import { realEngine } from './kit/real-engine.js';

const ENGINE = realEngine(
  processOf('alarm').start('s').throw('ring', signal('fire')).end('e').row('s', 'ring', 'e').plan(),
  processOf('hears')
    .start('s')
    .catch('heard', signal('fire'))
    .user('leave')
    .end('e')
    .row('s', 'heard', 'leave', 'e')
    .plan(),
  processOf('both')
    .start('s')
    .and('split')
    .throw('ring', signal('fire'))
    .catch('heard', signal('fire'))
    .user('leave')
    .end('e1')
    .end('e2')
    .row('s', 'split', 'heard', 'leave', 'e2')
    .row('split', 'ring', 'e1')
    .plan(),
  processOf('reads')
    .start('s')
    .catch('got', message('fire', '"k"'))
    .user('leave')
    .end('e')
    .row('s', 'got', 'leave', 'e')
    .plan(),
  processOf('waits')
    .start('s')
    .catch('hour', timer('duration', 'PT1H'))
    .user('leave')
    .end('e')
    .row('s', 'hour', 'leave', 'e')
    .plan(),
  processOf('works')
    .start('s')
    .service('act', { job: { jobType: { kind: 'constant', value: 'act' }, retries: 2, headers: {} } })
    .user('leave')
    .end('e')
    .row('s', 'act', 'leave', 'e')
    .plan(),
  processOf('calls').start('s').call('sub', 'called').user('leave').end('e').row('s', 'sub', 'leave', 'e').plan(),
  processOf('called').start('s').user('inner').end('e').row('s', 'inner', 'e').plan(),
);

for (const kind of stores()) {
  describe(`what comes to a suspended instance, on ${kind.name}`, () => {
    let store: Store;
    let world: World;
    let serial = 0;
    beforeEach(() => {
      store = kind.open();
      world = worldOn(store, ENGINE);
    });
    afterEach(() => store.close());
    afterAll(kind.dispose);

    const begin = async (instanceId: string, processId: string): Promise<void> => {
      const started = await world.host.commands.start({ ...starting(instanceId, {}), processId });
      expect(started.ok).toBe(true);
    };
    const ask = async (instanceId: string, body: CommandBody): Promise<string> => {
      const answer = await world.host.commands.run(commanding(instanceId, `cmd-${String((serial += 1))}`, body));
      return answer.ok ? 'done' : answer.rejection.code;
    };
    const suspend = (id: string): Promise<string> => ask(id, { type: 'suspendInstance', reason: '核查' });
    const resume = (id: string): Promise<string> => ask(id, { type: 'resumeInstance' });
    const cancel = (id: string): Promise<string> => ask(id, { type: 'cancelInstance', reason: '终止' });
    const tasks = async (id: string): Promise<readonly string[]> =>
      Object.values((await world.host.commands.load(id))?.state.workItems ?? {}).map((item) => item.elementId);
    const publish = (messageId: string, timeToLive = 0) =>
      world.host.messages.publish({
        messageId,
        messageName: 'fire',
        correlationKey: 'k',
        timeToLive,
        variables: {},
        actor: CLERK,
      });

    test('a signal reaches all who wait for it, once, and the one who threw it from the engine', async () => {
      await begin('h1', 'hears');
      await begin('h2', 'hears');
      await begin('m1', 'reads');
      await begin('b1', 'both');
      for (const id of ['h1', 'h2', 'b1']) expect(await tasks(id)).toEqual(['leave']);
      expect(await tasks('m1')).toEqual([]);
      expect(await store.count(SUBSCRIPTIONS)).toBe(1);
      await begin('h3', 'hears');
      expect(await tasks('h3')).toEqual([]);
      expect(await publish('x1')).toMatchObject({ kind: 'delivered', instanceId: 'm1' });
      expect(await publish('x2')).toEqual({ kind: 'expired' });
      expect(world.errors).toEqual([]);
    });

    test('a signal after a crash reaches each once more by the same command', async () => {
      await begin('h1', 'hears');
      const dying = world.another({ crashAt: 'relay:projection' });
      await dying.commands.start({ ...starting('a1', {}), processId: 'alarm' }).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
      });
      expect(await tasks('h1')).toEqual([]);
      await world.host.relay.relayPending();
      await world.host.relay.relayPending();
      expect(await tasks('h1')).toEqual(['leave']);
    });

    test('a signal is kept until it goes on', async () => {
      await begin('h1', 'hears');
      await suspend('h1');
      await begin('a1', 'alarm');
      expect(await store.count(KEPT, { instanceId: 'h1' })).toBe(1);
      expect(await tasks('h1')).toEqual([]);
      expect(await resume('h1')).toBe('done');
      expect(await tasks('h1')).toEqual(['leave']);
      expect(await store.count(KEPT)).toBe(0);
    });

    test('a timer that is due fires when it goes on, and nobody tries in between', async () => {
      await begin('t1', 'waits');
      await suspend('t1');
      world.clock.set(START + 3_600_000);
      expect(await world.host.worker.tick()).toBe(1);
      world.clock.advance(600_000);
      expect(await world.host.worker.tick()).toBe(0);
      expect(await tasks('t1')).toEqual([]);
      await resume('t1');
      expect(await tasks('t1')).toEqual(['leave']);
      expect(await store.count(JOBS)).toBe(0);
    });

    test('a job is not begun before it goes on', async () => {
      let ran = 0;
      world.handlers.set('act', async () => {
        ran += 1;
        return { kind: 'completed', variables: {} };
      });
      await begin('j1', 'works');
      await suspend('j1');
      await world.host.worker.tick();
      expect(await world.host.worker.tick()).toBe(0);
      expect(ran).toBe(0);
      await resume('j1');
      await world.host.worker.tick();
      expect(ran).toBe(1);
      expect(await tasks('j1')).toEqual(['leave']);
    });

    test('the result of a job that was under way is not lost, and the job not repeated', async () => {
      let ran = 0;
      world.handlers.set('act', async () => {
        ran += 1;
        await suspend('j1');
        return { kind: 'completed', variables: { answer: 42 } };
      });
      await begin('j1', 'works');
      await world.host.worker.tick();
      expect(await tasks('j1')).toEqual([]);
      expect(await store.count(JOBS)).toBe(0);
      await resume('j1');
      expect(await tasks('j1')).toEqual(['leave']);
      expect(ran).toBe(1);
    });

    test('a failure of a job that was under way is tried again, and the last one becomes an incident when it goes on', async () => {
      let ran = 0;
      world.handlers.set('act', async () => {
        ran += 1;
        if (ran === 2) await suspend('j1');
        throw new Error('the other side is down');
      });
      await begin('j1', 'works');
      await world.host.worker.tick();
      world.clock.advance(1000);
      await world.host.worker.tick();
      expect((await world.host.commands.load('j1'))?.state.incidents).toEqual({});
      await resume('j1');
      expect(Object.values((await world.host.commands.load('j1'))?.state.incidents ?? {})).toHaveLength(1);
    });

    test('a job that rests alone is taken back and given out again', async () => {
      world.handlers.set('act', async () => ({ kind: 'completed', variables: {} }));
      await begin('j1', 'works');
      const jobId = Object.keys((await world.host.commands.load('j1'))?.state.jobs ?? {})[0] ?? '';
      await ask('j1', { type: 'suspendJob', jobId, reason: '维护' });
      expect(await world.host.worker.tick()).toBe(0);
      await ask('j1', { type: 'resumeJob', jobId });
      expect(await world.host.worker.tick()).toBe(1);
      expect(await tasks('j1')).toEqual(['leave']);
      expect(await store.count(KEPT)).toBe(0);
    });

    test('a message is held for it, its subscription stays, and it comes when it goes on', async () => {
      await begin('m1', 'reads');
      await suspend('m1');
      expect(await publish('x1')).toEqual({ kind: 'held' });
      expect(await publish('x1')).toEqual({ kind: 'held' });
      await world.host.relay.relayPending();
      expect(await store.count(SUBSCRIPTIONS, { instanceId: 'm1' })).toBe(1);
      expect(await tasks('m1')).toEqual([]);
      await resume('m1');
      expect(await tasks('m1')).toEqual(['leave']);
      expect(await store.get(MESSAGES, 'x1')).toMatchObject({ state: 'consumed', variables: {} });
    });

    test('of two messages held for it, the second goes to the next who waits', async () => {
      await begin('m1', 'reads');
      world.clock.advance(1);
      await begin('m2', 'reads');
      await suspend('m1');
      await publish('x1');
      world.clock.advance(1);
      await publish('x2');
      await resume('m1');
      expect([await tasks('m1'), await tasks('m2')]).toEqual([['leave'], ['leave']]);
      expect(await store.get(MESSAGES, 'x2')).toMatchObject({
        state: 'consumed',
        claimedBy: expect.stringMatching(/^m2:/),
      });
    });

    test('when it is terminated instead, the message looks for somebody else and the rest is dropped', async () => {
      await begin('m1', 'reads');
      await suspend('m1');
      await publish('x1', 3_600_000);
      await begin('h1', 'hears');
      await suspend('h1');
      await begin('a1', 'alarm');
      expect([await cancel('m1'), await cancel('h1')]).toEqual(['done', 'done']);
      expect(await store.get(MESSAGES, 'x1')).toMatchObject({ state: 'buffered', claimedBy: null });
      expect(await store.count(KEPT)).toBe(0);
      await begin('m2', 'reads');
      expect(await tasks('m2')).toEqual(['leave']);
    });

    test('a called instance rests and goes on with its caller', async () => {
      await begin('c1', 'calls');
      const child = Object.values((await world.host.commands.load('c1'))?.state.calls ?? {})[0]?.childInstanceId ?? '';
      const item = (await world.host.commands.load(child))?.state.workItems;
      const workItemId = Object.keys(item ?? {})[0] ?? '';
      await suspend('c1');
      expect(await ask(child, { type: 'claimWorkItem', workItemId })).toBe('SUSPENDED');
      await resume('c1');
      expect(await ask(child, { type: 'claimWorkItem', workItemId })).toBe('done');
    });

    test('the result of a called instance that ended before it could rest comes when the caller goes on', async () => {
      await begin('c1', 'calls');
      const child = Object.values((await world.host.commands.load('c1'))?.state.calls ?? {})[0]?.childInstanceId ?? '';
      const workItemId = Object.keys((await world.host.commands.load(child))?.state.workItems ?? {})[0] ?? '';
      await ask(child, { type: 'claimWorkItem', workItemId });
      const dying = world.another({ crashAt: 'relay:before' });
      await dying.commands
        .run(commanding('c1', 'rest', { type: 'suspendInstance', reason: '核查' }))
        .catch(() => undefined);
      expect(await ask(child, { type: 'completeWorkItem', workItemId, variables: {} })).toBe('done');
      expect(await store.count(KEPT, { instanceId: 'c1' })).toBe(1);
      await world.host.relay.relayPending();
      expect(await tasks('c1')).toEqual([]);
      await resume('c1');
      expect(await tasks('c1')).toEqual(['leave']);
      expect(await store.count(KEPT)).toBe(0);
    });
  });
}
