import { expect } from '@jest/globals';
import { processOf } from '../../../kit/process-builder.js';
import type { Race } from '../kit/race.js';

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

/** By name, after Camunda 7's tests of competing transactions where it has one. */
export const JOIN_RACES: Readonly<Record<string, Race>> = {
  'join: two branches end at once, the join fires once': join,
  'fork: one of two completions of the same task forks': fork,
};
