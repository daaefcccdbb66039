import { expect } from '@jest/globals';
import { JOBS } from '../../../../runtime/store/collections.js';
import { processOf, timer, value } from '../../../kit/process-builder.js';
import type { Race, RaceWorld } from '../kit/race.js';

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

const remind = processOf('remind')
  .start('s')
  .user('work')
  .boundary('late', 'work', timer('duration', 'PT1H'))
  .user('after')
  .user('reminded')
  .end('e1')
  .end('e2')
  .row('s', 'work', 'after', 'e1')
  .row('late', 'reminded', 'e2')
  .plan();

const tick = (world: RaceWorld, at: number) => (): Promise<number> =>
  world.hosts[at]?.worker.tick() ?? Promise.resolve(0);

/** Camunda 7: CompetingJobAcquisitionTest.testCompetingJobAcquisitions. */
const acquisition: Race = {
  plans: [waits],
  hosts: 3,
  prepare: async (world) => {
    for (const name of ['c', 'd']) await world.begin(name, 'waits');
    world.clock.advance(3_600_000);
  },
  compete: (world) => [tick(world, 0), tick(world, 1), tick(world, 2)],
  judge: async (world, answers) => {
    expect(answers.reduce<number>((sum, one) => sum + Number(one), 0)).toBe(2);
    for (const name of ['c', 'd']) {
      const after = await world.after(name);
      expect(after.waitsAt).toEqual(['after']);
      expect(after.times('timerFired')).toBe(1);
    }
  },
};

/** A service job that two workers want: it runs once, for nobody's lease has run out. */
const service: Race = {
  plans: [works],
  prepare: async (world) => {
    world.handlers.set('act', async () => ({ kind: 'completed', variables: {} }));
    await world.begin('c', 'works');
  },
  compete: (world) => [tick(world, 0), tick(world, 1)],
  judge: async (world, answers) => {
    expect([...answers].sort()).toEqual([0, 1]);
    const after = await world.after('c');
    expect(after.waitsAt).toEqual(['after']);
    expect(after.times('jobCompleted')).toBe(1);
  },
};

/** The timer fired by one worker while another still holds it from before: its lease is old, the command's id is the same. */
const overtaken: Race = {
  plans: [waits],
  prepare: async (world) => {
    await world.begin('c', 'waits');
    world.clock.advance(3_600_000);
  },
  compete: (world) => [
    tick(world, 0),
    async () => {
      // The first worker stands still for longer than its lease, at whatever it was doing.
      world.clock.advance(31_000);
      return tick(world, 1)();
    },
  ],
  judge: async (world) => {
    const after = await world.after('c');
    expect(after.waitsAt).toEqual(['after']);
    expect(after.times('timerFired')).toBe(1);
  },
};

/** Camunda 7: CompetingExternalTaskFetchingTest.testCompetingExternalTaskFetching. */
const fetching: Race = {
  plans: [works],
  prepare: async (world) => {
    for (const name of ['c', 'd']) await world.begin(name, 'works');
  },
  compete: (world) =>
    [0, 1].map((at) => async () => {
      const source = world.hosts[at]?.outside.sourceFor(`worker-${String(at)}`);
      const jobs = (await source?.activate({ types: ['act'], maxJobs: 2, leaseMs: 30_000, waitMs: 0 })) ?? [];
      const reports = jobs.map(({ jobKey, lease }) => ({ jobKey, lease, kind: 'completed', variables: {} }) as const);
      const outcomes = (await source?.report(reports)) ?? [];
      return outcomes.map(({ jobKey, ok }) => `${jobKey} ${String(ok)}`);
    }),
  judge: async (world, answers) => {
    const all = answers.flatMap((one) => one as readonly string[]);
    expect(all).toHaveLength(2);
    expect(new Set(all).size).toBe(2);
    expect(all.every((one) => one.endsWith(' true'))).toBe(true);
    for (const name of ['c', 'd']) {
      const after = await world.after(name);
      expect(after.waitsAt).toEqual(['after']);
      expect(after.times('jobCompleted')).toBe(1);
    }
  },
};

/** F21: the boundary timer against the completion of its task. */
const boundary: Race = {
  plans: [remind],
  prepare: async (world) => {
    await world.begin('c', 'remind');
    world.clock.advance(3_600_000);
  },
  compete: (world) => [tick(world, 0), world.complete(1, 'c', 'work')],
  judge: async (world, answers) => {
    const after = await world.after('c');
    expect([
      ['WORK_ITEM_GONE', 'reminded'],
      ['done', 'after'],
    ]).toContainEqual([answers[1], after.waitsAt[0]]);
    expect(after.waitsAt).toHaveLength(1);
    expect(await world.store.count(JOBS, { instanceId: world.id('c') })).toBe(0);
  },
};

/** By name, after Camunda 7's tests of competing transactions where it has one. */
export const JOB_RACES: Readonly<Record<string, Race>> = {
  'job acquisition: three workers, two timers': acquisition,
  'job acquisition: two workers, one service job': service,
  'job acquisition: a worker that was overtaken': overtaken,
  'external task fetching: two workers, two jobs': fetching,
  'boundary timer against completion': boundary,
};
