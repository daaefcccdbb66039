import { describe, expect, test } from '@jest/globals';
import { processOf } from '../../kit/process-builder.js';
import { runRace, TRACKS, type Race } from './kit/race.js';

const joined = processOf('joined')
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

const forked = processOf('forked')
  .start('s')
  .user('first')
  .and('split')
  .user('left')
  .user('right')
  .and('join')
  .end('e')
  .row('s', 'first', 'split', 'left', 'join', 'e')
  .row('split', 'right', 'join')
  .plan();

/** Camunda 7: CompetingJoinTest. */
const join: Race = {
  plans: [joined],
  prepare: async (world) => void (await world.begin('c', 'joined')),
  compete: (world) => [world.complete(0, 'c', 'left'), world.complete(1, 'c', 'right')],
  judge: async (world, answers) => {
    expect(answers).toEqual(['done', 'done']);
    const after = await world.after('c');
    expect(after.waitsAt).toEqual(['after']);
    expect(after.times('elementEntered', 'after')).toBe(1);
  },
};

/** Camunda 7: CompetingForkTest. */
const fork: Race = {
  plans: [forked],
  prepare: async (world) => void (await world.begin('c', 'forked')),
  compete: (world) => [world.complete(0, 'c', 'first'), world.complete(1, 'c', 'first')],
  judge: async (world, answers) => {
    expect([...answers].sort()).toEqual(['WORK_ITEM_GONE', 'done']);
    const after = await world.after('c');
    expect(after.waitsAt).toEqual(['left', 'right']);
  },
};

describe.each(TRACKS)('competing transactions on $name', (track) => {
  test('join: two branches end at once, the join fires once', async () => {
    expect((await runRace(join, track)).schedules).toBeGreaterThan(3);
  });

  test('fork: one of two completions of the same task forks', async () => {
    expect((await runRace(fork, track)).schedules).toBeGreaterThan(3);
  });
});
