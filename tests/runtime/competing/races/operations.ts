import { expect } from '@jest/globals';
import { planHash, planMigration, transition } from '../../../../engine/index.js';
import { processOf, programOf, timer, value } from '../../../kit/process-builder.js';
import { FAKE_PACKAGES, HASH } from '../../kit/fake-process.js';
import type { Engine } from '../../kit/host-world.js';
import { CLERK } from '../../kit/host-world.js';
import type { Race } from '../kit/race.js';

const simple = processOf('simple').start('s').user('work').user('after').end('e').row('s', 'work', 'after', 'e').plan();
const renewed = processOf('simple')
  .start('s')
  .user('work')
  .user('check')
  .user('after')
  .end('e')
  .row('s', 'work', 'check', 'after', 'e')
  .plan();

const both = processOf('both')
  .start('s')
  .and('split')
  .user('left')
  .user('right')
  .and('join')
  .user('after')
  .end('e')
  .row('s', 'split', 'left', 'join', 'after', 'e')
  .row('split', 'right', 'join')
  .plan();

const child = processOf('child').start('s').user('inner').end('e').row('s', 'inner', 'e').plan();
const parent = processOf('parent')
  .start('s')
  .call('sub', 'child')
  .user('after')
  .end('e')
  .row('s', 'sub', 'after', 'e')
  .plan();

const waits = processOf('waits')
  .start('s')
  .catch('hour', timer('duration', 'PT1H'))
  .user('after')
  .end('e')
  .row('s', 'hour', 'after', 'e')
  .plan();

const works = processOf('works')
  .start('s')
  .service('act', { job: { jobType: value('act'), retries: 3, headers: {} } })
  .user('after')
  .end('e')
  .row('s', 'act', 'after', 'e')
  .plan();

const CANCEL = { type: 'cancelInstance', reason: '申请人撤回' } as const;
const SUSPEND = { type: 'suspendInstance', reason: '核查' } as const;
const RESUME = { type: 'resumeInstance' } as const;

/** Camunda 7: CompetingProcessInstanceCancellation (ConcurrentProcessInstanceDeletion): cancel against completion. */
const cancellation: Race = {
  plans: [both],
  prepare: async (world) => void (await world.begin('c', 'both')),
  compete: (world) => [() => world.ask(0, 'c', 'cancel', CANCEL), world.complete(1, 'c', 'left')],
  judge: async (world, answers) => {
    expect(answers[0]).toBe('done');
    expect(['done', 'INSTANCE_ENDED', 'WORK_ITEM_GONE']).toContain(answers[1]);
    const after = await world.after('c');
    expect(after.state.status).toBe('cancelled');
    expect(after.waitsAt).toEqual([]);
    expect(after.times('workItemCompleted')).toBe(answers[1] === 'done' ? 1 : 0);
  },
};

/** The same where the completion ends the instance: whoever is first decides. */
const lastStep: Race = {
  plans: [child],
  prepare: async (world) => void (await world.begin('c', 'child')),
  compete: (world) => [() => world.ask(0, 'c', 'cancel', CANCEL), world.complete(1, 'c', 'inner')],
  judge: async (world, answers) => {
    const { state } = await world.after('c');
    expect([
      ['done', 'cancelled'],
      ['INSTANCE_ENDED', 'completed'],
    ]).toContainEqual([answers[0], state.status]);
    expect(answers[1] === 'done').toBe(state.status === 'completed');
  },
};

/** Camunda 7: CompetingActivityInstanceCancellationTest.testCompetingCancellation: one branch is cancelled from both sides. */
const activity: Race = {
  plans: [both],
  prepare: async (world) => {
    const loaded = await world.hosts[0]?.commands.load(await world.begin('c', 'both'));
    const token = Object.values(loaded?.state.tokens ?? {}).find(({ elementId }) => elementId === 'left');
    world.notes.set('token', token?.id ?? '');
  },
  compete: (world) =>
    [0, 1].map((at) => () => {
      const change = { do: 'cancel', tokenId: world.notes.get('token') ?? '' } as const;
      return world.ask(at, 'c', `modify-${String(at)}`, { type: 'modifyInstance', changes: [change], reason: '重复' });
    }),
  judge: async (world, answers) => {
    expect(answers.filter((one) => one === 'done')).toHaveLength(1);
    expect(answers.filter((one) => one !== 'done')).toEqual(['TOKEN_GONE']);
    const after = await world.after('c');
    expect(after.waitsAt).toEqual(['right']);
    expect(after.times('elementCancelled', 'left')).toBe(1);
  },
};

/** Camunda 7: CompetingActivityInstanceCancellationTest: the activity is cancelled while it is completed. */
const activityCompleted: Race = {
  ...activity,
  compete: (world) => [
    () => {
      const change = { do: 'cancel', tokenId: world.notes.get('token') ?? '' } as const;
      return world.ask(0, 'c', 'modify', { type: 'modifyInstance', changes: [change], reason: '重复' });
    },
    world.complete(1, 'c', 'left'),
  ],
  judge: async (world, answers) => {
    const after = await world.after('c');
    // Completed first, the token waits at the join, and the operator takes it from there.
    expect(answers[0]).toBe('done');
    expect(['done', 'WORK_ITEM_GONE']).toContain(answers[1]);
    expect(after.waitsAt).toEqual(['right']);
    expect(after.times('workItemCompleted')).toBe(answers[1] === 'done' ? 1 : 0);
  },
};

/** The parent is cancelled while the called process completes its last task. */
const calledProcess: Race = {
  plans: [parent, child],
  prepare: async (world) => void (await world.begin('c', 'parent')),
  compete: (world) => [() => world.ask(0, 'c', 'cancel', CANCEL), world.complete(1, 'c', 'inner')],
  judge: async (world, answers) => {
    expect(answers[0]).toBe('done');
    const after = await world.after('c');
    expect(after.state.status).toBe('cancelled');
    for (const instanceId of await world.childrenOf('c')) {
      const one = await world.sound(instanceId);
      expect(one.state.status).toBe(answers[1] === 'done' ? 'completed' : 'cancelled');
    }
  },
};

/** Camunda 7: CompetingSuspensionTest (ConcurrentJobExecutorAndSuspension): suspension against completion. */
const suspension: Race = {
  plans: [simple],
  prepare: async (world) => void (await world.begin('c', 'simple')),
  compete: (world) => [() => world.ask(0, 'c', 'suspend', SUSPEND), world.complete(1, 'c', 'work')],
  judge: async (world, answers) => {
    expect(answers[0]).toBe('done');
    expect(['done', 'SUSPENDED']).toContain(answers[1]);
    const after = await world.after('c');
    expect(after.state.suspended).toBeDefined();
    expect(after.waitsAt).toEqual([answers[1] === 'done' ? 'after' : 'work']);
  },
};

/** Camunda 7: CompetingSuspensionTest.testCompetingSuspension: a timer comes due while its instance is suspended, and fires when it goes on. */
const timerSuspended: Race = {
  plans: [waits],
  prepare: async (world) => {
    await world.begin('c', 'waits');
    world.clock.advance(3_600_000);
  },
  compete: (world) => [
    () => world.ask(0, 'c', 'suspend', SUSPEND),
    () => world.hosts[1]?.worker.tick() ?? Promise.resolve(0),
  ],
  judge: async (world, answers) => {
    expect(answers[0]).toBe('done');
    expect(await world.ask(0, 'c', 'resume', RESUME)).toBe('done');
    world.clock.advance(120_000);
    while (((await world.hosts[0]?.worker.tick()) ?? 0) > 0);
    const after = await world.after('c');
    expect(after.waitsAt).toEqual(['after']);
    expect(after.times('timerFired')).toBe(1);
  },
};

/** The same with a service job whose worker is at it. */
const jobSuspended: Race = {
  plans: [works],
  prepare: async (world) => {
    world.handlers.set('act', async () => ({ kind: 'completed', variables: {} }));
    await world.begin('c', 'works');
  },
  compete: (world) => [
    () => world.ask(0, 'c', 'suspend', SUSPEND),
    () => world.hosts[1]?.worker.tick() ?? Promise.resolve(0),
  ],
  judge: async (world, answers) => {
    expect(answers[0]).toBe('done');
    expect(await world.ask(0, 'c', 'resume', RESUME)).toBe('done');
    world.clock.advance(120_000);
    while (((await world.hosts[0]?.worker.tick()) ?? 0) > 0);
    const after = await world.after('c');
    expect(after.waitsAt).toEqual(['after']);
    expect(after.times('jobCompleted')).toBe(1);
  },
};

const NEXT = 'next-hash';
const programs = new Map([
  [HASH, programOf(simple)],
  [NEXT, programOf(renewed)],
]);
const versions: Engine = {
  packages: {
    ...FAKE_PACKAGES,
    programFor: async (_processId, hash) => programs.get(hash),
    packageByHash: async () => FAKE_PACKAGES.packageByHash(HASH),
    closure: async () => FAKE_PACKAGES.closure(HASH),
  },
  transition,
};

/** Camunda 7: CompetingProcessInstanceMigrationTest (ConcurrentProcessInstanceMigration): migration against completion. */
const migration: Race = {
  plans: [],
  engine: versions,
  prepare: async (world) => void (await world.begin('c', 'simple')),
  compete: (world) => [
    () =>
      world.answer(
        world.hosts[0]?.commands.run({
          instanceId: world.id('c'),
          commandId: `${world.id('c')}:migrate`,
          actor: CLERK,
          onto: { packageHash: NEXT, processId: 'simple' },
          decide: () => ({
            type: 'migrateInstance',
            plan: planHash(renewed),
            mapping: planMigration(simple, renewed),
            reason: '新版本',
          }),
        }),
      ),
    world.complete(1, 'c', 'work'),
  ],
  judge: async (world, answers) => {
    expect(answers).toEqual(['done', 'done']);
    const after = await world.after('c');
    const migratedFirst = after.times('elementEntered', 'check') === 1;
    expect(after.waitsAt).toEqual([migratedFirst ? 'check' : 'after']);
    const loaded = await world.hosts[1]?.commands.load(world.id('c'));
    expect(loaded?.packageHash).toBe(NEXT);
  },
};

/** By name, after Camunda 7's tests of competing transactions where it has one. */
export const OPERATION_RACES: Readonly<Record<string, Race>> = {
  'cancellation of an instance against a completion in it': cancellation,
  'cancellation of an instance against its last step': lastStep,
  'cancellation of an activity from two sides': activity,
  'cancellation of an activity against its completion': activityCompleted,
  'cancellation of a parent against the end of the called process': calledProcess,
  'suspension against completion': suspension,
  'suspension against a timer': timerSuspended,
  'suspension against a job': jobSuspended,
  'migration against completion': migration,
};
