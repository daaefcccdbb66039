import { describe, expect, it } from '@jest/globals';
import type { ApprovalPolicyPlan } from '../../../engine/model/plan.js';
import { drive, person } from '../../kit/instance-driver.js';
import { loop, mappings, processOf, programOf, value } from '../../kit/process-builder.js';
import { answer, answers, asked, atDecision, itemOf, policy } from './approval-kit.js';

describe('an approval by all (会签)', () => {
  it('asks everybody at once and passes when all agree', () => {
    const run = atDecision(policy('all'));
    expect(asked(run)).toEqual(['u-a', 'u-b', 'u-c']);
    answers(run, 'approve', 'u-b', 'u-a');
    expect(run.state.status).toBe('active');
    answers(run, 'approve', 'u-c');
    expect(run.state.status).toBe('completed');
    expect(run.variables).toMatchObject({ outcome: 'approved', tally: { approvers: 3, approved: 3, open: 0 } });
  });

  it('ends at the first refusal, and nobody is asked any more', () => {
    const run = atDecision(policy('all'));
    answers(run, 'refuse', 'u-b');
    expect(run.state.status).toBe('completed');
    expect(run.variables).toMatchObject({ outcome: 'refused', tally: { open: 2, refused: 1 } });
    expect(run.trail('workItemCancelled')).toEqual(['decide', 'decide']);
  });

  it('hears everybody all the same when the policy says so', () => {
    const run = atDecision(policy('all', { refusal: 'goOn' }));
    answers(run, 'refuse', 'u-b');
    expect(asked(run)).toEqual(['u-a', 'u-c']);
    answers(run, 'approve', 'u-a', 'u-c');
    expect(run.variables['outcome']).toBe('refused');
  });

  it('collects who said what, in the order of the approvers', () => {
    const run = atDecision(policy('all'));
    answer(run, 'u-c', 'approve', { opinion: 'go' });
    answers(run, 'approve', 'u-a', 'u-b');
    expect(run.variables['votes']).toMatchObject([
      { user: 'u-a', decision: 'approve', opinion: null },
      { user: 'u-b', decision: 'approve', at: '2026-03-02T10:00:00+08:00' },
      { user: 'u-c', decision: 'approve', opinion: 'go', weight: 1 },
    ]);
  });
});

describe('an approval by any one (或签)', () => {
  it('passes with the first who agrees', () => {
    const run = answers(atDecision(policy('any')), 'approve', 'u-c');
    expect(run.variables['outcome']).toBe('approved');
  });

  it('is refused by the first answer, or only by all, as the policy says', () => {
    expect(answers(atDecision(policy('any')), 'refuse', 'u-c').variables['outcome']).toBe('refused');
    const patient = answers(atDecision(policy('any', { refusal: 'goOn' })), 'refuse', 'u-c', 'u-a');
    expect(patient.state.status).toBe('active');
    expect(answers(patient, 'refuse', 'u-b').variables['outcome']).toBe('refused');
  });
});

describe('an approval in turn (依次)', () => {
  it('asks one after the other', () => {
    const run = atDecision(policy('inTurn'));
    expect(asked(run)).toEqual(['u-a']);
    answers(run, 'approve', 'u-a');
    expect(asked(run)).toEqual(['u-b']);
    answers(run, 'approve', 'u-b', 'u-c');
    expect(run.variables['outcome']).toBe('approved');
  });

  it('asks nobody after a refusal', () => {
    const run = answers(atDecision(policy('inTurn')), 'approve', 'u-a');
    answers(run, 'refuse', 'u-b');
    expect(run.variables).toMatchObject({ outcome: 'refused', tally: { open: 1 } });
  });
});

describe('the approvers of a task', () => {
  it('come from FEEL, as users and as roles', () => {
    const run = atDecision(policy('all', { approvers: value('=people') }), {}, { people: ['u-a', 'role:head'] });
    expect(asked(run)).toEqual(['u-a', 'head']);
    const role = run.item('decide', 1).id;
    const claim = (user: string, roles: readonly string[]) =>
      run.send({ type: 'claimWorkItem', workItemId: role }, person(user, roles));
    expect(claim('u-x', [])).toMatchObject({ rejection: { code: 'NOT_CANDIDATE' } });
    expect(claim('u-a', ['head'])).toMatchObject({ rejection: { code: 'ALREADY_VOTED' } });
    expect(claim('u-h', ['head'])).toMatchObject({ ok: true });
    answers(run, 'approve', 'u-a', 'u-h');
    expect(run.variables['votes']).toMatchObject([{ user: 'u-a' }, { user: 'u-h', role: 'head' }]);
  });

  it('are assignee and candidates of the task when the policy names nobody', () => {
    const { approvers: _nobody, ...bare } = policy('all');
    const plan = processOf('p')
      .start('start')
      .user('decide', { policy: bare, candidateUsers: value('u-a,u-b'), candidateGroups: value('head') })
      .end('end')
      .row('start', 'decide', 'end')
      .plan();
    expect(asked(drive(programOf(plan)).start())).toEqual(['u-a', 'u-b', 'head']);
  });

  it('who are no people are an incident that can be repaired', () => {
    const run = atDecision(
      policy('all', { approvers: value('=people') }),
      {},
      { people: [{ user: 'u-a', weight: 0.5 }] },
    );
    expect(run.incidents).toEqual(['decide EXPRESSION_FAILED']);
    expect(asked(run.resolve({ people: ['u-a'] }))).toEqual(['u-a']);
  });

  it('who did a step they must be separated from are not asked', () => {
    const run = atDecision(policy('all', { approvers: value('u-drafter, u-b') }), { notSameUserAs: ['draft'] });
    expect(asked(run)).toEqual(['u-b']);
  });

  it('are asked once when they are named twice', () => {
    expect(asked(atDecision(policy('all', { approvers: value('=["u-a","u-a","u-b"]') })))).toEqual(['u-a', 'u-b']);
  });
});

describe('an answer', () => {
  it('must be given, and abstentions are for votes', () => {
    const run = atDecision(policy('all'));
    const { id: workItemId } = itemOf(run, 'u-a');
    const silent = run.send({ type: 'completeWorkItem', workItemId, variables: {} }, person('u-a'));
    expect(silent).toMatchObject({ rejection: { code: 'VOTE_NEEDED' } });
    expect(answer(run, 'u-a', 'abstain')).toMatchObject({ rejection: { code: 'VOTE_INVALID' } });
    expect(answer(run, 'u-a', 'approve')).toMatchObject({ ok: true });
  });

  it('can be read from the form', () => {
    const run = atDecision(policy('all', { decision: 'review.agree', opinion: 'review.text' }));
    const send = (user: string, agree: boolean) =>
      run.send(
        { type: 'completeWorkItem', workItemId: itemOf(run, user).id, variables: { review: { agree, text: user } } },
        person(user),
      );
    send('u-a', true);
    send('u-b', false);
    expect(run.variables['votes']).toMatchObject([
      { decision: 'approve', opinion: 'u-a' },
      { decision: 'refuse', opinion: 'u-b' },
      { decision: null },
    ]);
  });

  it('shows the next approver what was submitted, unless output mappings wait for the end', () => {
    const run = atDecision(policy('inTurn'));
    answer(run, 'u-a', 'approve', { variables: { note: 'seen' } });
    expect(run.variables['note']).toBe('seen');
    const mapped = atDecision(policy('inTurn'), { outputs: mappings({ kept: 'note + outcome' }) });
    answer(mapped, 'u-a', 'approve', { variables: { note: 'seen ' } });
    expect(mapped.variables).toEqual({});
    answers(mapped, 'approve', 'u-b', 'u-c');
    expect(mapped.variables).toEqual({ kept: 'seen approved' });
  });

  it('changes the tally that FEEL sees at the task', () => {
    const run = atDecision(policy('all'));
    answers(run, 'approve', 'u-a');
    const { scopeId } = itemOf(run, 'u-b');
    expect(run.state.scopes[scopeId]?.variables).toMatchObject({
      approvalTally: { approvers: 3, approved: 1, open: 2 },
    });
  });
});

describe('an automatic answer', () => {
  const first: Partial<ApprovalPolicyPlan> = { approvers: value('u-a'), outcome: 'first' };

  function twoSteps(second: Partial<ApprovalPolicyPlan>) {
    const plan = processOf('p')
      .start('start')
      .user('review', { policy: policy('all', { ...first, results: 'reviews' }) })
      .user('decide', { policy: policy('all', { approvers: value('u-a, u-b'), ...second }) })
      .end('end')
      .row('start', 'review', 'decide', 'end')
      .plan();
    return drive(programOf(plan)).start();
  }

  it('passes who has agreed at an earlier step', () => {
    const run = twoSteps({ sameApprover: 'pass' });
    answer(run, 'u-a', 'approve', { elementId: 'review' });
    expect(asked(run)).toEqual(['u-b']);
    answers(run, 'approve', 'u-b');
    expect(run.variables['votes']).toMatchObject([{ user: 'u-a', automatic: 'sameApprover' }, { automatic: null }]);
  });

  it('does not pass who was against, nor anybody when the policy asks', () => {
    const against = twoSteps({ sameApprover: 'pass' });
    answer(against, 'u-a', 'refuse', { elementId: 'review' });
    expect(asked(against)).toEqual(['u-a', 'u-b']);
    const asks = twoSteps({});
    answer(asks, 'u-a', 'approve', { elementId: 'review' });
    expect(asked(asks)).toEqual(['u-a', 'u-b']);
  });

  it('passes who did the named step', () => {
    const run = atDecision(
      policy('all', { approvers: value('u-drafter, u-b'), sameApprover: 'pass', previous: ['draft'] }),
    );
    expect(asked(run)).toEqual(['u-b']);
  });

  it('stands for the applicant as the policy says', () => {
    const who = { approvers: value('u-owner, u-b'), escalateTo: value('role:head') };
    const at = (rule: ApprovalPolicyPlan['applicantIsApprover']) =>
      atDecision(policy('all', { ...who, applicantIsApprover: rule }));
    expect(asked(at('ask'))).toEqual(['u-owner', 'u-b']);
    expect(asked(at('pass'))).toEqual(['u-b']);
    expect(at('refuse').variables['outcome']).toBe('refused');
    expect(asked(at('escalate'))).toEqual(['head', 'u-b']);
  });

  it('knows the applicant of the case, and lets no applicant answer for a role', () => {
    const rule = policy('all', { approvers: value('u-b, role:head'), applicantIsApprover: 'refuse' });
    const run = atDecision(rule, {}, { case: { applicantId: 'u-x' } });
    const claim = run.send({ type: 'claimWorkItem', workItemId: run.item('decide', 1).id }, person('u-x', ['head']));
    expect(claim).toMatchObject({ rejection: { code: 'APPLICANT_IS_APPROVER' } });
  });

  it('lets no applicant answer the own request in the place of another', () => {
    const rule = policy('all', { approvers: value('u-b, role:head'), applicantIsApprover: 'refuse' });
    const run = atDecision(rule, {}, { case: { applicantId: 'u-x' } });
    const standing = { proxyId: 'ab-1', from: 0, until: run.at + 1 };
    const complete = run.send(
      {
        type: 'completeWorkItem',
        workItemId: itemOf(run, 'u-b').id,
        variables: {},
        vote: { decision: 'approve' },
        onBehalfOf: { ...person('u-b'), ...standing },
      },
      person('u-x'),
    );
    expect(complete).toMatchObject({ rejection: { code: 'APPLICANT_IS_APPROVER' } });
    const claim = run.send(
      {
        type: 'claimWorkItem',
        workItemId: run.item('decide', 1).id,
        onBehalfOf: { ...person('u-h', ['head']), ...standing },
      },
      person('u-x'),
    );
    expect(claim).toMatchObject({ rejection: { code: 'APPLICANT_IS_APPROVER' } });
  });

  it('stands for nobody as the policy says', () => {
    const nobody = { approvers: value('=[]'), escalateTo: value('role:head') };
    const at = (rule: ApprovalPolicyPlan['emptyApprover']) =>
      atDecision(policy('all', { ...nobody, emptyApprover: rule }));
    expect(at('incident').incidents).toEqual(['decide NO_CANDIDATES']);
    expect(at('pass').variables).toMatchObject({ outcome: 'approved', votes: [{ automatic: 'emptyApprover' }] });
    expect(at('refuse').variables['outcome']).toBe('refused');
    expect(asked(at('escalate'))).toEqual(['head']);
  });
});

describe('the end of the time', () => {
  const due = { dueDate: value('="2026-03-03T10:00:00+08:00"') };

  function late(action: NonNullable<ApprovalPolicyPlan['timeUp']>['action'], more: Partial<ApprovalPolicyPlan> = {}) {
    const run = atDecision(
      policy('all', { timeUp: { action, at: 'due' }, escalateTo: value('role:head'), ...more }),
      due,
    );
    return answers(run, 'approve', 'u-a').fire('decide', 'timeUp');
  }

  it('counts who was silent as in favour, or as against', () => {
    expect(late('pass').variables).toMatchObject({ outcome: 'approved', tally: { approved: 3 } });
    expect(late('refuse').variables).toMatchObject({ outcome: 'refused', tally: { refused: 2 } });
  });

  it('lets the votes that are there decide', () => {
    expect(late('count').variables).toMatchObject({ outcome: 'refused', tally: { open: 2 } });
    const run = atDecision(policy('any', { timeUp: { action: 'count', at: 'due' } }), due);
    expect(run.fire('decide', 'timeUp').variables['outcome']).toBe('refused');
  });

  it('reminds who is still asked and waits on', () => {
    const run = late('remind');
    expect(asked(run)).toEqual(['u-b', 'u-c']);
    expect(run.effects.at(-1)).toMatchObject({ type: 'notify', kind: 'due', to: ['u-b', 'u-c'] });
    expect(answers(run, 'approve', 'u-b', 'u-c').variables['outcome']).toBe('approved');
  });

  it('gives what is open to one person with all the weight', () => {
    const run = late('escalate');
    expect(asked(run)).toEqual(['head']);
    run.accept({ type: 'claimWorkItem', workItemId: run.item('decide').id }, person('u-h', ['head']));
    answers(run, 'approve', 'u-h');
    expect(run.variables).toMatchObject({ outcome: 'approved', tally: { weight: { all: 3, approved: 3 } } });
  });

  it('gives nothing to somebody who must keep away', () => {
    const escalation = { timeUp: { action: 'escalate', at: 'due' }, escalateTo: value('u-drafter') } as const;
    const run = atDecision(policy('all', escalation), { ...due, notSameUserAs: ['draft'] }).fire('decide', 'timeUp');
    expect(asked(run)).toEqual(['u-a', 'u-b', 'u-c']);
    expect(run.effects.at(-1)).toMatchObject({ kind: 'due' });
    const nobody = policy('all', {
      approvers: value('=[]'),
      emptyApprover: 'escalate',
      escalateTo: value('u-drafter'),
    });
    expect(atDecision(nobody, { notSameUserAs: ['draft'] }).incidents).toEqual(['decide NO_CANDIDATES']);
  });

  it('comes with the lamp of the time limit of the task', () => {
    const limits = [{ key: 'decide', unit: 'wd', from: 'entry', pausedIn: [], promised: value('1') }] as const;
    const run = atDecision(policy('all', { timeUp: { action: 'pass', at: 'red' } }), { limits });
    run.fire('decide', 'lamp');
    expect(run.variables['outcome'] ?? run.fire('decide', 'lamp').variables['outcome']).toBe('approved');
  });

  it('leaves no timer behind when everybody was in time', () => {
    const run = atDecision(policy('all', { timeUp: { action: 'pass', at: 'due' } }), due);
    answers(run, 'approve', 'u-a', 'u-b', 'u-c');
    expect(run.state).toMatchObject({ status: 'completed', timers: {} });
    expect(run.asked).toContain('cancelTimer');
  });
});

describe('an approval inside other shapes', () => {
  it('runs once for each instance of a multi-instance task, each with its own votes', () => {
    const rule = policy('all', { approvers: value('=people'), outcome: 'agreed' });
    const plan = processOf('p')
      .start('start')
      .user('decide', {
        policy: rule,
        loop: loop('parallel', {
          collection: 'rooms',
          inputElement: 'people',
          outputCollection: 'all',
          outputElement: 'agreed',
        }),
      })
      .end('end')
      .row('start', 'decide', 'end')
      .plan();
    const run = drive(programOf(plan)).start({ rooms: [['u-a', 'u-b'], ['u-c']] });
    expect(asked(run)).toEqual(['u-a', 'u-b', 'u-c']);
    answers(run, 'refuse', 'u-c');
    answers(run, 'approve', 'u-a', 'u-b');
    expect(run.state.status).toBe('completed');
    expect(run.variables['all']).toEqual(['approved', 'refused']);
  });

  it('runs in a parallel branch and in a sub-process, and goes with it when that is interrupted', () => {
    const plan = processOf('p')
      .start('start')
      .and('split')
      .user('other')
      .sub('sub', (inner) => {
        inner
          .start('s')
          .user('decide', { policy: policy('all') })
          .end('e')
          .row('s', 'decide', 'e');
      })
      .boundary('stop', 'sub', { kind: 'message', message: { name: 'stop', correlationKey: '"1"' } })
      .and('join')
      .end('end')
      .row('start', 'split', 'other', 'join', 'end')
      .row('split', 'sub', 'join')
      .end('stopped')
      .row('stop', 'stopped')
      .plan();
    const run = drive(programOf(plan)).start();
    answers(run, 'approve', 'u-a');
    run.deliver('stop');
    expect(asked(run)).toEqual([]);
    const whole = drive(programOf(plan)).start();
    answers(whole, 'approve', 'u-a', 'u-b', 'u-c');
    whole.done('other');
    expect(whole.state.status).toBe('completed');
    expect(whole.variables['outcome']).toBe('approved');
  });
});
