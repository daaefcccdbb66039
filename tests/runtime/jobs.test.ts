import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { EffectBody } from '../../engine/index.js';
import { backOffMs } from '../../runtime/jobs/back-off.js';
import type { ExecutableJob } from '../../runtime/seams/job-executor.js';
import type { Store } from '../../runtime/seams/store.js';
import { JOBS } from '../../runtime/store/collections.js';
import { processOf, timer as timerEvent } from '../kit/process-builder.js';
import { realEngine } from './kit/real-engine.js';
import { CLERK, commanding, Crash, START, starting, stores, worldOn, type World } from './kit/host-world.js';

const job = (jobId: string, jobType: string, retries = 3): EffectBody => ({
  type: 'createJob',
  jobId,
  elementId: 'e',
  jobType,
  retries,
  variables: { secret: 'plain' },
  headers: { h: '1' },
});
const timer = (timerId: string, dueAt: number): EffectBody => ({
  type: 'scheduleTimer',
  timerId,
  elementId: 'e',
  dueAt,
});

test('the pause grows by four up to a quarter of an hour', () => {
  expect([1, 2, 3, 4, 5, 6, 7].map(backOffMs)).toEqual([1000, 4000, 16_000, 64_000, 256_000, 900_000, 900_000]);
});

for (const kind of stores()) {
  describe(`jobs on ${kind.name}`, () => {
    let store: Store;
    let world: World;
    let ran: ExecutableJob[];
    beforeEach(() => {
      store = kind.open();
      world = worldOn(store);
      ran = [];
      world.handlers.set('good', async (one) => {
        ran.push(one);
        return { kind: 'completed', variables: { answer: 42 } };
      });
      world.handlers.set('bad', async (one) => {
        ran.push(one);
        throw new Error('the other side is down');
      });
      world.handlers.set('refused', async () => ({
        kind: 'error',
        code: 'REGISTER_CONFLICT',
        message: 'taken',
        variables: {},
      }));
    });
    afterEach(() => store.close());
    afterAll(kind.dispose);

    const log = async (id = 'c1'): Promise<readonly { type: string; variables: object }[]> => {
      const entries = (await world.host.commands.load(id))?.state.scopes['s1']?.variables['log'];
      return Array.isArray(entries) ? entries : [];
    };
    const types = async (): Promise<readonly string[]> => (await log()).map((entry) => entry.type);

    test('performs a job with plain values and hands its result to the instance', async () => {
      await world.host.commands.start(starting('c1', { startInstance: [job('j1', 'good')] }));
      expect(await world.host.worker.tick()).toBe(1);
      expect(ran).toMatchObject([
        {
          jobId: 'j1',
          jobKey: 'c1:j1',
          rootId: 'c1',
          attempt: 1,
          variables: { secret: 'plain' },
          headers: { h: '1' },
          packageHash: 'fake-hash',
        },
      ]);
      expect(await log()).toEqual([{ type: 'completeJob', variables: { answer: 42 } }]);
      expect(await store.count(JOBS)).toBe(0);
    });

    test('performs what a job sets off in the same tick', async () => {
      await world.host.commands.start(
        starting('c1', {
          startInstance: [job('j1', 'good')],
          'completeJob:j1': [job('j2', 'good'), job('j3', 'good')],
        }),
      );
      expect(await world.host.worker.tick()).toBe(3);
      expect(await types()).toEqual(['completeJob', 'completeJob', 'completeJob']);
    });

    test('hands a modelled error to the instance', async () => {
      await world.host.commands.start(starting('c1', { startInstance: [job('j1', 'refused')] }));
      await world.host.worker.tick();
      expect(await types()).toEqual(['throwJobError']);
      expect(await store.count(JOBS)).toBe(0);
    });

    test('tries a failing job again after a pause, then raises an incident', async () => {
      await world.host.commands.start(
        starting('c1', { startInstance: [job('j1', 'bad')], 'failJob:j1': [{ type: 'incident' }] }),
      );
      for (const pause of [0, 1000, 4000]) {
        expect(await world.host.worker.tick()).toBe(pause === 0 ? 1 : 0);
        world.clock.advance(pause);
        if (pause > 0) expect(await world.host.worker.tick()).toBe(1);
      }
      expect(ran.map((one) => one.attempt)).toEqual([1, 2, 3]);
      expect(await types()).toEqual(['failJob', 'failJob', 'failJob']);
      expect((await world.host.commands.load('c1'))?.state.incidents['i1']).toBeDefined();
      expect(await store.count(JOBS)).toBe(0);
    });

    test('a job that nobody inside carries out waits for a worker, and is an incident after an hour', async () => {
      await world.host.commands.start(
        starting('c1', { startInstance: [job('j1', 'unheard-of')], 'failJob:j1': [{ type: 'incident' }] }),
      );
      await world.host.worker.tick();
      expect(await store.get(JOBS, 'c1:j1')).toMatchObject({ state: 'due', queue: 'unheard-of', attempts: 0 });
      expect(await world.host.commands.drain('c1', 1000)).toBe(true);
      expect(await world.host.outside.warn()).toBe(0);
      world.clock.advance(3_600_000);
      expect(await world.host.outside.warn()).toBe(1);
      expect(await world.host.outside.warn()).toBe(0);
      expect((await world.host.commands.load('c1'))?.state.incidents['i1']).toBeDefined();
      expect(await store.count(JOBS)).toBe(1);
    });

    test('fires timers when they are due, in their order', async () => {
      await world.host.commands.start(
        starting('c1', { startInstance: [timer('m1', START + 2000), timer('m2', START + 1000)] }),
      );
      expect(await world.host.worker.tick()).toBe(0);
      world.clock.set(START + 1000);
      expect(await world.host.worker.tick()).toBe(1);
      world.clock.set(START + 9000);
      expect(await world.host.worker.tick()).toBe(1);
      expect(await types()).toEqual(['fireTimer', 'fireTimer']);
      expect(await store.count(JOBS)).toBe(0);
    });

    test('a timer that is scheduled again under its id fires again', async () => {
      const script = { startInstance: [timer('m1', START + 1000)], 'fireTimer:m1@2': [timer('m1', START + 5000)] };
      await world.host.commands.start(starting('c1', script));
      world.clock.set(START + 1000);
      expect(await world.host.worker.tick()).toBe(1);
      expect((await store.get(JOBS, 'c1:m1'))?.dueAt).toBe(START + 5000);
      world.clock.set(START + 5000);
      expect(await world.host.worker.tick()).toBe(1);
      expect(await types()).toEqual(['fireTimer', 'fireTimer']);
    });

    test('three workers fire a hundred timers once each', async () => {
      const many = Array.from({ length: 100 }, (_, i) => timer(`m${String(i)}`, START + i));
      await world.host.commands.start(starting('c1', { startInstance: many }));
      world.clock.set(START + 1000);
      const counts = await Promise.all(
        [world.host, world.another(), world.another()].map((host) => host.worker.tick()),
      );
      expect(counts.reduce((a, b) => a + b, 0)).toBe(100);
      expect(await types()).toHaveLength(100);
    }, 30_000);

    test.each(['job:before', 'job:after'] as const)(
      'a crash at %s is taken over when the lease has run out, and the effect is one',
      async (crashAt) => {
        await world.host.commands.start(starting('c1', { startInstance: [job('j1', 'good')] }));
        const hold = store.compareAndSet;
        // The dead process does nothing more, not even put the job back.
        const dead: Store = { ...store, compareAndSet: async (c, e, r) => (c.name === 'jobs' ? false : hold(c, e, r)) };
        const dying = worldOn(dead);
        dying.handlers.set('good', world.handlers.get('good') ?? (async () => ({ kind: 'failed', message: '' })));
        await dying
          .another({ crashAt })
          .worker.tick()
          .catch((error: unknown) => {
            if (!(error instanceof Crash)) throw error;
          });
        world.clock.advance(29_000);
        expect(await world.host.worker.tick()).toBe(0);
        world.clock.advance(1000);
        await world.host.relay.relayPending();
        expect(await world.host.worker.tick()).toBe(1);
        expect(await types()).toEqual(['completeJob']);
        expect(await store.count(JOBS)).toBe(0);
      },
    );

    test('attempts that never come to an end are counted, too', async () => {
      await world.host.commands.start(
        starting('c1', { startInstance: [job('j1', 'good', 2)], 'failJob:j1': [{ type: 'incident' }] }),
      );
      for (const owner of ['dead-1', 'dead-2']) {
        await store.claimDue(JOBS, { now: world.clock.now(), owner, leaseMs: 30_000, limit: 1 });
        world.clock.advance(30_000);
      }
      await world.host.worker.tick();
      expect(ran).toEqual([]);
      expect((await world.host.commands.load('c1'))?.state.incidents['i1']).toBeDefined();
    });

    test('a job that took three processes down is not tried again, whatever its retries', async () => {
      await world.host.commands.start(
        starting('c1', { startInstance: [job('j1', 'good', 20)], 'failJob:j1': [{ type: 'incident' }] }),
      );
      for (const owner of ['dead-1', 'dead-2', 'dead-3']) {
        await store.claimDue(JOBS, { now: world.clock.now(), owner, leaseMs: 30_000, limit: 1 });
        world.clock.advance(30_000);
      }
      await world.host.worker.tick();
      expect(ran).toEqual([]);
      expect((await world.host.commands.load('c1'))?.state.incidents['i1']).toBeDefined();
    });

    test('a timer that took three processes down rests with an incident, and fires when that was resolved', async () => {
      const engine = realEngine(
        processOf('p')
          .start('start')
          .catch('wait', timerEvent('duration', 'PT1S'))
          .end('end')
          .row('start', 'wait', 'end')
          .plan(),
      );
      const real = worldOn(store, engine);
      const head = { instanceId: 'p1', commandId: 'p1', actor: CLERK, packageHash: 'fake-hash', rootId: 'p1' };
      await real.host.commands.start({ ...head, processId: 'p', variables: {}, config: {} });
      real.clock.advance(1000);
      for (const owner of ['dead-1', 'dead-2', 'dead-3']) {
        await store.claimDue(JOBS, { now: real.clock.now(), owner, leaseMs: 30_000, limit: 1 });
        real.clock.advance(30_000);
      }
      await real.host.worker.tick();
      const [incident] = Object.values((await real.host.commands.load('p1'))?.state.incidents ?? {});
      expect(incident).toMatchObject({ code: 'TIMER_FAILED' });
      await real.host.start();
      await real.host.worker.tick();
      expect((await real.host.commands.load('p1'))?.state.status).toBe('active');
      const resolve = { type: 'resolveIncident', incidentId: incident?.id ?? '', variables: {} } as const;
      await real.host.commands.run(commanding('p1', 'resolve', resolve));
      for (let i = 0; i < 400 && (await store.count(JOBS)) > 0; i += 1)
        await new Promise((resolve) => setTimeout(resolve, 5));
      expect((await real.host.commands.load('p1'))?.state.status).toBe('completed');
      await real.host.stop();
    }, 20_000);

    test('attempts that ended, and times when the store was down, are no deaths', async () => {
      let calls = 0;
      world.handlers.set('moody', async () => {
        calls += 1;
        if (calls < 8) throw new Error('not yet');
        return { kind: 'completed', variables: {} };
      });
      await world.host.commands.start(starting('c1', { startInstance: [job('j1', 'moody', 20)] }));
      for (let i = 0; i < 8; i += 1) {
        await world.host.worker.tick();
        world.clock.advance(900_000);
      }
      expect(calls).toBe(8);
      expect((await types()).at(-1)).toBe('completeJob');
    });

    test('a worker that stood still past its lease asks before it uses its result', async () => {
      world.handlers.set('slow', async () => {
        await store.claimDue(JOBS, { now: world.clock.now() + 60_000, owner: 'other', leaseMs: 30_000, limit: 1 });
        world.clock.pass(60_000);
        return { kind: 'completed', variables: {} };
      });
      world.handlers.set('late', async () => {
        world.clock.pass(60_000);
        return { kind: 'completed', variables: {} };
      });
      await world.host.commands.start(starting('c1', { startInstance: [job('j1', 'slow')] }));
      await world.host.worker.tick();
      expect(await types()).toEqual([]);
      expect(await store.get(JOBS, 'c1:j1')).toMatchObject({ state: 'leased', owner: 'other' });
      await world.host.commands.start(starting('c2', { startInstance: [job('j1', 'late')] }));
      await world.host.worker.tick();
      expect((await log('c2')).map((entry) => entry.type)).toEqual(['completeJob']);
    });

    test('a worker that lost its lease is told so, and its result changes nothing', async () => {
      let aborted = false;
      world.handlers.set('slow', async (_job, { signal }) => {
        await store.claimDue(JOBS, { now: world.clock.now() + 60_000, owner: 'other', leaseMs: 30_000, limit: 1 });
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        aborted = signal.aborted;
        return { kind: 'completed', variables: {} };
      });
      await world.host.commands.start(starting('c1', { startInstance: [job('j1', 'slow')] }));
      await world.host.worker.tick();
      expect(aborted).toBe(true);
      expect(await store.get(JOBS, 'c1:j1')).toMatchObject({ state: 'leased', owner: 'other' });
    });

    test('drain waits for the jobs of one case and tells when they take too long', async () => {
      world.handlers.set('endless', () => new Promise(() => undefined));
      await world.host.commands.start(
        starting('c1', { startInstance: [job('j1', 'good')], 'completeJob:j1': [job('j2', 'good')] }),
      );
      await world.host.commands.start(starting('c2', { startInstance: [job('j1', 'endless')] }));
      // The clock of the test makes a second short: on a busy machine it takes some of them.
      let drained = false;
      for (let i = 0; i < 50 && !drained; i += 1) drained = await world.host.commands.drain('c1', 1000);
      expect(drained).toBe(true);
      expect(await types()).toEqual(['completeJob', 'completeJob']);
      expect(await world.host.commands.drain('c2', 1)).toBe(false);
    });

    test('a started worker takes jobs by itself and stops', async () => {
      await world.host.start();
      await world.host.commands.start(starting('c1', { startInstance: [job('j1', 'good')] }));
      for (let i = 0; i < 100 && (await types()).length === 0; i += 1)
        await new Promise((resolve) => setTimeout(resolve, 5));
      expect(await types()).toEqual(['completeJob']);
      await world.host.stop();
      await world.host.commands.start(starting('c2', { startInstance: [job('j1', 'good')] }));
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(await store.count(JOBS, { instanceId: 'c2' })).toBe(1);
    });

    test('commands go on while the worker works', async () => {
      await world.host.start();
      await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          world.host.commands.start(starting(`p${String(i)}`, { startInstance: [job('j1', 'good')] })),
        ),
      );
      for (let i = 0; i < 200 && (await store.count(JOBS)) > 0; i += 1)
        await new Promise((resolve) => setTimeout(resolve, 5));
      await world.host.stop();
      expect(ran).toHaveLength(20);
      expect(world.errors).toEqual([]);
    });
  });
}
