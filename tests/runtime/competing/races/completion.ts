import { expect } from '@jest/globals';
import { processOf } from '../../../kit/process-builder.js';
import type { Race } from '../kit/race.js';

const simple = processOf('simple').start('s').user('work').user('after').end('e').row('s', 'work', 'after', 'e').plan();

const child = processOf('child').start('s').user('inner').end('e').row('s', 'inner', 'e').plan();
const parent = processOf('parent')
  .start('s')
  .and('split')
  .call('left', 'child')
  .call('right', 'child')
  .and('join')
  .user('after')
  .end('e')
  .row('s', 'split', 'left', 'join', 'after', 'e')
  .row('split', 'right', 'join')
  .plan();

const within = processOf('within')
  .start('s')
  .sub('sub', (inner) =>
    inner
      .start('ss')
      .and('split')
      .user('left')
      .user('right')
      .end('e1')
      .end('e2')
      .row('ss', 'split', 'left', 'e1')
      .row('split', 'right', 'e2'),
  )
  .user('after')
  .end('e')
  .row('s', 'sub', 'after', 'e')
  .plan();

/** Camunda 7: CompetingTransactionsOptimisticLockingTest: two people complete the same task. */
const same: Race = {
  plans: [simple],
  prepare: async (world) => void (await world.begin('c', 'simple')),
  compete: (world) => [world.complete(0, 'c', 'work'), world.complete(1, 'c', 'work')],
  judge: async (world, answers) => {
    expect([...answers].sort()).toEqual(['WORK_ITEM_GONE', 'done']);
    expect((await world.after('c')).waitsAt).toEqual(['after']);
  },
};

/** One completion sent twice by the same person, to two processes: once done, both told so. */
const repeated: Race = {
  plans: [simple],
  prepare: async (world) => void (await world.begin('c', 'simple')),
  compete: (world) => [world.complete(0, 'c', 'work', 'once'), world.complete(1, 'c', 'work', 'once')],
  judge: async (world, answers) => {
    expect([...answers].sort()).toEqual(['done', 'repeated']);
    const after = await world.after('c');
    expect(after.waitsAt).toEqual(['after']);
    expect(after.times('workItemCompleted')).toBe(1);
  },
};

/** Camunda 7: CompetingCompleteTaskSetVariableTest.testCompleteTaskSetLocalVariable: neither disturbs the other. */
const setVariable: Race = {
  plans: [simple],
  prepare: async (world) => void (await world.begin('c', 'simple')),
  compete: (world) => [
    world.complete(0, 'c', 'work'),
    () => world.ask(1, 'c', 'set', { type: 'setVariables', variables: { note: '已核对' }, reason: '更正' }),
  ],
  judge: async (world, answers) => {
    expect(answers).toEqual(['done', 'done']);
    const after = await world.after('c');
    expect(after.waitsAt).toEqual(['after']);
    expect(after.state.scopes[after.state.rootScopeId]?.variables['note']).toBe('已核对');
  },
};

/** Camunda 7: CompetingParentCompletionTest: two called processes end at once, each in its own process. */
const parents: Race = {
  plans: [parent, child],
  prepare: async (world) => void (await world.begin('c', 'parent')),
  compete: (world) => world.completeAll('c', 'inner'),
  judge: async (world, answers) => {
    expect(answers).toEqual(['done', 'done']);
    const after = await world.after('c');
    expect(after.waitsAt).toEqual(['after']);
    expect(after.times('callEnded')).toBe(2);
    expect(after.times('elementEntered', 'after')).toBe(1);
  },
};

/** Camunda 7: CompetingSubprocessCompletionTest.testCompetingSubprocessEnd. */
const subProcess: Race = {
  plans: [within],
  prepare: async (world) => void (await world.begin('c', 'within')),
  compete: (world) => [world.complete(0, 'c', 'left'), world.complete(1, 'c', 'right')],
  judge: async (world, answers) => {
    expect(answers).toEqual(['done', 'done']);
    const after = await world.after('c');
    expect(after.waitsAt).toEqual(['after']);
    expect(after.times('elementCompleted', 'sub')).toBe(1);
  },
};

/** By name, after Camunda 7's tests of competing transactions where it has one. */
export const COMPLETION_RACES: Readonly<Record<string, Race>> = {
  'complete: the same task by two people': same,
  'complete: the same command at two processes': repeated,
  'complete and set variable': setVariable,
  'parent completion: two called processes end at once': parents,
  'sub-process completion: its last two branches end at once': subProcess,
};
