import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Store } from '../../runtime/seams/store.js';
import { CASES, COMMANDS, HISTORY, WORKLIST } from '../../runtime/store/collections.js';
import { historyRecords } from '../../runtime/store/history-records.js';
import { INSTANCES } from '../../runtime/use-cases/instance-record.js';
import { PlatformError } from '../../runtime/seams/platform-error.js';
import { CLERK, Crash, commanding, starting, stores, worldOn, type World } from './kit/host-world.js';

for (const kind of stores()) {
  describe(`run-command on ${kind.name}`, () => {
    let store: Store;
    let world: World;
    beforeEach(() => {
      store = kind.open();
      world = worldOn(store);
    });
    afterEach(() => store.close());
    afterAll(kind.dispose);

    test('starts a case and shows it at once', async () => {
      const result = await world.host.commands.start(starting('c1', { startInstance: [{ type: 'task' }] }));
      expect(result).toMatchObject({ ok: true, repeated: false, revision: 1 });
      const rows = (await store.find(WORKLIST)).records;
      expect(rows).toMatchObject([
        {
          _id: 'c1:w1',
          rootId: 'c1',
          caseNumber: 'JY-20260302-00001',
          applicantName: '王小满',
          orgPath: '/370303/tyc',
          path: 'task',
          service: 'fake',
        },
      ]);
      expect(await store.get(CASES, 'c1')).toMatchObject({
        caseNumber: 'JY-20260302-00001',
        caseStatus: 'submitted',
        instanceStatus: 'active',
        title: { en: 'Sample service' },
      });
      expect((await store.search(CASES, { text: '小满' })).map((one) => one._id)).toEqual(['c1']);
      expect((await store.find(HISTORY, { where: { instanceId: 'c1' } })).records).toMatchObject([
        { commandType: 'startInstance', seq: 0, events: [{ type: 'commandAccepted' }, { seq: 1 }, { seq: 2 }] },
      ]);
      expect(await store.get(INSTANCES, 'c1')).toMatchObject({ pending: 0, history: [], effects: [] });
    });

    test('a repeated command answers like the first and changes nothing', async () => {
      await world.host.commands.start(starting('c1', { startInstance: [{ type: 'task' }] }));
      const complete = commanding('c1', 'cmd-1', {
        type: 'completeWorkItem',
        workItemId: 'w1',
        variables: { ok: true },
      });
      expect(await world.host.commands.run(complete)).toMatchObject({ ok: true, repeated: false, revision: 2 });
      expect(await world.host.commands.run(complete)).toMatchObject({ ok: true, repeated: true, revision: 2 });
      expect(await world.host.commands.start(starting('c1', {}))).toMatchObject({ ok: true, repeated: true });
      expect((await world.host.commands.load('c1'))?.state.revision).toBe(2);
      expect(await store.count(WORKLIST)).toBe(0);
    });

    test('remembers commands beyond what the instance itself remembers', async () => {
      await world.host.commands.start(starting('c1', {}));
      for (let i = 0; i < 70; i += 1) {
        await world.host.commands.run(
          commanding('c1', `cmd-${String(i)}`, { type: 'resolveIncident', incidentId: 'i1', variables: {} }),
        );
      }
      expect((await store.get(INSTANCES, 'c1'))?.recent.length).toBeLessThanOrEqual(64);
      expect(
        await world.host.commands.run(commanding('c1', 'cmd-0', { type: 'cancelInstance', reason: 'x' })),
      ).toMatchObject({ repeated: true, revision: 2 });
      expect(await store.get(COMMANDS, 'cmd-0')).toMatchObject({ instanceId: 'c1', revision: 2 });
    });

    test('an unknown instance and another start with the same id are refused', async () => {
      expect(await world.host.commands.run(commanding('no', 'x', { type: 'cancelInstance', reason: 'x' }))).toEqual({
        ok: false,
        rejection: { code: 'INSTANCE_NOT_FOUND' },
      });
      await world.host.commands.start(starting('c1', {}));
      expect(await world.host.commands.start({ ...starting('c1', {}), commandId: 'other' })).toEqual({
        ok: false,
        rejection: { code: 'INSTANCE_EXISTS' },
      });
    });

    test("passes on the engine's rejection and the decision's own refusal without a write", async () => {
      await world.host.commands.start(starting('c1', {}));
      expect(
        await world.host.commands.run(commanding('c1', 'a', { type: 'completeJob', jobId: 'j9', variables: {} })),
      ).toEqual({ ok: false, rejection: { code: 'JOB_GONE' } });
      expect(await world.host.commands.run(commanding('c1', 'b', { refuse: { code: 'FORM_INVALID' } }))).toEqual({
        ok: false,
        rejection: { code: 'FORM_INVALID' },
      });
      expect((await store.get(INSTANCES, 'c1'))?.recent).toHaveLength(1);
    });

    test('of fifty who complete one work item, one succeeds', async () => {
      await world.host.commands.start(starting('c1', { startInstance: [{ type: 'task' }] }));
      const hosts = [world.host, world.another(), world.another()];
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, i) =>
          (hosts[i % 3] ?? world.host).commands.run(
            commanding('c1', `cmd-${String(i)}`, { type: 'completeWorkItem', workItemId: 'w1', variables: {} }),
          ),
        ),
      );
      expect(results.filter((one) => one.ok)).toHaveLength(1);
      expect(results.filter((one) => !one.ok && one.rejection.code === 'WORK_ITEM_GONE')).toHaveLength(49);
    });

    test('every command of many racers in several processes is applied once', async () => {
      await world.host.commands.start(starting('c1', {}));
      const hosts = [world.host, world.another(), world.another()];
      const one = (i: number) =>
        commanding('c1', `cmd-${String(i)}`, { type: 'resolveIncident' as const, incidentId: 'i1', variables: { i } });
      const results = await Promise.all(
        Array.from({ length: 30 }, (_, i) => (hosts[i % 3] ?? world.host).commands.run(one(i))),
      );
      expect(results.every((result) => result.ok)).toBe(true);
      expect((await world.host.commands.load('c1'))?.state.revision).toBe(31);
      const history = await store.find(HISTORY, { where: { instanceId: 'c1' }, limit: 1000 });
      expect(history.records.flatMap(historyRecords)).toHaveLength(93);
    });

    test('finds out an unknown outcome by the command id', async () => {
      await world.host.commands.start(starting('c1', {}));
      let dropped = 0;
      const flaky: Store = {
        ...store,
        commit: async (writes, options) => {
          const done = await store.commit(writes, options);
          if (dropped < 2) {
            dropped += 1;
            throw new PlatformError('STORE_UNAVAILABLE', 'the reply was lost');
          }
          return done;
        },
      };
      const result = await worldOn(flaky).host.commands.run(
        commanding('c1', 'cmd-1', { type: 'resolveIncident', incidentId: 'i1', variables: {} }),
      );
      expect(result).toMatchObject({ ok: true, repeated: true, revision: 2 });
      expect((await world.host.commands.load('c1'))?.state.revision).toBe(2);
    });

    test('commands that wait for the same instance go in one commit, each with its own answer', async () => {
      await world.host.commands.start(starting('c1', { startInstance: [{ type: 'task' }] }));
      let commits = 0;
      const counting: Store = {
        ...store,
        commit: async (writes, options) => {
          commits += 1;
          return store.commit(writes, options);
        },
      };
      const { commands } = worldOn(counting).host;
      const repair = (id: string) =>
        commanding('c1', id, { type: 'resolveIncident' as const, incidentId: 'i1', variables: {} });
      const failing = {
        ...repair('broken'),
        decide: () => {
          throw new Error('this decision fails');
        },
      };
      const answers = await Promise.allSettled([
        commands.run(repair('a')),
        commands.run(commanding('c1', 'b', { refuse: { code: 'FORM_INVALID' } })),
        commands.run(failing),
        commands.run(repair('a')),
        commands.run(commanding('c1', 'c', { type: 'completeWorkItem', workItemId: 'w1', variables: {} })),
        commands.run(commanding('c1', 'd', { type: 'completeWorkItem', workItemId: 'w1', variables: {} })),
      ]);
      expect(answers).toMatchObject([
        { value: { ok: true, repeated: false, revision: 2 } },
        { value: { ok: false, rejection: { code: 'FORM_INVALID' } } },
        { reason: { message: 'this decision fails' } },
        { value: { ok: true, repeated: true, revision: 2 } },
        { value: { ok: true, repeated: false, revision: 3 } },
        { value: { ok: false, rejection: { code: 'WORK_ITEM_GONE' } } },
      ]);
      expect(commits).toBe(1);
      const history = await store.find(HISTORY, { where: { instanceId: 'c1' }, sort: [{ field: 'seq' }] });
      expect(history.records.map((one) => one.commandId)).toEqual(['start-c1', 'a', 'c']);
      expect(await store.count(WORKLIST)).toBe(0);
    });

    test('refuses by what is stored, not by what it remembers', async () => {
      await world.host.commands.start(starting('c1', { resolveIncident: [{ type: 'task' }] }));
      const complete = (id: string) =>
        commanding('c1', id, { type: 'completeWorkItem' as const, workItemId: 'w1', variables: {} });
      const other = world.another();
      expect(await other.commands.run(complete('early'))).toMatchObject({ rejection: { code: 'WORK_ITEM_GONE' } });
      await world.host.commands.run(
        commanding('c1', 'offer', { type: 'resolveIncident', incidentId: 'i1', variables: {} }),
      );
      expect(await other.commands.run(complete('late'))).toMatchObject({ ok: true });
      expect(await world.host.commands.run(complete('later'))).toMatchObject({ rejection: { code: 'WORK_ITEM_GONE' } });
    });

    test('gives up on a store that stays away', async () => {
      const away: Store = { ...store, get: async () => Promise.reject(new PlatformError('STORE_UNAVAILABLE', 'away')) };
      await expect(
        worldOn(away).host.commands.run(commanding('c1', 'x', { type: 'cancelInstance', reason: 'x' })),
      ).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    });

    test.each(['commit:before', 'commit:after', 'relay:before', 'relay:after'] as const)(
      'a crash at %s loses and doubles nothing',
      async (crashAt) => {
        const script = starting('c1', { startInstance: [{ type: 'task' }] });
        const dying = world.another({ crashAt });
        await dying.commands.start(script).catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error;
        });
        const next = world.another();
        await next.relay.relayPending();
        expect(await next.commands.start(script)).toMatchObject({ ok: true, revision: 1 });
        expect(await store.count(WORKLIST)).toBe(1);
        expect(await store.count(HISTORY)).toBe(1);
        expect(await store.count(INSTANCES, { pending: 1 })).toBe(0);
      },
    );

    test('keeps L4 values out of every record', async () => {
      const id = '370303199001010017';
      await world.host.commands.start(
        starting(
          'c1',
          {
            startInstance: [
              {
                type: 'createJob',
                jobId: 'j1',
                elementId: 'e',
                jobType: 'x',
                retries: 3,
                variables: { secret: 's3cret', id },
                headers: {},
              },
            ],
          },
          { doc: { secret: 's3cret', note: `ID ${id}` } },
        ),
      );
      for (const name of ['instances', 'history', 'jobs', 'worklist', 'cases', 'commands']) {
        const text = JSON.stringify((await store.find({ name })).records);
        expect(text).not.toContain(id);
        expect(text).not.toContain('s3cret');
      }
      expect((await world.host.commands.load('c1'))?.state.scopes['s1']?.variables['doc']).toEqual({
        secret: 's3cret',
        note: `ID ${id}`,
      });
    });

    test('gives all instances of a case, root first', async () => {
      await world.host.commands.start(
        starting('c1', {
          startInstance: [
            {
              type: 'startChild',
              callId: 'c1',
              childInstanceId: 'c1-c1',
              processId: 'fake',
              depth: 1,
              variables: {},
              performers: {},
            },
          ],
        }),
      );
      expect((await world.host.commands.loadCase('c1')).map((one) => one.state.instanceId)).toEqual(['c1', 'c1-c1']);
      expect(CLERK.userId).toBe('u-window-chen');
    });
  });
}
