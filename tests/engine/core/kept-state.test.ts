import { describe, expect, it } from '@jest/globals';
import type { InstanceDriver } from '../../kit/instance-driver.js';
import { drive, MONDAY, person } from '../../kit/instance-driver.js';
import { ADMIN, WHY } from '../../kit/operation-shapes.js';
import { loop, message, processOf, programOf, value } from '../../kit/process-builder.js';
import { answer, answers, atDecision, itemOf, policy } from '../operations/approval-kit.js';

const HOUR = 3_600_000;

const scopeOf = (run: InstanceDriver, elementId: string) =>
  Object.values(run.state.scopes).find((scope) => scope.elementId === elementId);

describe('the state keeps of votes', () => {
  it('who was in favour', () => {
    const run = atDecision(policy('all', { refusal: 'end', earlyFinish: false }));
    answers(run, 'approve', 'u-a');
    expect(run.state.approvedBy).toEqual({ decide: ['u-a'] });
    answers(run, 'refuse', 'u-b');
    expect(run.state.approvedBy).toEqual({ decide: ['u-a'] });
  });

  it('nothing of somebody who has changed to a refusal the next time, and the others stay', () => {
    const plan = processOf('p')
      .start('s')
      .xor('again')
      .user('decide', { policy: policy('all', { approvers: value('u-a, u-b'), earlyFinish: false }) })
      .xor('enough')
      .end('e')
      .row('s', 'again', 'decide', 'enough')
      .flow('enough', 'e', 'outcome = "approved" and done')
      .flow('enough', 'again', { default: true })
      .plan();
    const run = answers(drive(programOf(plan)).start({ done: false }), 'approve', 'u-a', 'u-b');
    expect(run.state.approvedBy).toEqual({ decide: ['u-a', 'u-b'] });
    expect(answers(run, 'refuse', 'u-a').state.approvedBy).toEqual({ decide: ['u-b'] });
    expect(answers(run, 'approve', 'u-b').state.approvedBy).toEqual({ decide: ['u-b'] });
    expect(answers(run, 'approve', 'u-a').state.approvedBy).toEqual({ decide: ['u-b', 'u-a'] });
  });

  it('the person in whose place somebody has voted', () => {
    const run = atDecision(policy('all', { approvers: value('u-a, u-b') }));
    const { id: workItemId } = itemOf(run, 'u-a');
    const onBehalfOf = { userId: 'u-a', roles: [], proxyId: 'x', from: 0, until: MONDAY + HOUR };
    const vote = { decision: 'approve' } as const;
    run.accept({ type: 'completeWorkItem', workItemId, variables: {}, vote, onBehalfOf }, person('u-x'));
    expect(run.state.approvedBy).toEqual({ decide: ['u-a'] });
    const completed = run.history.filter(({ type }) => type === 'workItemCompleted').at(-1);
    expect(completed?.data).toEqual({ workItemId, onBehalfOf: 'u-a' });
    const cast = run.history.find(({ type }) => type === 'voteCast');
    expect(cast?.data).toMatchObject({ vote: { userId: 'u-x', onBehalfOf: 'u-a', at: MONDAY } });
    expect(answer(run, 'u-b', 'approve')).toMatchObject({ ok: true });
    const own = run.history.filter(({ type }) => type === 'workItemCompleted').at(-1);
    expect(own?.data).not.toHaveProperty('onBehalfOf');
  });
});

describe('the state keeps of a case that rests', () => {
  const resting = (suspendStopsClock: boolean) => {
    const plan = processOf('p').start('s').user('a', { caseStatus: 'inWork' }).end('e').row('s', 'a', 'e').plan();
    const run = drive(programOf({ ...plan, suspendStopsClock })).start();
    run.at += HOUR;
    run.accept({ type: 'suspendInstance', ...WHY }, ADMIN);
    run.at += HOUR;
    return run.accept({ type: 'resumeInstance' }, ADMIN).state.clock.trail;
  };

  it('from when to when its clock stood still, where the process says so', () => {
    const status = 'inWork';
    expect(resting(true)).toEqual([
      { at: MONDAY, status },
      { at: MONDAY + HOUR, status, isSuspended: true },
      { at: MONDAY + 2 * HOUR, status },
    ]);
    expect(resting(false)).toEqual([{ at: MONDAY, status }]);
  });
});

describe('the state keeps of a loop', () => {
  it('a place among its results for an instance that was added', () => {
    const plan = processOf('p')
      .start('s')
      .user('sign', {
        assignee: value('=who'),
        loop: loop('parallel', {
          collection: 'people',
          inputElement: 'who',
          outputElement: 'who',
          outputCollection: 'signed',
        }),
      })
      .end('e')
      .row('s', 'sign', 'e')
      .plan();
    const run = drive(programOf(plan)).start({ people: ['u-1', 'u-2'], note: 'kept' });
    const body = () => Object.values(run.state.scopes).find((scope) => scope.loop !== undefined);
    expect(body()?.variables).toMatchObject({ signed: [null, null] });
    run.accept({ type: 'addInstance', scopeId: body()?.id ?? '', item: 'u-3', reason: 'one more' });
    expect(body()).toMatchObject({ variables: { signed: [null, null, null] }, loop: { total: 3 } });
    run.done('sign', {}, person('u-1'));
    expect(body()).toMatchObject({
      variables: { signed: ['u-1', null, null] },
      loop: { total: 3, started: 3, active: 2, completed: 1, terminated: 0 },
    });
  });
});

describe('the state keeps of an ad-hoc sub-process', () => {
  it('how often each of its activities was done, events and gateways not counted', () => {
    const plan = processOf('p')
      .start('s')
      .adHoc('any', (inner) => inner.user('a').user('b').xor('x').user('c').row('b', 'x', 'c'), {
        completionCondition: 'enough',
      })
      .end('e')
      .row('s', 'any', 'e')
      .plan();
    const run = drive(programOf(plan)).start({ enough: false });
    const scopeId = scopeOf(run, 'any')?.id ?? '';
    const open = (activityId: string) => run.accept({ type: 'startAdHocActivity', scopeId, activityId, variables: {} });
    open('a').done('a');
    open('a').done('a');
    open('b').done('b');
    expect(scopeOf(run, 'any')?.adHoc).toEqual({ completed: { a: 2, b: 1 } });
  });
});

describe('the state keeps of complex gateways', () => {
  const turns = () => {
    const plan = processOf('p')
      .start('s')
      .and('all')
      .sub('inner', (inner) =>
        inner
          .start('is')
          .and('if')
          .user('a')
          .user('b')
          .complex('ig', 'activationCount >= 1')
          .end('ie')
          .row('is', 'if', 'a', 'ig', 'ie')
          .row('if', 'b', 'ig'),
      )
      .boundary('stop', 'inner', message('stop', '1'))
      .and('f')
      .user('c')
      .user('d')
      .complex('g', 'activationCount >= 1')
      .end('e')
      .row('s', 'all', 'inner', 'e')
      .row('all', 'f', 'c', 'g', 'e')
      .row('f', 'd', 'g')
      .row('stop', 'e')
      .plan();
    return drive(programOf(plan)).start().done('a').done('c');
  };
  const keys = (run: InstanceDriver) => Object.keys(run.state.gateways ?? {}).map((key) => key.split(':')[1]);

  it('what each has consumed, until its scope is gone; others keep theirs', () => {
    const run = turns();
    expect(keys(run).toSorted()).toEqual(['g', 'ig']);
    expect(keys(run.deliver('stop'))).toEqual(['g']);
    run.done('d');
    expect(run.state).not.toHaveProperty('gateways');
    expect(run.state.status).toBe('completed');
  });
});

describe('the state keeps of the way through a process', () => {
  it('who did each step last, and of a sub-process what is done, for the process it was in', () => {
    const plan = processOf('p')
      .start('s')
      .user('first')
      .sub('inner', (inner) =>
        inner.start('is').user('deep').user('deeper').end('ie').row('is', 'deep', 'deeper', 'ie'),
      )
      .user('last')
      .end('e')
      .row('s', 'first', 'inner', 'last', 'e')
      .plan();
    const run = drive(programOf(plan)).start().done('first', {}, person('u-1')).done('deep', {}, person('u-2'));
    const who = (elementId: string) =>
      Object.entries(scopeOf(run, elementId)?.path ?? {}).map(([step, { userId }]) => `${step} ${userId}`);
    expect(who('p')).toEqual(['first u-1']);
    expect(who('inner')).toEqual(['deep u-2']);
    run.done('deeper', {}, person('u-3'));
    expect(who('p')).toEqual(['first u-1', 'deep u-2', 'deeper u-3']);
  });

  it('which variables a called process has written, for its caller', () => {
    const plan = processOf('p').start('s').user('a').user('b').end('e').row('s', 'a', 'b', 'e').plan();
    const written = (run: InstanceDriver) =>
      scopeOf(run.done('a', { x: 1, y: 2 }).accept({ type: 'setVariables', variables: { x: 3 }, ...WHY }, ADMIN), 'p')
        ?.written;
    const parent = { instanceId: 'above', callId: 'c1', depth: 1 };
    expect(written(drive(programOf(plan)).start({ x: 0 }, { parent }))).toEqual(['x', 'y']);
    expect(written(drive(programOf(plan)).start({ x: 0 }))).toBeUndefined();
  });
});
