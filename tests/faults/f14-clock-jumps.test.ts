import { afterAll, describe, expect, test } from '@jest/globals';
import { HISTORY, JOBS } from '../../runtime/store/collections.js';
import { historyRecords } from '../../runtime/store/history-records.js';
import { createMemoryStore } from '../../runtime/store/memory/memory-store.js';
import { DEEP, recordFigure } from '../kit/figures.js';
import { PLAIN_CALENDAR, processOf, timer } from '../kit/process-builder.js';
import { CLERK, worldOn } from '../runtime/kit/host-world.js';
import { startingWorldIn } from '../runtime/kit/starting-world.js';
import { manualClock } from '../runtime/kit/manual-clock.js';

/*
 * F14: the clock of the machine is set: an hour or a day forward or back, over a change to summer time, over a leap second, past the year 2038,
 * and back during a lease. Every timer fires once, at its time or as soon as the clock has passed it; a cycle that missed turns makes up for at
 * most one of them. The clock is set under a running host; what has passed is told by nothing but the clock.
 */

const SECOND = 1000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const INSTANCES = DEEP ? 50 : 5;

const plan = (cycle: string) =>
  processOf('p')
    .start('start')
    .user('ask')
    .boundary('soon', 'ask', timer('duration', 'PT10M'), false)
    .boundary('later', 'ask', timer('duration', 'PT30H'), false)
    .boundary('again', 'ask', timer('cycle', cycle), false)
    .end('end')
    .end('e1')
    .end('e2')
    .end('e3')
    .row('start', 'ask', 'end')
    .row('soon', 'e1')
    .row('later', 'e2')
    .row('again', 'e3')
    .plan();

/** Where the clock is set, in ms since the epoch: from where it stands, as a difference. */
interface Jump {
  readonly name: string;
  readonly start: number;
  readonly cycle: string;
  readonly jumps: readonly number[];
}

const at = (text: string): number => Date.parse(text);
const JUMPS: readonly Jump[] = [
  { name: 'an hour forward', start: at('2026-03-02T02:00:00Z'), cycle: 'R/PT10M', jumps: [HOUR] },
  { name: 'an hour back', start: at('2026-03-02T02:00:00Z'), cycle: 'R/PT10M', jumps: [5 * MINUTE, -HOUR] },
  { name: 'a day forward', start: at('2026-03-02T02:00:00Z'), cycle: 'R/PT10M', jumps: [DAY] },
  { name: 'a day back', start: at('2026-03-02T02:00:00Z'), cycle: 'R/PT10M', jumps: [20 * MINUTE, -DAY] },
  { name: 'forward and back', start: at('2026-03-02T02:00:00Z'), cycle: 'R/PT1H', jumps: [DAY, -DAY, HOUR, -HOUR] },
  // In Berlin 02:30 does not exist on 29 March 2026, and exists twice on 25 October.
  { name: 'to summer time', start: at('2026-03-28T12:00:00Z'), cycle: '30 2 * * *', jumps: [12 * HOUR, HOUR] },
  { name: 'from summer time', start: at('2026-10-24T12:00:00Z'), cycle: '30 2 * * *', jumps: [12 * HOUR, HOUR, -HOUR] },
  // The clock of most systems shows the last second before midnight twice.
  {
    name: 'a leap second',
    start: at('2016-12-31T23:50:00Z'),
    cycle: 'R/PT10M',
    jumps: [10 * MINUTE - 500, -SECOND, 500],
  },
  { name: 'past 2038', start: at('2038-01-19T03:10:00Z'), cycle: 'R/PT1H', jumps: [4 * MINUTE + 7 * SECOND, SECOND] },
];

const total = { runs: 0, lost: 0, twice: 0, mostCatchUp: 0 };
afterAll(() =>
  recordFigure(
    'F14',
    `${String(total.runs)} instances under ${String(JUMPS.length + 1)} kinds of jumps: ${String(total.lost)} timers lost, ${String(total.twice)} fired twice, at most ${String(total.mostCatchUp)} turn of a cycle made up for`,
    import.meta,
  ),
);

describe('a clock that is set', () => {
  test.each(JUMPS)('$name: no timer is lost, none fires twice', async ({ start, cycle, jumps }) => {
    const store = createMemoryStore();
    const calendar = { ...PLAIN_CALENDAR, zone: cycle.startsWith('30 ') ? 'Europe/Berlin' : 'Asia/Shanghai' };
    const world = await startingWorldIn({ calendar }, store, plan(cycle));
    world.clock.set(start);
    for (let i = 0; i < INSTANCES; i += 1)
      await world.host.commands.start({
        instanceId: `i${String(i)}`,
        commandId: `i${String(i)}`,
        actor: CLERK,
        packageHash: 'fake-hash',
        processId: 'p',
        rootId: `i${String(i)}`,
        variables: {},
        config: {},
      });
    const fired = async () => {
      const rows = (await store.find(HISTORY, { limit: 1000, sort: [{ field: 'at' }] })).records;
      return rows.flatMap(historyRecords).filter(({ type }) => type === 'timerFired');
    };
    const settle = async (): Promise<void> => {
      await world.host.worker.tick();
      await world.host.startTimers.tick();
    };
    let before = 0;
    for (const jump of jumps) {
      world.clock.set(world.clock.now() + jump);
      await settle();
      const turns = (await fired()).filter(({ elementId }) => elementId === 'again').length;
      total.mostCatchUp = Math.max(total.mostCatchUp, (turns - before) / INSTANCES);
      before = turns;
    }
    // Time goes on as usual until all one-time timers are over.
    const end = Math.max(world.clock.now(), start) + 32 * HOUR;
    while (world.clock.now() < end) {
      world.clock.advance(cycle === 'R/PT10M' ? 2 * HOUR : HOUR);
      await settle();
    }
    const all = await fired();
    for (let i = 0; i < INSTANCES; i += 1) {
      const mine = all.filter(({ instanceId }) => instanceId === `i${String(i)}`);
      for (const elementId of ['soon', 'later']) {
        const count = mine.filter((one) => one.elementId === elementId).length;
        total.lost += count === 0 ? 1 : 0;
        total.twice += Math.max(0, count - 1);
        expect(count).toBe(1);
      }
      expect(mine.filter((one) => one.elementId === 'again').length).toBeGreaterThan(0);
      const rows = await store.find(JOBS, { where: { instanceId: `i${String(i)}` } });
      expect(rows.records).toMatchObject([{ elementId: 'again', state: 'due' }]);
      total.runs += 1;
    }
    expect(total.mostCatchUp).toBeLessThanOrEqual(1);
    await world.host.stop();
  });

  test('back during a lease: it is kept no longer than it lasts, and its work is done once', async () => {
    const store = createMemoryStore();
    const clock = manualClock(at('2026-03-02T02:00:00Z'));
    const world = worldOn(store);
    let runs = 0;
    world.handlers.set('slow', async () => {
      runs += 1;
      // The clock goes back by an hour while the handler works; ten seconds pass.
      world.clock.set(world.clock.now() - HOUR);
      world.clock.pass(12 * SECOND);
      return { kind: 'completed', variables: {} };
    });
    const job = { jobId: 'j1', elementId: 'e', jobType: 'slow', retries: 3, variables: {}, headers: {} };
    await world.host.commands.start({
      instanceId: 'c',
      commandId: 'c',
      actor: CLERK,
      packageHash: 'fake-hash',
      processId: 'fake',
      rootId: 'c',
      variables: { on: { startInstance: [{ type: 'createJob', ...job }] } },
      config: {},
    });
    await world.host.worker.tick();
    expect({ runs, left: await store.count(JOBS), now: clock.now() > 0 }).toEqual({ runs: 1, left: 0, now: true });
    total.runs += 1;
    await world.host.stop();
  });
});
