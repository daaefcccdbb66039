import { describe, expect, it } from '@jest/globals';
import type { CommandBody } from '../../../engine/model/commands/command.js';
import type { OperationRulePlan, ProcessPlan } from '../../../engine/model/plan.js';
import type { Outcome } from '../../../engine/model/outcome.js';
import { allowedOperations } from '../../../engine/operations/allowed-operations.js';
import type { InstanceDriver } from '../../kit/instance-driver.js';
import { drive, person } from '../../kit/instance-driver.js';
import { processOf, programOf, value } from '../../kit/process-builder.js';
import { atDecision, itemOf, policy } from './approval-kit.js';

const clerk = (id: string) => person(id, ['clerk']);

function code(outcome: Outcome): string {
  return outcome.ok ? 'ok' : outcome.rejection.code;
}

/** `start -> first -> ask -> end` with rules at the process and at `ask`; u-h holds `ask`, u-owner has started. */
function ruled(ofProcess: readonly OperationRulePlan[], ofTask: readonly OperationRulePlan[] = []): InstanceDriver {
  const plan: ProcessPlan = processOf('p')
    .start('start')
    .user('first')
    .user('ask', { candidateGroups: value('clerk'), ...(ofTask.length > 0 ? { operations: ofTask } : {}) })
    .end('end')
    .row('start', 'first', 'ask', 'end')
    .plan();
  const run = drive(programOf({ ...plan, operations: ofProcess }))
    .start({ case: { applicantId: 'u-applicant' } })
    .done('first', {}, clerk('u-first'));
  run.claim('ask', clerk('u-h'));
  return run;
}

const seen = (run: InstanceDriver): CommandBody => ({ type: 'markSeen', workItemId: run.item('ask').id });

describe('a rule of the model', () => {
  it('at the task comes before one at the process, that before the table', () => {
    const nobody = { name: 'markSeen', who: ['nobody'] };
    const anyone = { name: 'markSeen', who: ['anyone'] };
    const by = clerk('u-x');
    const tried = (run: InstanceDriver) => code(run.send(seen(run), by));
    expect(tried(ruled([]))).toBe('ok');
    expect(tried(ruled([nobody]))).toBe('NOT_ALLOWED');
    expect(tried(ruled([nobody], [anyone]))).toBe('ok');
    expect(tried(ruled([anyone], [nobody]))).toBe('NOT_ALLOWED');
  });

  const words: readonly [string, ReturnType<typeof person>, boolean][] = [
    ['holder', clerk('u-h'), true],
    ['holder', clerk('u-x'), false],
    ['candidate', clerk('u-x'), true],
    ['candidate', person('u-x', ['guest']), false],
    ['starter', person('u-owner'), true],
    ['starter', person('u-applicant'), true],
    ['starter', clerk('u-h'), false],
    ['anyone', person('u-x'), true],
    ['nobody', clerk('u-h'), false],
    ['supervisor', person('u-x', ['supervisor']), true],
    ['supervisor', clerk('u-h'), false],
  ];

  it.each(words)('says who by the word %s', (word, actor, may) => {
    const run = ruled([{ name: 'markSeen', who: [word] }]);
    const { id } = run.item('ask');
    expect(allowedOperations(run.program, run.state, actor, id).includes('markSeen')).toBe(may);
    expect(code(run.send(seen(run), actor))).toBe(may ? 'ok' : 'NOT_ALLOWED');
  });

  it('is for operations on tokens, too', () => {
    const back = (run: InstanceDriver): CommandBody => ({
      type: 'returnTask',
      from: { workItemId: run.item('ask').id },
      to: 'previous',
      resume: 'onward',
      reason: 'x',
    });
    const forbidden = ruled([], [{ name: 'returnTask', who: ['nobody'] }]);
    expect(forbidden.send(back(forbidden), clerk('u-h'))).toMatchObject({
      rejection: { code: 'NOT_ALLOWED', detail: { operation: 'returnTask' } },
    });
    const silent = ruled([]);
    expect(code(silent.send(back(silent), clerk('u-h')))).toBe('ok');
  });

  it('does not bind the system, whose orders the host has judged', () => {
    const run = ruled([{ name: 'cancelInstance', who: ['nobody'] }]);
    expect(code(run.send({ type: 'cancelInstance', reason: 'x' }, clerk('u-h')))).toBe('NOT_ALLOWED');
    expect(code(run.send({ type: 'cancelInstance', reason: 'x' }))).toBe('ok');
  });

  it('counts who stands in for the holder as the holder', () => {
    const run = ruled([]);
    const standIn = { userId: 'u-h', roles: ['clerk'] };
    const { id } = run.item('ask');
    const may = (stands: boolean) =>
      allowedOperations(run.program, run.state, person('u-b'), id, stands ? standIn : undefined);
    expect(may(true)).toContain('delegateWorkItem');
    expect(may(false)).not.toContain('delegateWorkItem');
  });
});

describe('what applies to a work item', () => {
  const admin = person('u-h', ['clerk', 'sysadmin', 'approver']);

  it('follows its state', () => {
    const run = ruled([]);
    const { id: workItemId } = run.item('ask');
    const now = () => allowedOperations(run.program, run.state, admin, workItemId);
    expect(now()).toEqual(expect.arrayContaining(['startWorkItem', 'suspendWorkItem', 'returnTask']));
    expect(now()).not.toContain('removeSigner');
    run.accept({ type: 'startWorkItem', workItemId }, admin);
    expect(now()).not.toContain('startWorkItem');
    run.accept({ type: 'suspendWorkItem', workItemId, reason: 'x' }, admin);
    expect(now()).toContain('resumeWorkItem');
    expect(now()).not.toEqual(expect.arrayContaining(['suspendWorkItem']));
    expect(now()).not.toContain('transferWorkItem');
  });

  it('lets signers be removed in an approval, and no held item be resumed', () => {
    const run = atDecision(policy('all'));
    const { id: workItemId } = itemOf(run, 'u-a');
    const signers = [{ user: person('u-x') }];
    run.accept({ type: 'addSigners', workItemId, signers, position: 'before' }, person('u-a'));
    const may = allowedOperations(run.program, run.state, person('u-a', ['sysadmin', 'approver']), workItemId);
    expect(may).toContain('removeSigner');
    expect(may).not.toContain('resumeWorkItem');
  });
});

describe('an operation that cannot be meant', () => {
  const send = (run: InstanceDriver, body: CommandBody, actor = clerk('u-h')) => code(run.send(body, actor));
  const boss = person('u-boss', ['approver', 'sysadmin']);

  it('names a work item that is gone', () => {
    const run = ruled([]);
    const workItemId = 'w99';
    const bodies: readonly CommandBody[] = [
      { type: 'transferWorkItem', workItemId, to: clerk('u-2'), reason: 'x' },
      { type: 'setPriority', workItemId, priority: 1 },
      { type: 'setDueDate', workItemId, date: 1, reason: 'x' },
      { type: 'nudgeWorkItem', workItemId },
      { type: 'markSeen', workItemId },
      { type: 'askQuestion', workItemId, text: 'x' },
      { type: 'answerQuestion', workItemId, questionId: 'q1', text: 'x' },
      { type: 'addComment', workItemId, text: 'x' },
    ];
    for (const body of bodies) expect(send(run, body, boss)).toBe('WORK_ITEM_GONE');
  });

  it('rests with its work item', () => {
    const run = ruled([]);
    const { id: workItemId } = run.item('ask');
    run.accept({ type: 'suspendWorkItem', workItemId, reason: 'x' }, boss);
    const bodies: readonly CommandBody[] = [
      { type: 'transferWorkItem', workItemId, to: clerk('u-2'), reason: 'x' },
      { type: 'setPriority', workItemId, priority: 1 },
      { type: 'nudgeWorkItem', workItemId },
      { type: 'claimWorkItem', workItemId },
      { type: 'releaseWorkItem', workItemId },
    ];
    for (const body of bodies) expect(send(run, body, boss)).toBe('SUSPENDED');
  });

  it('holds a value that is none', () => {
    const run = ruled([]);
    const { id: workItemId } = run.item('ask');
    expect(send(run, { type: 'setPriority', workItemId, priority: -1 }, boss)).toBe('BAD_VALUE');
    expect(send(run, { type: 'setPriority', workItemId, priority: 1.5 }, boss)).toBe('BAD_VALUE');
    expect(send(run, { type: 'setPriority', workItemId, priority: 999 }, boss)).toBe('ok');
    expect(send(run, { type: 'setPriority', workItemId, priority: 0 }, boss)).toBe('ok');
    expect(send(run, { type: 'setFollowUpDate', workItemId, date: 0.5 })).toBe('BAD_VALUE');
    expect(send(run, { type: 'addComment', text: 'x'.repeat(4_001) })).toBe('BAD_VALUE');
    expect(send(run, { type: 'addComment', text: 'x'.repeat(4_000) })).toBe('ok');
    expect(send(run, { type: 'sendCopy', to: [] })).toBe('BAD_VALUE');
    const many = Array.from({ length: 201 }, (_, place) => `u-${place}`);
    expect(send(run, { type: 'sendCopy', to: many })).toBe('BAD_VALUE');
    expect(send(run, { type: 'sendCopy', to: many.slice(1) })).toBe('ok');
  });

  it('asks the hundredth and first question', () => {
    const run = ruled([]);
    const { id: workItemId } = run.item('ask');
    for (let count = 0; count < 100; count += 1) run.accept({ type: 'askQuestion', workItemId, text: 'x' }, boss);
    expect(send(run, { type: 'askQuestion', workItemId, text: 'x' }, boss)).toBe('BAD_VALUE');
  });

  it('nudges nobody', () => {
    const plan = processOf('p').start('start').user('ask').end('end').row('start', 'ask', 'end').plan();
    const run = drive(programOf(plan)).start();
    expect(send(run, { type: 'nudgeWorkItem', workItemId: run.item('ask').id }, boss)).toBe('NO_HOLDER');
  });
});

describe('a due date that is moved', () => {
  const late = policy('all', { timeUp: { action: 'pass', at: 'due' } });
  const due = { dueDate: value('="2026-03-03T10:00:00+08:00"') };
  const boss = person('u-boss', ['approver']);

  it('moves the end of the time of an approval, or takes it away', () => {
    const run = atDecision(late, due);
    const { id: workItemId } = itemOf(run, 'u-a');
    run.accept({ type: 'setDueDate', workItemId, date: run.at + 5, reason: 'x' }, boss);
    expect(Object.values(run.state.timers)).toMatchObject([{ purpose: 'timeUp', dueAt: run.at + 5 }]);
    run.accept({ type: 'setDueDate', workItemId, date: null, reason: 'x' }, boss);
    expect(run.state.timers).toEqual({});
  });

  it('moves nothing else', () => {
    const run = atDecision(policy('all'), due);
    const { id: workItemId } = itemOf(run, 'u-a');
    run.accept({ type: 'setDueDate', workItemId, date: run.at + 5, reason: 'x' }, boss);
    run.accept({ type: 'setFollowUpDate', workItemId, date: run.at + 5 }, person('u-a'));
    expect(run.state.timers).toEqual({});
  });
});

describe('a transfer or delegation', () => {
  it('of an unclaimed item is a claim for the other', () => {
    const run = ruled([]);
    run.accept({ type: 'releaseWorkItem', workItemId: run.item('ask').id }, clerk('u-h'));
    const { id: workItemId } = run.item('ask');
    run.accept({ type: 'transferWorkItem', workItemId, to: clerk('u-2'), reason: 'x' }, person('u-boss', ['approver']));
    expect(run.item('ask')).toMatchObject({ state: 'claimed', assignee: 'u-2', claimedAt: run.at });
  });

  it('does not touch what is delegated', () => {
    const run = ruled([]);
    const { id: workItemId } = run.item('ask');
    run.accept({ type: 'delegateWorkItem', workItemId, to: clerk('u-2') }, clerk('u-h'));
    const again = { type: 'transferWorkItem', workItemId, to: clerk('u-3'), reason: 'x' } as const;
    expect(run.send(again, clerk('u-2'))).toMatchObject({ rejection: { detail: { state: 'delegated' } } });
    const deeper = { type: 'delegateWorkItem', workItemId, to: clerk('u-3') } as const;
    expect(code(run.send(deeper, clerk('u-2')))).toBe('NOT_CLAIMED');
  });

  it('of a voice makes it the other one’s vote', () => {
    const run = atDecision(policy('all'));
    const { id: workItemId } = itemOf(run, 'u-a');
    run.accept({ type: 'transferWorkItem', workItemId, to: person('u-x'), reason: 'x' }, person('u-a'));
    const [voice] = Object.values(run.state.tokens)[0]?.approval?.approvers ?? [];
    expect(voice?.user).toBe('u-x');
    const back = { type: 'transferWorkItem', workItemId, to: person('u-b'), reason: 'x' } as const;
    expect(run.send(back, person('u-x'))).toMatchObject({
      rejection: { code: 'ALREADY_VOTED', detail: { userId: 'u-b' } },
    });
  });
});
