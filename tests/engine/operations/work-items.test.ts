import { describe, expect, it } from '@jest/globals';
import type { OperationRulePlan, UserTaskPlan } from '../../../engine/model/plan.js';
import { dataOf } from '../../../engine/core/history-data.js';
import { allowedOperations } from '../../../engine/operations/allowed-operations.js';
import type { InstanceDriver } from '../../kit/instance-driver.js';
import { drive, person } from '../../kit/instance-driver.js';
import { loop, processOf, programOf, value } from '../../kit/process-builder.js';

const clerk = (id: string) => person(id, ['clerk']);
const HOUR = 3_600_000;

type Extra = Partial<Omit<UserTaskPlan, 'id' | 'type'>>;

/** `start -> first -> ask -> end`; u-first did the first task, u-h holds `ask`. */
function held(extra: Extra = {}): InstanceDriver {
  const plan = processOf('p')
    .start('start')
    .user('first')
    .user('ask', { candidateGroups: value('clerk'), ...extra })
    .end('end')
    .row('start', 'first', 'ask', 'end')
    .plan();
  const run = drive(programOf(plan)).start().done('first', {}, clerk('u-first'));
  run.claim('ask', clerk('u-h'));
  return run;
}

function code(outcome: ReturnType<InstanceDriver['send']>): string {
  return outcome.ok ? 'ok' : outcome.rejection.code;
}

/** The last story of an operation. */
function story(run: InstanceDriver) {
  const event = run.history.findLast(({ type }) => type === 'operationDone');
  if (event === undefined) throw new Error('no story');
  return dataOf<'operationDone'>(event);
}

const transfer = (run: InstanceDriver, to: string, roles = ['clerk'], by = clerk('u-h')) =>
  run.send({ type: 'transferWorkItem', workItemId: run.item('ask').id, to: { userId: to, roles }, reason: 'away' }, by);

describe('a transfer (转办)', () => {
  it('gives the work item to another candidate for good, and tells before and after', () => {
    const run = held();
    expect(transfer(run, 'u-2')).toMatchObject({ ok: true });
    expect(run.item('ask')).toMatchObject({ state: 'claimed', assignee: 'u-2' });
    expect(story(run)).toMatchObject({
      operation: 'transferWorkItem',
      before: { assignee: 'u-h' },
      after: { assignee: 'u-2' },
      reason: 'away',
    });
    expect(run.effects.at(-1)).toMatchObject({ type: 'notify', kind: 'transferred', to: ['u-2'] });
    run.done('ask', {}, clerk('u-2'));
    expect(run.state.performers['ask']).toEqual(['u-2']);
  });

  it('is refused to who did a step it must be separated from, naming the step and the person', () => {
    const run = held({ notSameUserAs: ['first'] });
    expect(transfer(run, 'u-first')).toEqual({
      ok: false,
      rejection: { code: 'SEPARATION_OF_DUTIES', detail: { element: 'first', userId: 'u-first' } },
    });
  });

  it('is refused to who is no candidate, to the holder, and without a reason', () => {
    const run = held();
    expect(code(transfer(run, 'u-2', ['guest']))).toBe('NOT_CANDIDATE');
    expect(code(transfer(run, 'u-h'))).toBe('ALREADY_HELD');
    const { id: workItemId } = run.item('ask');
    const silent = { type: 'transferWorkItem', workItemId, to: clerk('u-2') } as const;
    expect(code(run.send(silent, clerk('u-h')))).toBe('REASON_NEEDED');
  });

  it('is for the holder and the heads, unless the model says otherwise', () => {
    expect(code(transfer(held(), 'u-2', ['clerk'], clerk('u-3')))).toBe('NOT_ALLOWED');
    expect(code(transfer(held(), 'u-2', ['clerk'], person('u-boss', ['approver'])))).toBe('ok');
    const operations: readonly OperationRulePlan[] = [{ name: 'transferWorkItem', who: ['dispatcher'] }];
    expect(code(transfer(held({ operations }), 'u-2'))).toBe('NOT_ALLOWED');
    expect(code(transfer(held({ operations }), 'u-2', ['clerk'], person('u-d', ['dispatcher'])))).toBe('ok');
  });
});

describe('a delegation (委派)', () => {
  const delegate = (run: InstanceDriver, to = 'u-2') =>
    run.send(
      {
        type: 'delegateWorkItem',
        workItemId: run.item('ask').id,
        to: { userId: to, roles: ['clerk'] },
        reason: 'look',
      },
      clerk('u-h'),
    );

  it('comes back to its owner, who completes it', () => {
    const run = held();
    expect(code(delegate(run))).toBe('ok');
    expect(run.item('ask')).toMatchObject({ state: 'delegated', assignee: 'u-2', owner: 'u-h' });
    const { id: workItemId } = run.item('ask');
    const complete = { type: 'completeWorkItem', workItemId, variables: {} } as const;
    expect(code(run.send(complete, clerk('u-2')))).toBe('NOT_CLAIMED');
    run.accept({ type: 'resolveWorkItem', workItemId, opinion: 'fine' }, clerk('u-2'));
    expect(run.item('ask')).toMatchObject({
      state: 'claimed',
      assignee: 'u-h',
      questions: [{ from: 'u-h', to: 'u-2', text: 'look', answer: 'fine' }],
    });
    expect(run.item('ask')).not.toHaveProperty('owner');
    expect(code(run.send(complete, clerk('u-h')))).toBe('ok');
  });

  it('can be given back by the delegate only, and only once', () => {
    const run = held();
    const { id: workItemId } = run.item('ask');
    expect(code(run.send({ type: 'resolveWorkItem', workItemId }, clerk('u-h')))).toBe('NOT_DELEGATED');
    delegate(run);
    expect(code(run.send({ type: 'resolveWorkItem', workItemId }, clerk('u-h')))).toBe('NOT_ALLOWED');
  });

  it('keeps the separation of duties', () => {
    expect(code(delegate(held({ notSameUserAs: ['first'] }), 'u-first'))).toBe('SEPARATION_OF_DUTIES');
  });
});

describe('a stand-in (代理)', () => {
  const inPlaceOf = (userId: string, roles: readonly string[] = ['clerk']) => ({
    onBehalfOf: { userId, roles, proxyId: 'ab-1', from: 0, until: 2_000_000_000_000 },
  });

  it('claims and completes in the place of a candidate; both count as having acted', () => {
    const run = held();
    run.accept({ type: 'releaseWorkItem', workItemId: run.item('ask').id }, clerk('u-h'));
    const { id: workItemId } = run.item('ask');
    run.accept({ type: 'claimWorkItem', workItemId, ...inPlaceOf('u-a') }, person('u-b'));
    expect(run.item('ask')).toMatchObject({ assignee: 'u-b', onBehalfOf: 'u-a' });
    run.accept({ type: 'completeWorkItem', workItemId, variables: {} }, person('u-b'));
    expect(run.state.performers['ask']).toEqual(['u-b', 'u-a']);
    const done = run.history.find(({ type, elementId }) => type === 'workItemCompleted' && elementId === 'ask');
    expect(done?.data).toMatchObject({ onBehalfOf: 'u-a' });
  });

  it('completes what the other holds', () => {
    const run = held();
    const body = {
      type: 'completeWorkItem',
      workItemId: run.item('ask').id,
      variables: {},
      ...inPlaceOf('u-h'),
    } as const;
    expect(code(run.send(body, person('u-b')))).toBe('ok');
    expect(run.state.performers['ask']).toEqual(['u-b', 'u-h']);
  });

  it('is held by the separation of duties of both persons', () => {
    const run = held({ notSameUserAs: ['first'] });
    run.accept({ type: 'releaseWorkItem', workItemId: run.item('ask').id }, clerk('u-h'));
    const claim = { type: 'claimWorkItem', workItemId: run.item('ask').id } as const;
    const asOther = (principal: string) => ({ ...claim, ...inPlaceOf(principal) });
    expect(code(run.send(asOther('u-first'), person('u-b')))).toBe('SEPARATION_OF_DUTIES');
    expect(code(run.send(asOther('u-a'), clerk('u-first')))).toBe('SEPARATION_OF_DUTIES');
    expect(code(run.send(asOther('u-a'), person('u-b')))).toBe('ok');
  });

  it('is refused outside the time of the proxy and in the own place', () => {
    const run = held();
    const { id: workItemId } = run.item('ask');
    const body = { type: 'completeWorkItem', workItemId, variables: {} } as const;
    const past = { ...body, onBehalfOf: { ...inPlaceOf('u-h').onBehalfOf, until: 1 } };
    expect(code(run.send(past, person('u-b')))).toBe('STAND_IN_INVALID');
    expect(code(run.send({ ...body, ...inPlaceOf('u-h') }, clerk('u-h')))).toBe('STAND_IN_INVALID');
  });

  it('stands in the story of an operation', () => {
    const run = held();
    const body = { type: 'startWorkItem', workItemId: run.item('ask').id, ...inPlaceOf('u-h') } as const;
    run.accept(body, person('u-b'));
    expect(story(run)).toMatchObject({ operation: 'startWorkItem', onBehalfOf: 'u-h' });
  });
});

describe('a work item', () => {
  it('goes through the states of WS-HumanTask', () => {
    const run = held();
    const { id: workItemId } = run.item('ask');
    run.accept({ type: 'startWorkItem', workItemId }, clerk('u-h'));
    expect(run.item('ask').startedAt).toBe(run.at);
    expect(code(run.send({ type: 'startWorkItem', workItemId }, clerk('u-h')))).toBe('NOT_ALLOWED');
    run.accept({ type: 'suspendWorkItem', workItemId, reason: 'x' });
    const complete = { type: 'completeWorkItem', workItemId, variables: {} } as const;
    expect(code(run.send(complete, clerk('u-h')))).toBe('SUSPENDED');
    run.accept({ type: 'resumeWorkItem', workItemId });
    run.accept({ type: 'releaseWorkItem', workItemId }, clerk('u-h'));
    expect(run.item('ask')).toMatchObject({ state: 'ready' });
    expect(run.item('ask')).not.toHaveProperty('startedAt');
  });

  it('is skipped only where the model allows it, and then counts as done by nobody', () => {
    const skip = (run: InstanceDriver) =>
      run.send({ type: 'skipWorkItem', workItemId: run.item('ask').id, reason: 'x' }, clerk('u-h'));
    expect(code(skip(held()))).toBe('NOT_ALLOWED');
    const run = held({ operations: [{ name: 'skipWorkItem', who: ['holder'] }] });
    expect(code(skip(run))).toBe('ok');
    expect(run.state.status).toBe('completed');
    expect(run.state.performers).not.toHaveProperty('ask');
    expect(run.history.find(({ type }) => type === 'workItemCancelled')?.data).toMatchObject({ outcome: 'obsolete' });
  });

  it('that cannot be done is an error of the model at its task', () => {
    const plan = processOf('p')
      .start('start')
      .user('ask', { candidateGroups: value('clerk') })
      .boundary('failed', 'ask', { kind: 'error', errorCode: 'NO_ACCESS' })
      .end('end')
      .user('other')
      .end('end2')
      .row('start', 'ask', 'end')
      .row('failed', 'other', 'end2')
      .plan();
    const run = drive(programOf(plan)).start();
    run.claim('ask', clerk('u-h'));
    const { id: workItemId } = run.item('ask');
    run.accept({ type: 'failWorkItem', workItemId, errorCode: 'NO_ACCESS', message: 'locked' }, clerk('u-h'));
    expect(run.item('other')).toBeDefined();
    expect(run.history.find(({ type }) => type === 'workItemCancelled')?.data).toMatchObject({ outcome: 'failed' });
  });

  it('gets another priority and other dates from those who may', () => {
    const run = held();
    const { id: workItemId } = run.item('ask');
    const boss = person('u-boss', ['approver']);
    expect(code(run.send({ type: 'setPriority', workItemId, priority: 80 }, clerk('u-h')))).toBe('NOT_ALLOWED');
    run.accept({ type: 'setPriority', workItemId, priority: 80 }, boss);
    expect(code(run.send({ type: 'setPriority', workItemId, priority: 1000 }, boss))).toBe('BAD_VALUE');
    run.accept({ type: 'setDueDate', workItemId, date: 5, reason: 'x' }, boss);
    run.accept({ type: 'setFollowUpDate', workItemId, date: 7 }, clerk('u-h'));
    expect(run.item('ask')).toMatchObject({ priority: 80, dueAt: 5, followUpAt: 7 });
    run.accept({ type: 'setDueDate', workItemId, date: null, reason: 'x' }, boss);
    expect(run.item('ask')).not.toHaveProperty('dueAt');
  });

  it('notes who has seen it, once', () => {
    const run = held();
    const { id: workItemId } = run.item('ask');
    run.accept({ type: 'markSeen', workItemId }, person('u-x')).accept({ type: 'markSeen', workItemId }, person('u-x'));
    expect(run.item('ask').seenBy).toEqual(['u-x']);
  });
});

describe('a nudge (催办)', () => {
  it('reaches the holder, and comes at most once in a while', () => {
    const run = held();
    const { id: workItemId } = run.item('ask');
    const nudge = () => run.send({ type: 'nudgeWorkItem', workItemId, note: 'please' }, person('u-owner'));
    expect(code(nudge())).toBe('ok');
    expect(run.effects.at(-1)).toMatchObject({ kind: 'nudge', to: ['u-h'] });
    run.at += HOUR;
    expect(nudge()).toMatchObject({ rejection: { code: 'NUDGED_LATELY', detail: { nextAt: run.at + 3 * HOUR } } });
    run.at += 3 * HOUR;
    expect(code(nudge())).toBe('ok');
  });

  it('may come as often as the model says, to whoever could take it', () => {
    const run = held({ operations: [{ name: 'nudgeWorkItem', who: ['anyone'], period: HOUR }] });
    const { id: workItemId } = run.item('ask');
    run.accept({ type: 'releaseWorkItem', workItemId }, clerk('u-h'));
    run.accept({ type: 'nudgeWorkItem', workItemId }, person('u-owner'));
    expect(run.effects.at(-1)).toMatchObject({ to: ['role:clerk'] });
    run.at += HOUR;
    run.accept({ type: 'nudgeWorkItem', workItemId }, person('u-owner'));
  });
});

describe('people talk about a work item', () => {
  it('by a question and its answer', () => {
    const run = held();
    const { id: workItemId } = run.item('ask');
    run.accept({ type: 'askQuestion', workItemId, text: 'why?' }, person('u-owner'));
    expect(run.effects.at(-1)).toMatchObject({ kind: 'question', to: ['u-h'] });
    const questionId = run.item('ask').questions?.[0]?.id ?? '';
    const reply = { type: 'answerQuestion', workItemId, questionId, text: 'because' } as const;
    expect(code(run.send(reply, person('u-x')))).toBe('NOT_ASSIGNEE');
    run.accept(reply, clerk('u-h'));
    expect(run.effects.at(-1)).toMatchObject({ kind: 'answer', to: ['u-owner'] });
    expect(code(run.send(reply, clerk('u-h')))).toBe('QUESTION_GONE');
  });

  it('not when nobody holds it and nobody is named', () => {
    const run = held();
    const { id: workItemId } = run.item('ask');
    run.accept({ type: 'releaseWorkItem', workItemId }, clerk('u-h'));
    expect(code(run.send({ type: 'askQuestion', workItemId, text: 'why?' }, person('u-owner')))).toBe('NO_HOLDER');
  });

  it('by comments and attachments, which stand in the history', () => {
    const run = held();
    const { id: workItemId } = run.item('ask');
    run.accept({ type: 'addComment', workItemId, text: 'noted' }, clerk('u-h'));
    expect(story(run)).toMatchObject({ after: { workItemId, text: 'noted' } });
    run.accept({ type: 'addAttachment', fileId: 'f1', name: 'plan.pdf' }, clerk('u-h'));
    expect(story(run)).toMatchObject({ after: { fileId: 'f1' } });
    expect(code(run.send({ type: 'addComment', workItemId, text: ' ' }, clerk('u-h')))).toBe('BAD_VALUE');
  });

  it('by copies (抄送)', () => {
    const run = held();
    const { id: workItemId } = run.item('ask');
    run.accept({ type: 'sendCopy', workItemId, to: ['u-x', 'role:supervisor'] }, clerk('u-h'));
    expect(run.effects.at(-1)).toMatchObject({ kind: 'copy', to: ['u-x', 'role:supervisor'], workItemId });
    run.accept({ type: 'sendCopy', to: ['u-x'] }, clerk('u-h'));
    expect(code(run.send({ type: 'sendCopy', to: ['u-x'] }, clerk('u-3')))).toBe('NOT_ALLOWED');
  });
});

describe('what an actor may', () => {
  it('follows the table and the model', () => {
    const run = held({ operations: [{ name: 'addComment', who: ['nobody'] }] });
    const { id } = run.item('ask');
    const may = (actor: ReturnType<typeof person>) => allowedOperations(run.program, run.state, actor, id);
    expect(may(clerk('u-h'))).toEqual(expect.arrayContaining(['transferWorkItem', 'delegateWorkItem', 'addSigners']));
    expect(may(clerk('u-h'))).not.toContain('addComment');
    expect(may(clerk('u-h'))).not.toContain('resolveWorkItem');
    expect(allowedOperations(run.program, run.state, clerk('u-h'))).toContain('sendCopy');
    expect(may(person('u-x'))).toEqual(expect.arrayContaining(['nudgeWorkItem', 'askQuestion']));
    expect(may(person('u-x'))).not.toContain('transferWorkItem');
    expect(allowedOperations(run.program, run.state, person('u-root', ['sysadmin']))).toContain('cancelInstance');
    expect(allowedOperations(run.program, run.state, clerk('u-h'), 'w99')).toEqual([]);
  });
});

describe('operations inside other shapes', () => {
  it('work in parallel branches, sub-processes and loops', () => {
    const plan = processOf('p')
      .start('start')
      .and('split')
      .user('other')
      .sub(
        'sub',
        (inner) => {
          inner
            .start('s')
            .user('ask', { candidateGroups: value('clerk') })
            .end('e')
            .row('s', 'ask', 'e');
        },
        { loop: loop('parallel', { cardinality: '2' }) },
      )
      .and('join')
      .end('end')
      .row('start', 'split', 'other', 'join', 'end')
      .row('split', 'sub', 'join')
      .plan();
    const run = drive(programOf(plan)).start();
    run.claim('ask', clerk('u-h'));
    transfer(run, 'u-2');
    const items = Object.values(run.state.workItems).filter(({ elementId }) => elementId === 'ask');
    expect(items.map(({ assignee }) => assignee)).toEqual(['u-2', undefined]);
    run.done('ask', {}, clerk('u-2')).done('ask', {}, clerk('u-3')).done('other');
    expect(run.state.status).toBe('completed');
  });
});
