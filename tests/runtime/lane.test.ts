import { expect, test } from '@jest/globals';
import { createLane } from '../../runtime/jobs/lane.js';
import type { Log } from '../../runtime/seams/log.js';

const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const until = async (over: () => boolean): Promise<void> => {
  for (let i = 0; i < 2_000 && !over(); i += 1) await new Promise((resolve) => setTimeout(resolve, 1));
};

test.each([1, 2, 8])('one look is enough for all work, %i at once and never more', async (limit) => {
  const left = Array.from({ length: 100 }, (_, i) => i);
  const done: number[] = [];
  let running = 0;
  let most = 0;
  const lane = createLane<number>({
    limit,
    log,
    claim: async (free) => left.splice(0, free),
    run: async (work) => {
      running += 1;
      most = Math.max(most, running);
      // Some end within a tick, others take their time: the lane must see each free place.
      if (work % 3 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      done.push(work);
    },
  });
  lane.look();
  await until(() => done.length === 100);
  expect([...done].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  expect(most).toBeLessThanOrEqual(limit);
  await lane.stop();
});

test('a claim that fails is noted, and the next look claims again', async () => {
  const failures: string[] = [];
  let fails = true;
  const done: number[] = [];
  const lane = createLane<number>({
    limit: 2,
    log: { ...log, error: (event) => failures.push(event) },
    claim: async () => {
      if (fails) throw new Error('down');
      return done.length === 0 ? [1] : [];
    },
    run: async (work) => {
      done.push(work);
    },
  });
  lane.look();
  await until(() => failures.length > 0);
  fails = false;
  lane.look();
  await until(() => done.length > 0);
  expect([failures, done]).toEqual([['claim-failed'], [1]]);
  await lane.stop();
});

test('a lane that is stopped waits for what runs and takes nothing more', async () => {
  let claims = 0;
  let isOver = false;
  const lane = createLane<number>({
    limit: 1,
    log,
    claim: async () => {
      claims += 1;
      return [claims];
    },
    run: async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      isOver = true;
    },
  });
  lane.look();
  await until(() => claims > 0);
  await lane.stop();
  expect([isOver, claims]).toEqual([true, 1]);
  lane.look();
  expect(claims).toBe(1);
});
