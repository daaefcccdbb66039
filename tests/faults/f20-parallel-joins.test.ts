import { describe, expect, test } from '@jest/globals';
import { SEED } from '../kit/fast-check.js';
import { DEEP } from '../kit/figures.js';
import { processOf } from '../kit/process-builder.js';
import type { Race } from '../runtime/competing/kit/race.js';
import { BOUND_MS } from '../runtime/competing/kit/run-races.js';
import { raceAndTell } from './kit/races.js';

/* F20, G7: two to eight branches end in the same millisecond, spread over three processes; the join fires once. */

const BRANCHES = [2, 3, 4, 5, 6, 7, 8];

const racing = (count: number): Race => {
  const names = Array.from({ length: count }, (_, at) => `branch${String(at)}`);
  const processId = `joined${String(count)}`;
  const builder = processOf(processId).start('s').and('split').and('join').user('after').end('e');
  for (const name of names) builder.user(name);
  builder.row('s', 'split').row('join', 'after', 'e');
  for (const name of names) builder.row('split', name, 'join');
  return {
    plans: [builder.plan()],
    hosts: 3,
    prepare: async (world) => void (await world.begin('c', processId)),
    compete: (world) => names.map((name, at) => world.complete(at % 3, 'c', name)),
    judge: async (world, answers) => {
      expect(answers).toEqual(names.map(() => 'done'));
      const after = await world.after('c');
      expect(after.waitsAt).toEqual(['after']);
      expect(after.times('elementEntered', 'after')).toBe(1);
      expect(Object.keys(after.state.tokens)).toHaveLength(1);
    },
  };
};

describe('parallel branches that end at once', () => {
  test(
    'join once',
    async () => {
      await raceAndTell({
        row: 'F20',
        races: BRANCHES.map(racing),
        how: ({ isQuick }) => ({
          most: DEEP ? (isQuick ? 1000 : 60) : isQuick ? 8 : 2,
          interruptions: 2,
          seed: SEED,
        }),
        told: (schedules) =>
          `${String(schedules)} runs of 2-8 branches over 3 processes: every join fired once, 0 tokens lost`,
        place: import.meta,
      });
    },
    BOUND_MS,
  );
});
