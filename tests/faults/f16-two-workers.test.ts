import { describe, test } from '@jest/globals';
import { SEED } from '../kit/fast-check.js';
import { DEEP } from '../kit/figures.js';
import { BOUND_MS } from '../runtime/competing/kit/run-races.js';
import { JOB_RACES } from '../runtime/competing/races/jobs.js';
import { raceAndTell } from './kit/races.js';

/*
 * F16, G8: two and three workers want the same timers, one of them stands still past its lease in the middle of whatever it does. Every race
 * checks that each timer fired once. Interleavings at every operation on the store.
 */

const RACES = ['three workers, two timers', 'a worker that was overtaken', 'two workers, one service job'];

describe('workers that compete for the same timer', () => {
  test(
    'fire it once',
    async () => {
      const races = Object.entries(JOB_RACES).filter(([name]) => RACES.some((one) => name.includes(one)));
      await raceAndTell({
        row: 'F16',
        races: races.map(([, race]) => race),
        how: ({ isQuick }) => ({
          most: DEEP ? (isQuick ? 1500 : 400) : isQuick ? 36 : 3,
          interruptions: DEEP ? 3 : 2,
          seed: SEED,
        }),
        told: (schedules) =>
          `${String(schedules)} interleavings of 2-3 workers, also one past its lease: 0 fired twice, 0 lost`,
        place: import.meta,
      });
    },
    BOUND_MS,
  );
});
