import { describe, expect, it } from '@jest/globals';
import { planUndo, planWithdrawal } from '../../../engine/operations/plan-restoration.js';
import type { InstanceDriver } from '../../kit/instance-driver.js';
import { drive, person } from '../../kit/instance-driver.js';
import { loop, processOf, programOf, value } from '../../kit/process-builder.js';
import { answer, answers, asked, atDecision, itemOf, policy } from './approval-kit.js';

/** A person takes the own last answer back; answers the code of a refusal. */
function takeBack(run: InstanceDriver, user: string): string {
  const plan = planWithdrawal(run.history, run.state, user);
  if (!plan.ok) return plan.rejection.code;
  const outcome = run.send(plan.body, person(user));
  return outcome.ok ? 'ok' : outcome.rejection.code;
}

function undo(run: InstanceDriver): string {
  const plan = planUndo(run.history, run.state);
  if (!plan.ok) return plan.rejection.code;
  const outcome = run.send({ ...plan.body, reason: 'x' }, person('u-root', ['sysadmin']));
  return outcome.ok ? 'ok' : outcome.rejection.code;
}

/** The people whose answers stand. */
function voted(run: InstanceDriver): readonly string[] {
  return Object.values(run.state.tokens).flatMap(({ approval }) =>
    (approval?.approvers ?? []).flatMap(({ vote }) => vote?.userId ?? []),
  );
}

describe('an answer taken back (撤回)', () => {
  it('is asked for again, and the answers of the others stand', () => {
    const run = answers(atDecision(policy('all')), 'approve', 'u-a', 'u-b');
    expect(takeBack(run, 'u-b')).toBe('ok');
    expect(voted(run)).toEqual(['u-a']);
    expect(asked(run)).toEqual(['u-b', 'u-c']);
    answers(run, 'approve', 'u-b', 'u-c');
    expect(run.variables).toMatchObject({ outcome: 'approved', tally: { approved: 3 } });
  });

  it('also after it has ended the approval, while nobody has gone on', () => {
    const plan = processOf('p')
      .start('start')
      .user('decide', { policy: policy('all') })
      .user('next', { candidateUsers: value('u-n') })
      .end('end')
      .row('start', 'decide', 'next', 'end')
      .plan();
    const at = () => answers(drive(programOf(plan)).start(), 'approve', 'u-a', 'u-b', 'u-c');
    const run = at();
    expect(takeBack(run, 'u-c')).toBe('ok');
    expect(voted(run)).toEqual(['u-a', 'u-b']);
    expect(asked(run)).toEqual(['u-c']);
    expect(asked(run, 'next')).toEqual([]);
    answer(run, 'u-c', 'refuse');
    expect(run.variables['outcome']).toBe('refused');
    const late = at();
    late.claim('next', person('u-n'));
    expect(takeBack(late, 'u-c')).toBe('ALREADY_ACTED');
  });

  it('is too late when the next in turn has answered', () => {
    const run = answers(atDecision(policy('inTurn')), 'approve', 'u-a');
    expect(asked(run)).toEqual(['u-b']);
    expect(takeBack(run, 'u-a')).toBe('ok');
    expect(asked(run)).toEqual(['u-a']);
    answers(run, 'approve', 'u-a', 'u-b');
    expect(takeBack(run, 'u-a')).toBe('ALREADY_ACTED');
  });

  it('inside one instance of a multi-instance task leaves the other instances alone', () => {
    const plan = processOf('p')
      .start('start')
      .user('decide', {
        policy: policy('all', { approvers: value('=people') }),
        loop: loop('parallel', { collection: 'rooms', inputElement: 'people' }),
      })
      .end('end')
      .row('start', 'decide', 'end')
      .plan();
    const run = drive(programOf(plan)).start({ rooms: [['u-a', 'u-b'], ['u-c']] });
    answers(run, 'approve', 'u-a', 'u-b');
    expect(takeBack(run, 'u-b')).toBe('ok');
    expect(voted(run)).toEqual(['u-a']);
    expect(asked(run).toSorted()).toEqual(['u-b', 'u-c']);
    answers(run, 'approve', 'u-c', 'u-b');
    expect(run.state.status).toBe('completed');
  });
});

describe('an operation on a work item undone (撤销操作)', () => {
  it('gives a handed-over item back to who held it', () => {
    const run = atDecision(policy('all'));
    const { id: workItemId } = itemOf(run, 'u-a');
    const to = { userId: 'u-x', roles: [] };
    run.accept({ type: 'delegateWorkItem', workItemId, to }, person('u-a'));
    expect(undo(run)).toBe('ok');
    expect(itemOf(run, 'u-a')).toMatchObject({ id: workItemId, state: 'claimed' });
    expect(itemOf(run, 'u-a')).not.toHaveProperty('owner');
    expect(itemOf(run, 'u-a')).not.toHaveProperty('questions');
  });

  it('is too late when the other has gone on', () => {
    const run = atDecision(policy('all'));
    const { id: workItemId } = itemOf(run, 'u-a');
    run.accept({ type: 'setPriority', workItemId, priority: 1 }, person('u-boss', ['approver']));
    run.accept({ type: 'startWorkItem', workItemId }, person('u-a'));
    const plan = planUndo(run.history, run.state, run.state.revision - 1);
    expect(plan).toMatchObject({ ok: false, rejection: { code: 'ALREADY_ACTED' } });
  });

  it('asks added signers no more', () => {
    const run = atDecision(policy('all'));
    const { id: workItemId } = itemOf(run, 'u-a');
    const signers = [{ user: person('u-x') }];
    run.accept({ type: 'addSigners', workItemId, signers, position: 'before' }, person('u-a'));
    expect(asked(run)).toEqual(['u-b', 'u-c', 'u-x']);
    expect(undo(run)).toBe('ok');
    expect(asked(run)).toEqual(['u-a', 'u-b', 'u-c']);
  });

  it('that left only a word in the history has nothing to be put back', () => {
    const run = atDecision(policy('all'));
    run.accept({ type: 'addComment', text: 'noted' }, person('u-a'));
    expect(undo(run)).toBe('NOTHING_TO_RESTORE');
  });
});
