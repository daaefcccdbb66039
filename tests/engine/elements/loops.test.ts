import { describe, expect, it } from '@jest/globals';
import type { EventPlan, LoopPlan } from '../../../engine/model/plan.js';
import { drive } from '../../kit/instance-driver.js';
import { loop, message, processOf, programOf, value } from '../../kit/process-builder.js';

/** start -> the script `add` in this standard loop -> end */
function adding(plan: Omit<LoopPlan, 'mode'>) {
  return programOf(
    processOf('p')
      .start('start')
      .script('add', 'n + loopCounter', 'n', { loop: loop('standard', plan) })
      .end('end')
      .row('start', 'add', 'end')
      .plan(),
  );
}

describe('a standard loop', () => {
  it('runs once, then again while its condition holds', () => {
    expect(drive(adding({ condition: 'n < 6' })).start({ n: 0 }).variables).toEqual({ n: 6 });
    expect(drive(adding({ condition: 'n < 6' })).start({ n: 50 }).variables).toEqual({ n: 51 });
  });

  it('judges its condition before the first turn when it is said to', () => {
    expect(drive(adding({ condition: 'n < 6', testBefore: true })).start({ n: 50 }).variables).toEqual({ n: 50 });
    expect(drive(adding({ condition: 'n < 6', testBefore: true })).start({ n: 0 }).variables).toEqual({ n: 6 });
  });

  it('ends at its maximum whatever the condition says', () => {
    expect(drive(adding({ condition: 'true', maximum: 3 })).start({ n: 0 }).variables).toEqual({ n: 6 });
    expect(drive(adding({ maximum: 2 })).start({ n: 0 }).variables).toEqual({ n: 3 });
    expect(drive(adding({ maximum: 0 })).start({ n: 0 }).variables).toEqual({ n: 0 });
  });

  it('that never ends and never waits is an incident', () => {
    expect(drive(adding({ condition: 'true' })).start({ n: 0 }).incidents).toEqual(['add LOOP_BUDGET']);
  });

  it('stops with an incident at a condition that cannot be judged, and goes on with that turn done', () => {
    const run = drive(adding({ condition: 'again + 1', maximum: 5 })).start({ n: 0, again: 1 });
    expect(run.incidents).toEqual(['add EXPRESSION_FAILED']);
    expect(run.variables).toMatchObject({ n: 1 });
  });

  it('repeats a sub-process with all that is in it, one turn after the other', () => {
    const plan = processOf('p')
      .start('start')
      .sub('sub', (inner) => inner.start('s').user('ask').end('e').row('s', 'ask', 'e'), {
        loop: loop('standard', { condition: 'not(ok)' }),
      })
      .boundary('stop', 'sub', message('stop', '"k"'))
      .end('end')
      .end('stopped')
      .row('start', 'sub', 'end')
      .row('stop', 'stopped');
    const run = drive(programOf(plan.plan())).start({ ok: false }).done('ask');
    expect(Object.keys(run.state.workItems)).toHaveLength(1);
    expect(run.done('ask', { ok: true }).state).toMatchObject({ status: 'completed', endEventId: 'end' });
    const left = drive(programOf(plan.plan())).start({ ok: false }).done('ask').deliver('stop');
    expect(left.state).toMatchObject({ status: 'completed', endEventId: 'stopped' });
  });
});

describe('the events of a multi-instance activity', () => {
  const signal = (name: string): EventPlan => ({ kind: 'signal', name });
  const multiple = (behaviour: LoopPlan['behaviour'], event: EventPlan, interrupting: boolean) =>
    programOf(
      processOf('p')
        .start('start')
        .user('sign', { loop: loop('parallel', { cardinality: '3', ...(behaviour ? { behaviour } : {}) }) })
        .boundary('heard', 'sign', event, interrupting)
        .user('noted')
        .end('end')
        .end('endNoted')
        .row('start', 'sign', 'end')
        .row('heard', 'noted', 'endNoted')
        .plan(),
    );
  const noted = (run: ReturnType<typeof drive>): number =>
    run.trail('elementEntered').filter((id) => id === 'noted').length;

  it('are thrown at each completion of an instance with None', () => {
    const run = drive(multiple({ kind: 'none', event: signal('one') }, signal('one'), false)).start();
    run.done('sign').done('sign');
    expect(noted(run)).toBe(2);
    expect(run.done('sign').trail('elementEntered')).toContain('end');
    expect(noted(run)).toBe(3);
  });

  it('are thrown at the first completion only with One', () => {
    const run = drive(multiple({ kind: 'one', event: signal('one') }, signal('one'), false)).start();
    run.done('sign').done('sign').done('sign');
    expect(noted(run)).toBe(1);
  });

  it('are never thrown with All', () => {
    const run = drive(multiple(undefined, signal('one'), false))
      .start()
      .done('sign')
      .done('sign')
      .done('sign');
    expect(noted(run)).toBe(0);
  });

  it('are thrown where a condition over the counters holds with Complex', () => {
    const behaviour: LoopPlan['behaviour'] = {
      kind: 'complex',
      definitions: [
        { condition: 'numberOfCompletedInstances = 2', event: { kind: 'escalation', escalationCode: 'half' } },
        { condition: 'numberOfCompletedInstances = 3', event: { kind: 'escalation', escalationCode: 'nobody' } },
      ],
    };
    const run = drive(multiple(behaviour, { kind: 'escalation', escalationCode: 'half' }, false)).start();
    run.done('sign');
    expect(noted(run)).toBe(0);
    run.done('sign').done('sign');
    expect(noted(run)).toBe(1);
    expect(run.trail('escalationThrown')).toEqual(['sign', 'sign']);
  });

  it('carry the counters', () => {
    const run = drive(multiple({ kind: 'one', event: signal('one') }, signal('one'), false))
      .start()
      .done('sign');
    expect(run.variables).toMatchObject({ numberOfInstances: 3, numberOfCompletedInstances: 1 });
  });

  it('end the activity at a boundary event that interrupts', () => {
    const run = drive(multiple({ kind: 'one', event: signal('one') }, signal('one'), true))
      .start()
      .done('sign');
    expect(Object.values(run.state.workItems).map(({ elementId }) => elementId)).toEqual(['noted']);
    expect(run.done('noted').state).toMatchObject({ status: 'completed', endEventId: 'endNoted' });
  });

  it('also at the completion of the last instance', () => {
    const behaviour: LoopPlan['behaviour'] = {
      kind: 'complex',
      definitions: [{ condition: 'numberOfActiveInstances = 0', event: { kind: 'error', errorCode: 'LAST' } }],
    };
    const run = drive(multiple(behaviour, { kind: 'error', errorCode: 'LAST' }, true)).start();
    run.done('sign').done('sign').done('sign');
    expect(run.trail('elementEntered')).not.toContain('end');
    expect(run.item('noted')).toBeDefined();
  });

  it('are heard as messages by the activity itself without a key', () => {
    const event = message('ready', '"k"');
    const run = drive(multiple({ kind: 'one', event }, event, false))
      .start()
      .done('sign');
    expect(noted(run)).toBe(1);
  });
});

describe('an instance that is added', () => {
  const bodyOf = (run: ReturnType<typeof drive>): string =>
    Object.values(run.state.scopes).find(({ kind }) => kind === 'multiInstance')?.id ?? '';
  const signing = (mode: 'parallel' | 'sequential') =>
    programOf(
      processOf('p')
        .start('start')
        .user('sign', {
          assignee: value('=who'),
          loop: loop(mode, {
            collection: 'people',
            inputElement: 'who',
            outputElement: 'who',
            outputCollection: 'signed',
          }),
        })
        .end('end')
        .row('start', 'sign', 'end')
        .plan(),
    );

  it('to a parallel multi-instance runs at once and counts', () => {
    const run = drive(signing('parallel')).start({ people: ['u-1', 'u-2'] });
    run.accept({ type: 'addInstance', scopeId: bodyOf(run), item: 'u-3', reason: 'one more' });
    expect(Object.values(run.state.workItems).map(({ assignee }) => assignee)).toEqual(['u-1', 'u-2', 'u-3']);
    expect(run.state.scopes[bodyOf(run)]?.loop).toMatchObject({ total: 3, started: 3, active: 3 });
    for (const place of [2, 1, 0])
      run.accept(
        { type: 'completeWorkItem', workItemId: run.item('sign', place).id, variables: {} },
        { kind: 'user', userId: run.item('sign', place).assignee ?? '', roles: [] },
      );
    expect(run.variables).toMatchObject({ signed: ['u-1', 'u-2', 'u-3'] });
  });

  it('to a sequential multi-instance comes at its place among those still to come', () => {
    const run = drive(signing('sequential')).start({ people: ['u-1', 'u-2', 'u-3'] });
    run.accept({ type: 'addInstance', scopeId: bodyOf(run), item: 'u-9', place: 0, reason: 'one more' });
    run.accept({ type: 'addInstance', scopeId: bodyOf(run), item: 'u-8', reason: 'one more' });
    while (run.state.status === 'active') {
      const { id: workItemId, assignee = '' } = run.item('sign');
      run.accept(
        { type: 'completeWorkItem', workItemId, variables: {} },
        { kind: 'user', userId: assignee, roles: [] },
      );
    }
    expect(run.variables).toMatchObject({ signed: ['u-1', 'u-9', 'u-2', 'u-3', 'u-8'] });
  });

  it('is refused where there is no multi-instance', () => {
    const run = drive(signing('parallel')).start({ people: ['u-1'] });
    const refused = run.send({ type: 'addInstance', scopeId: run.state.rootScopeId, item: null, reason: 'x' });
    expect(refused).toMatchObject({ ok: false, rejection: { code: 'SCOPE_GONE' } });
  });

  it('is not added to an activity with a negative number of instances: that is an incident', () => {
    const plan = processOf('p')
      .start('start')
      .user('sign', { loop: loop('parallel', { cardinality: 'n' }) })
      .end('end')
      .row('start', 'sign', 'end');
    const run = drive(programOf(plan.plan())).start({ n: -1 });
    expect(run.incidents).toEqual(['sign EXPRESSION_FAILED']);
    expect(run.resolve({ n: 1 }).item('sign')).toBeDefined();
  });
});

describe('a loop around any activity', () => {
  type Build = (plan: ReturnType<typeof processOf>, extra: { readonly loop: LoopPlan }) => unknown;
  type Finish = (run: ReturnType<typeof drive>) => unknown;
  const inner = (plan: ReturnType<typeof processOf>): unknown =>
    plan.start('s').user('ask').end('e').row('s', 'ask', 'e');
  const activities: readonly (readonly [string, Build, Finish])[] = [
    ['user task', (plan, extra) => plan.user('a', extra), (run) => run.done('a')],
    ['service task', (plan, extra) => plan.service('a', extra), (run) => run.jobDone('a')],
    ['receive task', (plan, extra) => plan.receive('a', 'news', '"k"', extra), (run) => run.deliver('a')],
    ['call activity', (plan, extra) => plan.call('a', 'other', extra), (run) => run.callDone('a')],
    ['script task', (plan, extra) => plan.script('a', 'n + 1', 'n', extra), () => undefined],
    ['undefined task', (plan, extra) => plan.task('a', extra), () => undefined],
    ['manual task', (plan, extra) => plan.task('a', { type: 'manualTask', ...extra }), () => undefined],
    ['sub-process', (plan, extra) => plan.sub('a', inner, extra), (run) => run.done('ask')],
    ['transaction', (plan, extra) => plan.transaction('a', inner, extra), (run) => run.done('ask')],
    [
      'ad-hoc sub-process',
      (plan, extra) => plan.adHoc('a', (body) => body.task('b'), extra),
      (run) => {
        const open = Object.values(run.state.scopes).find(
          ({ kind, elementId }) => kind === 'subProcess' && elementId === 'a',
        );
        return run.accept({ type: 'startAdHocActivity', scopeId: open?.id ?? '', activityId: 'b', variables: {} });
      },
    ],
  ];

  it.each(activities)('runs a %s three times, at once or one after the other', (_name, build, finish) => {
    for (const plan of [
      loop('parallel', { cardinality: '3' }),
      loop('sequential', { cardinality: '3' }),
      loop('standard', { maximum: 3 }),
    ]) {
      const process = processOf('p').start('start').end('end').row('start', 'a', 'end');
      build(process, { loop: plan });
      const run = drive(programOf(process.plan())).start({ n: 0 });
      for (let turns = 0; run.state.status === 'active' && turns < 3; turns += 1) finish(run);
      expect(run.state.status).toBe('completed');
      expect(run.trail('elementCompleted').filter((id) => id === 'a')).toHaveLength(4);
    }
  });
});
