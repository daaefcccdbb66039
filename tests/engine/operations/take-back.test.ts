import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../engine/model/outcome.js';
import { planReopening, planRestart, planUndo, planWithdrawal } from '../../../engine/operations/plan-restoration.js';
import { transition } from '../../../engine/core/transition.js';
import { replay } from '../../../engine/core/replay.js';
import type { InstanceDriver } from '../../kit/instance-driver.js';
import { drive, person } from '../../kit/instance-driver.js';
import {
  ADMIN,
  calling,
  finish,
  fork,
  manySub,
  manyTask,
  nested,
  portrait,
  row,
  standing,
  WHY,
} from '../../kit/operation-shapes.js';

const U = person('u-1');

/** Takes the last completion of u-1 back; answers the code of a refusal. */
function takeBack(run: InstanceDriver): string {
  const plan = planWithdrawal(run.history, run.state, U.userId);
  if (!plan.ok) return plan.rejection.code;
  return codeOf(run.send(plan.body, U));
}

function codeOf(outcome: Outcome): string {
  return outcome.ok ? 'ok' : outcome.rejection.code;
}

/** Completes a task and takes it back: everything must stand as before. */
function thereAndBack(run: InstanceDriver, elementId: string, place = 0): void {
  const item = run.item(elementId, place);
  if (item.state === 'ready') run.accept({ type: 'claimWorkItem', workItemId: item.id }, U);
  const before = portrait(run);
  run.done(elementId, {}, U, place);
  expect(portrait(run)).not.toEqual(before);
  expect(takeBack(run)).toBe('ok');
  expect(portrait(run)).toEqual(before);
  finish(run);
  expect(run.state.status).toBe('completed');
}

describe('taking a completed task back', () => {
  it('puts it before whoever completed it, in a row', () => thereAndBack(drive(row()).start(), 'a'));
  it('in a parallel branch', () => thereAndBack(drive(fork()).start().done('first').done('b1'), 'a1'));
  it('before a join', () => thereAndBack(drive(fork()).start().done('first').done('a1'), 'a2'));
  it('at the fork', () => thereAndBack(drive(fork()).start(), 'first'));
  it('behind which a join has fired', () =>
    thereAndBack(drive(fork()).start().done('first').done('b1').done('b2').done('a1'), 'a2'));
  it('in a nested sub-process', () => thereAndBack(drive(nested()).start().done('before'), 'x'));
  it('that had ended nested sub-processes', () => thereAndBack(drive(nested()).start().done('before').done('x'), 'y'));
  it('that had begun them', () => thereAndBack(drive(nested()).start(), 'before'));
  it.each(['parallel', 'sequential'] as const)('in one instance of a %s sub-process', (mode) => {
    thereAndBack(drive(manySub(mode)).start().done('before'), 'x');
  });
  it.each(['parallel', 'sequential'] as const)('that had ended one instance of a %s sub-process', (mode) => {
    thereAndBack(drive(manySub(mode)).start().done('before').done('x'), 'y');
  });
  it.each(['parallel', 'sequential'] as const)('of one of several people, %s', (mode) => {
    thereAndBack(drive(manyTask(mode)).start().done('before'), 'sign');
  });
  it.each(['parallel', 'sequential'] as const)('of the last of several people, %s', (mode) => {
    thereAndBack(drive(manyTask(mode)).start().done('before').done('sign').done('sign'), 'sign');
  });
  it('that had called another process, which is cancelled', () => {
    const run = drive(calling()).start();
    thereAndBack(run, 'before');
    expect(run.asked).toContain('cancelChild');
  });

  it('is refused once the next has claimed, and leaves it alone', () => {
    const run = drive(row()).start().done('a', {}, U);
    run.claim('b', person('u-2'));
    expect(takeBack(run)).toBe('ALREADY_ACTED');
  });

  it('is refused once the next has completed, and once the case has ended', () => {
    const run = drive(row()).start().done('a', {}, U).done('b', {}, person('u-2'));
    expect(takeBack(run)).toBe('ALREADY_ACTED');
  });

  it('does not touch what others did beside it meanwhile', () => {
    const run = drive(fork()).start().done('first').done('a1', {}, U).done('b1', {}, person('u-2'));
    expect(takeBack(run)).toBe('ok');
    expect(standing(run)).toEqual(['a1', 'b2']);
    const many = drive(manyTask('parallel')).start().done('before').done('sign', {}, U).done('sign', {}, person('u-2'));
    expect(takeBack(many)).toBe('ok');
    expect(standing(many)).toEqual(['sign', 'sign']);
    expect(finish(many).variables['signed']).toEqual([1, 2, 3]);
  });

  it('is refused for a plan made before something else happened', () => {
    const run = drive(fork()).start().done('first').done('a1', {}, U);
    const plan = planWithdrawal(run.history, run.state, U.userId);
    run.done('b1', {}, person('u-2'));
    expect(plan.ok && codeOf(run.send(plan.body, U))).toBe('STATE_MOVED');
  });

  it('is nothing for who has completed nothing', () => {
    const run = drive(row()).start();
    expect(takeBack(run)).toBe('NOTHING_TO_RESTORE');
  });
});

describe('undoing an operation', () => {
  it('restores what a return or a jump had moved', () => {
    const run = drive(fork()).start().done('first').done('b1').done('a1');
    const before = portrait(run);
    for (const elementId of ['first', 'last', 'b2', 'end']) {
      const { tokenId } = run.item('a2');
      if (elementId !== 'end') run.accept({ type: 'jump', from: { tokenId }, elementId, ...WHY }, ADMIN);
      else run.accept({ type: 'returnTask', from: { tokenId }, to: 'previous', resume: 'direct', ...WHY }, ADMIN);
      const plan = planUndo(run.history, run.state);
      expect(plan.ok && codeOf(run.send({ ...plan.body, ...WHY }, ADMIN))).toBe('ok');
      expect(portrait(run)).toEqual(before);
    }
    expect(finish(run).state.status).toBe('completed');
  });
});

describe('reopening an ended case', () => {
  it('goes on from where it stood before it ended, with its variables', () => {
    const run = drive(row()).start().done('a').done('b').done('c', { final: 1 });
    expect(run.state.status).toBe('completed');
    const plan = planReopening(run.history, run.state);
    expect(plan.ok && codeOf(run.send({ ...plan.body, ...WHY }, ADMIN))).toBe('ok');
    expect(standing(run)).toEqual(['c']);
    expect(run.variables).toEqual({ final: 1 });
    expect(run.state).not.toHaveProperty('endedAt');
    expect(finish(run).state.status).toBe('completed');
  });

  it('goes on from any earlier step, with loops and joins as they stood', () => {
    const run = drive(fork()).start().done('first').done('a1').done('a2');
    const then = portrait(run);
    const { revision } = run.state;
    finish(run);
    const plan = planReopening(run.history, run.state, revision);
    expect(plan.ok && codeOf(run.send({ ...plan.body, ...WHY }, ADMIN))).toBe('ok');
    expect(portrait(run)).toEqual(then);
    expect(finish(run).state.status).toBe('completed');
  });

  it('is refused while it is active', () => {
    const run = drive(row()).start().done('a');
    expect(planReopening(run.history, run.state)).toMatchObject({ rejection: { code: 'INSTANCE_ACTIVE' } });
    const plan = planReopening(run.history, { ...run.state, status: 'completed' });
    expect(plan.ok && codeOf(run.send({ ...plan.body, ...WHY }, ADMIN))).toBe('INSTANCE_ACTIVE');
  });
});

describe('restarting from a step', () => {
  it('makes a new instance that stands where the other stood, and says where it came from', () => {
    const run = drive(manySub('parallel')).start({ n: 7 }).done('before').done('x').done('y');
    const { revision } = run.state;
    const then = portrait(run);
    finish(run);
    const plan = planRestart(run.history, revision, 'j');
    if (!plan.ok) throw new Error(plan.rejection.code);
    const command = { id: 'k', at: run.at, actor: ADMIN, ...WHY, ...plan.body };
    const outcome = transition(run.program, undefined, command);
    if (!outcome.ok) throw new Error(outcome.rejection.code);
    expect(replay(outcome.history)).toStrictEqual(outcome.state);
    expect(portrait({ state: outcome.state })).toEqual(then);
    expect(outcome.state).toMatchObject({ instanceId: 'j', performers: { before: ['u-1'] } });
    expect(outcome.history.find(({ type }) => type === 'operationDone')?.data).toMatchObject({
      before: { instanceId: 'i', revision },
    });
    expect(transition(run.program, outcome.state, command)).toMatchObject({ rejection: { code: 'INSTANCE_EXISTS' } });
  });
});

describe('taking the whole request back', () => {
  it('ends it while nobody has acted', () => {
    const run = drive(row()).start();
    run.accept({ type: 'withdrawRequest' }, person('u-owner'));
    expect(run.state.status).toBe('cancelled');
  });

  it('is refused for others, and once somebody has claimed or done something', () => {
    const run = drive(row()).start();
    expect(codeOf(run.send({ type: 'withdrawRequest' }, U))).toBe('NOT_ALLOWED');
    run.at += 1;
    run.claim('a', U);
    expect(codeOf(run.send({ type: 'withdrawRequest' }, person('u-owner')))).toBe('ALREADY_ACTED');
    const other = drive(row()).start().done('a');
    expect(codeOf(other.send({ type: 'withdrawRequest' }, person('u-owner')))).toBe('ALREADY_ACTED');
  });
});
