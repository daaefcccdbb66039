import { describe, test } from '@jest/globals';
import { SEED } from '../kit/fast-check.js';
import { DEEP } from '../kit/figures.js';
import { BOUND_MS } from '../runtime/competing/kit/run-races.js';
import { JOB_RACES } from '../runtime/competing/races/jobs.js';
import { MESSAGE_RACES } from '../runtime/competing/races/messages.js';
import { raceAndTell } from './kit/races.js';

/* F21: a boundary timer comes due while its task is completed, and the timer of an event gateway while its message arrives. */

const RACES = ['boundary timer', 'message against timer'];

describe('a boundary timer against the completion of its task', () => {
  test(
    'leaves exactly one way',
    async () => {
      const races = Object.entries({ ...JOB_RACES, ...MESSAGE_RACES });
      await raceAndTell({
        row: 'F21',
        races: races.filter(([name]) => RACES.some((one) => name.includes(one))).map(([, race]) => race),
        how: ({ isQuick }) => ({
          most: DEEP ? (isQuick ? 2000 : 200) : isQuick ? 36 : 3,
          interruptions: DEEP ? 3 : 2,
          seed: SEED,
        }),
        told: (schedules) =>
          `${String(schedules)} interleavings: exactly one way each, the loser is told that it is gone`,
        place: import.meta,
      });
    },
    BOUND_MS,
  );
});
