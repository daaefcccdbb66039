import { describe, test } from '@jest/globals';
import { SEED } from '../kit/fast-check.js';
import { DEEP } from '../kit/figures.js';
import { BOUND_MS } from '../runtime/competing/kit/run-races.js';
import { OPERATION_RACES } from '../runtime/competing/races/operations.js';
import { raceAndTell } from './kit/races.js';

/* F22: an instance is cancelled, suspended or migrated while a step of it is completed. */

describe('cancel, suspend and migrate against completion', () => {
  test(
    'leaves no token in a cancelled instance and loses none in another',
    async () => {
      await raceAndTell({
        row: 'F22',
        races: Object.values(OPERATION_RACES),
        how: ({ isQuick }) => ({
          most: DEEP ? (isQuick ? 1000 : 100) : isQuick ? 12 : 2,
          interruptions: DEEP ? 3 : 2,
          seed: SEED,
        }),
        told: (schedules) =>
          `${String(schedules)} interleavings of 9 races: 0 tokens in cancelled instances, 0 lost, 0 doubled`,
        place: import.meta,
      });
    },
    BOUND_MS,
  );
});
