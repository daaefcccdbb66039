import { describe, expect, it } from '@jest/globals';
import type { AddSigners } from '../../../engine/model/commands/signing.js';
import type { Outcome } from '../../../engine/model/outcome.js';
import type { UserTaskPlan } from '../../../engine/model/plan.js';
import type { InstanceDriver } from '../../kit/instance-driver.js';
import { drive, person } from '../../kit/instance-driver.js';
import { loop, mappings, processOf, programOf, value } from '../../kit/process-builder.js';
import { answer, answers, asked, atDecision, itemOf, policy } from './approval-kit.js';

function add(run: InstanceDriver, by: string, position: AddSigners['position'], ...users: readonly string[]): Outcome {
  const signers = users.map((one) =>
    one.startsWith('role:') ? { group: one.slice('role:'.length) } : { user: person(one) },
  );
  return run.send({ type: 'addSigners', workItemId: itemOf(run, by).id, signers, position }, person(by));
}

function remove(run: InstanceDriver, user: string, by = person('u-boss', ['approver'])): Outcome {
  const token = Object.values(run.state.tokens).find(({ approval }) => approval);
  const approverId = token?.approval?.approvers.find((one) => one.user === user)?.id ?? '';
  return run.send({ type: 'removeSigner', tokenId: token?.id ?? '', approverId, reason: 'x' }, by);
}

function code(outcome: Outcome): string {
  return outcome.ok ? 'ok' : outcome.rejection.code;
}

/** `start -> first -> decide -> end` without a policy, held by u-h. */
function plain(extra: Partial<Omit<UserTaskPlan, 'id' | 'type'>> = {}): InstanceDriver {
  const plan = processOf('p')
    .start('start')
    .user('first')
    .user('decide', { assignee: value('u-h'), ...extra })
    .end('end')
    .row('start', 'first', 'decide', 'end')
    .plan();
  return drive(programOf(plan)).start().done('first', {}, person('u-first'));
}

describe('signers added to an approval (加签)', () => {
  it('beside the holder are asked at once', () => {
    const run = atDecision(policy('all', { approvers: value('u-a, u-b') }));
    expect(code(add(run, 'u-a', 'beside', 'u-x'))).toBe('ok');
    expect(asked(run)).toEqual(['u-a', 'u-b', 'u-x']);
    answers(run, 'approve', 'u-a', 'u-b');
    expect(run.state.status).toBe('active');
    expect(answers(run, 'approve', 'u-x').variables).toMatchObject({ outcome: 'approved', tally: { approvers: 3 } });
  });

  it('before the holder are asked first, and the work item of the holder rests with its id', () => {
    const run = atDecision(policy('all', { approvers: value('u-a, u-b') }));
    const { id } = itemOf(run, 'u-a');
    add(run, 'u-a', 'before', 'u-x', 'role:head');
    expect(asked(run)).toEqual(['u-b', 'u-x', 'head']);
    expect(code(answer(run, 'u-a', 'approve'))).toBe('SUSPENDED');
    expect(code(run.send({ type: 'resumeWorkItem', workItemId: id }))).toBe('NOT_ALLOWED');
    answers(run, 'approve', 'u-x');
    run.accept({ type: 'claimWorkItem', workItemId: run.item('decide', 2).id }, person('u-head', ['head']));
    answers(run, 'approve', 'u-head');
    expect(itemOf(run, 'u-a')).toMatchObject({ id, state: 'claimed' });
    expect(answers(run, 'approve', 'u-a', 'u-b').variables['outcome']).toBe('approved');
  });

  it('after the holder are asked when the holder has answered, before the next in turn', () => {
    const run = atDecision(policy('inTurn', { approvers: value('u-a, u-b') }));
    add(run, 'u-a', 'after', 'u-x');
    expect(asked(run)).toEqual(['u-a']);
    expect(asked(answers(run, 'approve', 'u-a'))).toEqual(['u-x']);
    expect(asked(answers(run, 'approve', 'u-x'))).toEqual(['u-b']);
    answers(run, 'approve', 'u-b');
    expect(run.variables['votes']).toMatchObject([{ user: 'u-a' }, { user: 'u-x' }, { user: 'u-b' }]);
  });

  it('beside the holder in turn go before the next, too', () => {
    const run = atDecision(policy('inTurn', { approvers: value('u-a, u-b') }));
    add(run, 'u-a', 'beside', 'u-x');
    expect(asked(answers(run, 'approve', 'u-a'))).toEqual(['u-x']);
    expect(asked(answers(run, 'approve', 'u-x'))).toEqual(['u-b']);
  });

  it('are refused when they are asked already, must keep away, or would have nothing to say', () => {
    const run = atDecision(policy('all'), { notSameUserAs: ['draft'] });
    expect(code(add(run, 'u-a', 'beside', 'u-b'))).toBe('ALREADY_HELD');
    expect(code(add(run, 'u-a', 'beside', 'u-x', 'u-x'))).toBe('ALREADY_HELD');
    expect(add(run, 'u-a', 'beside', 'u-drafter')).toMatchObject({
      rejection: { code: 'SEPARATION_OF_DUTIES', detail: { element: 'draft', userId: 'u-drafter' } },
    });
    expect(code(add(run, 'u-a', 'beside'))).toBe('BAD_VALUE');
    expect(code(add(atDecision(policy('any')), 'u-a', 'after', 'u-x'))).toBe('BAD_VALUE');
  });

  it('who voted and left are not asked again', () => {
    const run = atDecision(policy('all', { approvers: value('role:head, u-b') }));
    run.accept({ type: 'claimWorkItem', workItemId: run.item('decide').id }, person('u-h', ['head']));
    answers(run, 'approve', 'u-h');
    expect(code(add(run, 'u-b', 'beside', 'u-h'))).toBe('ALREADY_VOTED');
  });

  it('stand in the history with all others, before and after', () => {
    const run = atDecision(policy('all', { approvers: value('u-a') }));
    add(run, 'u-a', 'beside', 'u-x');
    const done = run.history.findLast(({ type }) => type === 'operationDone');
    expect(done?.data).toMatchObject({
      before: { approvers: [{ user: 'u-a' }] },
      after: { approvers: [{ user: 'u-a' }, { user: 'u-x' }] },
    });
  });
});

describe('signers added to a task without a policy', () => {
  it('make it wait until everybody has answered, whatever they say', () => {
    const run = plain();
    add(run, 'u-h', 'beside', 'u-x');
    answer(run, 'u-h', 'approve', { variables: { note: 'h' } });
    expect(run.state.status).toBe('active');
    answer(run, 'u-x', 'refuse', { opinion: 'no', variables: { other: 'x' } });
    expect(run.state.status).toBe('completed');
    expect(run.variables).toEqual({ note: 'h', other: 'x' });
    expect(run.state.performers['decide']).toEqual(['u-h', 'u-x']);
  });

  it('before the holder give an opinion, and the holder decides', () => {
    const run = plain();
    add(run, 'u-h', 'before', 'u-x');
    run.done('decide', {}, person('u-x'), 1);
    expect(asked(run)).toEqual(['u-h']);
    run.done('decide', {}, person('u-h'));
    expect(run.state.status).toBe('completed');
  });

  it('leave inputs and output mappings as they are', () => {
    const run = plain({ inputs: mappings({ hint: '"look"' }), outputs: mappings({ kept: 'hint + one + two' }) });
    add(run, 'u-h', 'beside', 'u-x');
    answer(run, 'u-h', 'approve', { variables: { one: ' 1' } });
    answer(run, 'u-x', 'approve', { variables: { two: ' 2' } });
    expect(run.variables).toEqual({ kept: 'look 1 2' });
  });
});

describe('a signer who is removed (减签)', () => {
  it('is not asked any more; the others may be enough now', () => {
    const run = atDecision(policy('all'));
    answers(run, 'approve', 'u-a', 'u-b');
    expect(code(remove(run, 'u-c'))).toBe('ok');
    expect(run.state.status).toBe('completed');
    expect(run.variables).toMatchObject({ outcome: 'approved', tally: { approvers: 2 } });
  });

  it('makes room for the next in turn, and for a holder who waited', () => {
    const turn = atDecision(policy('inTurn'));
    remove(turn, 'u-a');
    expect(asked(turn)).toEqual(['u-b']);
    const held = atDecision(policy('all', { approvers: value('u-a') }));
    add(held, 'u-a', 'before', 'u-x');
    expect(asked(held)).toEqual(['u-x']);
    remove(held, 'u-x');
    expect(asked(held)).toEqual(['u-a']);
  });

  it('is taken back by who added it, and by heads, by nobody else', () => {
    const run = atDecision(policy('all'));
    add(run, 'u-a', 'beside', 'u-x', 'u-y');
    expect(code(remove(run, 'u-x', person('u-b')))).toBe('NOT_ALLOWED');
    expect(code(remove(run, 'u-x', person('u-a')))).toBe('ok');
    expect(code(remove(run, 'u-b', person('u-a')))).toBe('NOT_ALLOWED');
    expect(code(remove(run, 'u-y'))).toBe('ok');
  });

  it('is not the last one, and not one who has answered', () => {
    const run = atDecision(policy('all', { approvers: value('u-a') }));
    expect(code(remove(run, 'u-a'))).toBe('LAST_APPROVER');
    const two = answers(atDecision(policy('all')), 'approve', 'u-a');
    expect(code(remove(two, 'u-a'))).toBe('APPROVER_GONE');
  });
});

describe('signers in a multi-instance task over people', () => {
  function over(mode: 'parallel' | 'sequential', people: readonly string[] = ['u-a', 'u-b']): InstanceDriver {
    const plan = processOf('p')
      .start('start')
      .user('decide', {
        assignee: value('=approver'),
        loop: loop(mode, {
          collection: 'people',
          inputElement: 'approver',
          outputCollection: 'opinions',
          outputElement: 'approver',
        }),
      })
      .end('end')
      .row('start', 'decide', 'end')
      .plan();
    return drive(programOf(plan)).start({ people });
  }

  it('are instances like the others', () => {
    const run = over('parallel');
    add(run, 'u-a', 'beside', 'u-x');
    expect(asked(run)).toEqual(['u-a', 'u-b', 'u-x']);
    run.done('decide', {}, person('u-a')).done('decide', {}, person('u-b')).done('decide', {}, person('u-x'));
    expect(run.variables['opinions']).toEqual(['u-a', 'u-b', 'u-x']);
  });

  it('come next in a sequential one', () => {
    const run = over('sequential');
    add(run, 'u-a', 'after', 'u-x', 'u-y');
    const order: string[] = [];
    for (let who = asked(run)[0]; who !== undefined; who = asked(run)[0]) {
      order.push(who);
      run.done('decide', {}, person(who));
    }
    expect(order).toEqual(['u-a', 'u-x', 'u-y', 'u-b']);
  });

  it('can be removed again, down to the last', () => {
    const run = over('parallel');
    const drop = (user: string) =>
      code(
        run.send(
          { type: 'removeSigner', tokenId: itemOf(run, user).tokenId, approverId: '', reason: 'x' },
          person('u-boss', ['approver']),
        ),
      );
    expect(drop('u-a')).toBe('ok');
    expect(asked(run)).toEqual(['u-b']);
    expect(drop('u-b')).toBe('LAST_APPROVER');
    run.done('decide', {}, person('u-b'));
    expect(run.state.status).toBe('completed');
    expect(run.variables['opinions']).toEqual([null, 'u-b']);
  });

  it('before the holder of one instance answer inside that instance', () => {
    const run = over('parallel');
    add(run, 'u-a', 'before', 'u-x');
    expect(asked(run)).toEqual(['u-b', 'u-x']);
    answers(run, 'approve', 'u-x', 'u-a');
    run.done('decide', {}, person('u-b'));
    expect(run.variables['opinions']).toEqual(['u-a', 'u-b']);
  });
});
