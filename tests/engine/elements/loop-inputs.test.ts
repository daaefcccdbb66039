import { describe, expect, it } from '@jest/globals';
import type { JsonValue } from '../../../engine/model/json.js';
import type { LoopPlan } from '../../../engine/model/plan.js';
import { drive } from '../../kit/instance-driver.js';
import { loop, message, processOf, programOf } from '../../kit/process-builder.js';

/** `start -> sign (multi-instance) -> end`. */
const signing = (plan: Omit<LoopPlan, 'mode'>, mode: LoopPlan['mode'] = 'parallel') =>
  programOf(
    processOf('p')
      .start('s')
      .user('sign', { loop: loop(mode, plan) })
      .end('e')
      .row('s', 'sign', 'e')
      .plan(),
  );
const count = (program: ReturnType<typeof signing>, many: JsonValue): number | readonly string[] => {
  const run = drive(program).start({ many });
  return run.incidents.length > 0 ? run.incidents : Object.keys(run.state.workItems).length;
};

describe('the number of instances of a multi-instance activity', () => {
  const wrong = ['sign EXPRESSION_FAILED'];

  it.each<[JsonValue, number | readonly string[]]>([
    [3, 3],
    [['a', 'b', 'c'], wrong],
    [-1, wrong],
    [1.5, wrong],
    ['3', wrong],
    [null, wrong],
    [10_001, ['sign LOOP_BUDGET']],
  ])('by a cardinality of %j', (many, expected) => {
    expect(count(signing({ cardinality: 'many' }), many)).toEqual(expected);
  });

  it.each<[JsonValue, number | readonly string[]]>([
    [['a', 'b'], 2],
    [3, wrong],
    [{ a: 1 }, wrong],
    [null, wrong],
    [Array.from({ length: 10_001 }, () => null), ['sign LOOP_BUDGET']],
  ])('by a collection', (many, expected) => {
    expect(count(signing({ collection: 'many', inputElement: 'who' }), many)).toEqual(expected);
  });

  it('is judged again once it is repaired', () => {
    const run = drive(signing({ cardinality: 'many' }))
      .start({ many: 'x' })
      .resolve({ many: 2 });
    expect(Object.keys(run.state.workItems)).toHaveLength(2);
    expect(run.incidents).toEqual([]);
  });

  it('of none is done at once, with an empty list of results', () => {
    const plan = { collection: 'many', inputElement: 'who', outputElement: 'who', outputCollection: 'signed' };
    const run = drive(signing(plan)).start({ many: [] });
    expect(run.state).toMatchObject({ status: 'completed', workItems: {} });
    expect(run.variables).toEqual({ many: [], signed: [] });
    expect(drive(signing({ cardinality: 'many' })).start({ many: 0 }).variables).toEqual({ many: 0 });
  });
});

describe('the results of a multi-instance activity', () => {
  const RESULTS = { collection: 'many', inputElement: 'who', outputElement: 'answer', outputCollection: 'signed' };

  it('are seen by its condition, the one that has just come included', () => {
    const program = signing({ ...RESULTS, completionCondition: 'count(signed[item = "no"]) >= 2' }, 'sequential');
    const run = drive(program).start({ many: ['a', 'b', 'c', 'd'] });
    run.done('sign', { answer: 'no' }).done('sign', { answer: 'yes' });
    expect(run.state.status).toBe('active');
    run.done('sign', { answer: 'no' });
    expect(run.state.status).toBe('completed');
    expect(run.variables).toMatchObject({ signed: ['no', 'yes', 'no', null] });
  });

  it('wait for a repair when they cannot be judged, and nothing is counted twice', () => {
    const program = signing({ ...RESULTS, completionCondition: 'enough' }, 'sequential');
    const run = drive(program)
      .start({ many: ['a', 'b'], enough: 'perhaps' })
      .done('sign', { answer: 1 });
    expect(run.incidents).toEqual(['sign EXPRESSION_FAILED']);
    run.resolve({ enough: false });
    expect(run.done('sign', { answer: 2 }).variables).toMatchObject({ signed: [1, 2] });
    expect(run.state.status).toBe('completed');
  });

  it('are not kept where the model collects none', () => {
    const program = signing({ collection: 'many', inputElement: 'who' });
    const run = drive(program).start({ many: ['a', 'b'] });
    const body = Object.values(run.state.scopes).find((scope) => scope.loop !== undefined)?.id ?? '';
    run.accept({ type: 'addInstance', scopeId: body, item: 'c', reason: 'one more' });
    expect(run.history.find(({ type }) => type === 'loopGrown')?.data).not.toHaveProperty('variable');
    run.done('sign').done('sign').done('sign');
    expect(run.history.some(({ type }) => type === 'loopChanged')).toBe(false);
    expect(run.variables).toEqual({ many: ['a', 'b'] });
  });
});

describe('a message that a multi-instance activity throws', () => {
  const throwing = (heard: string, interrupting: boolean) => {
    const behaviour = { kind: 'none', event: message('done') } as const;
    const plan = processOf('p')
      .start('s')
      .user('sign', { loop: loop('parallel', { cardinality: '2', behaviour }) })
      .boundary('hears', 'sign', message(heard, '1'), interrupting)
      .user('told')
      .end('e')
      .end('te')
      .row('s', 'sign', 'e')
      .row('hears', 'told', 'te')
      .plan();
    return drive(programOf(plan)).start().done('sign');
  };
  const open = (run: ReturnType<typeof throwing>) =>
    Object.values(run.state.workItems).map(({ elementId }) => elementId);

  it('is heard by its own boundary event, by name', () => {
    expect(open(throwing('done', false))).toEqual(['sign', 'told']);
    expect(open(throwing('other', false))).toEqual(['sign']);
  });

  it('ends the activity where that interrupts', () => {
    const run = throwing('done', true);
    expect(open(run)).toEqual(['told']);
    expect(run.done('told').state.status).toBe('completed');
  });
});
