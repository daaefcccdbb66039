import { describe, expect, it } from '@jest/globals';
import { canClaim, canComplete, workItemLamp } from '../../../engine/core/inspect.js';
import { drive, person } from '../../kit/instance-driver.js';
import { mappings, processOf, programOf, value } from '../../kit/process-builder.js';

const clerk = (id: string, orgPath?: string) => person(id, ['clerk'], orgPath);

function program(extra: Parameters<ReturnType<typeof processOf>['user']>[1]) {
  return programOf(
    processOf('p')
      .start('start')
      .user('first')
      .user('ask', extra)
      .end('end')
      .row('start', 'first', 'ask', 'end')
      .plan(),
  );
}

function atAsk(extra: Parameters<typeof program>[0], variables = {}) {
  return drive(program(extra))
    .start(variables)
    .done('first', {}, person('u-first', ['clerk', 'head']));
}

describe('a user task', () => {
  it('is taken by its candidates only', () => {
    const run = atAsk({ candidateGroups: value('clerk'), candidateUsers: value('=["u-9"]') });
    expect(run.claim('ask', person('u-2', ['head']))).toMatchObject({ rejection: { code: 'NOT_CANDIDATE' } });
    expect(run.claim('ask', person('u-9'))).toMatchObject({ ok: true });
    expect(run.claim('ask', clerk('u-3'))).toMatchObject({ rejection: { code: 'ALREADY_CLAIMED' } });
  });

  it('of a role in a part of the office is taken by people of that part', () => {
    const run = atAsk({ candidateGroups: value('=["clerk@" + place]') }, { place: '/370303/tyc/c01' });
    expect(run.claim('ask', clerk('u-2', '/370303/tyc/c011'))).toMatchObject({ rejection: { code: 'NOT_CANDIDATE' } });
    expect(run.claim('ask', clerk('u-2', '/370303/tyc'))).toMatchObject({ rejection: { code: 'NOT_CANDIDATE' } });
    expect(run.claim('ask', clerk('u-2', '/370303/tyc/c01/x'))).toMatchObject({ ok: true });
  });

  it('is completed by who has claimed it, and by nobody else', () => {
    const run = atAsk({ candidateGroups: value('clerk') });
    const { id: workItemId } = run.item('ask');
    const complete = (actor: ReturnType<typeof person>) =>
      run.send({ type: 'completeWorkItem', workItemId, variables: {} }, actor);
    expect(complete(clerk('u-2'))).toMatchObject({ rejection: { code: 'NOT_CLAIMED' } });
    run.claim('ask', clerk('u-2'));
    expect(complete(clerk('u-3'))).toMatchObject({ rejection: { code: 'NOT_ASSIGNEE' } });
    expect(complete(clerk('u-2'))).toMatchObject({ ok: true });
    expect(run.state.status).toBe('completed');
  });

  it('goes back to its candidates when it is released', () => {
    const run = atAsk({ candidateGroups: value('clerk') });
    run.claim('ask', clerk('u-2'));
    const release = (actor: ReturnType<typeof person>) =>
      run.send({ type: 'releaseWorkItem', workItemId: run.item('ask').id }, actor);
    expect(release(clerk('u-3'))).toMatchObject({ rejection: { code: 'NOT_ASSIGNEE' } });
    expect(release(clerk('u-2'))).toMatchObject({ ok: true });
    expect(run.item('ask')).not.toHaveProperty('assignee');
    expect(run.claim('ask', clerk('u-3'))).toMatchObject({ ok: true });
  });

  it('with an assignee is already taken, and stays with that person when nobody else could take it', () => {
    const run = atAsk({ assignee: value('=who') }, { who: 'u-5' });
    expect(run.item('ask')).toMatchObject({ state: 'claimed', assignee: 'u-5' });
    const release = run.send({ type: 'releaseWorkItem', workItemId: run.item('ask').id }, person('u-5'));
    expect(release).toMatchObject({ rejection: { code: 'NOT_ALLOWED' } });
  });

  it('is refused to who did a task it must be separated from', () => {
    const run = atAsk({ candidateGroups: value('clerk'), notSameUserAs: ['first'] });
    const refusal = { ok: false, rejection: { code: 'SEPARATION_OF_DUTIES', detail: { element: 'first' } } };
    expect(run.claim('ask', clerk('u-first'))).toEqual(refusal);
    expect(canClaim(run.program, run.state, run.item('ask').id, clerk('u-first'))).toEqual(refusal);
    expect(canClaim(run.program, run.state, run.item('ask').id, clerk('u-2'))).toEqual({ ok: true });
  });

  it('is refused at completion, too, when it came to that person as assignee', () => {
    const run = atAsk({ assignee: value('u-first'), notSameUserAs: ['first'] });
    expect(canComplete(run.program, run.state, run.item('ask').id, person('u-first'))).toMatchObject({ ok: false });
    const outcome = run.send(
      { type: 'completeWorkItem', workItemId: run.item('ask').id, variables: {} },
      person('u-first'),
    );
    expect(outcome).toMatchObject({ rejection: { code: 'SEPARATION_OF_DUTIES' } });
  });

  it('counts who acted in the calling case', () => {
    const plan = processOf('p')
      .start('start')
      .user('ask', { notSameUserAs: ['accept'] })
      .end('end')
      .row('start', 'ask', 'end')
      .plan();
    const run = drive(programOf(plan)).start({}, { performers: { accept: ['u-2'] } });
    expect(run.claim('ask', person('u-2'))).toMatchObject({ rejection: { code: 'SEPARATION_OF_DUTIES' } });
    expect(run.claim('ask', person('u-3'))).toMatchObject({ ok: true });
  });

  it('is an incident when its candidates turn out to be nobody', () => {
    const run = atAsk({ candidateUsers: value('=people') });
    expect(run.incidents).toEqual(['ask NO_CANDIDATES']);
    expect(run.resolve({ people: 'u-2, u-3' }).item('ask').candidateUsers).toEqual(['u-2', 'u-3']);
  });

  it('shows its inputs beside the variables of the case while it is open', () => {
    const run = atAsk({ inputs: mappings({ hint: '"look"' }), outputs: mappings({ kept: 'hint + answer' }) });
    expect(run.state.scopes[run.item('ask').scopeId]).toMatchObject({ kind: 'task', variables: { hint: 'look' } });
    run.done('ask', { answer: '!' }, clerk('u-2'));
    expect(run.variables).toEqual({ kept: 'look!' });
  });

  it('has no lamp without a time limit, and knows a due date', () => {
    const run = atAsk({ dueDate: value('="2026-03-09"'), followUpDate: value('2026-03-05T09:00:00+08:00') });
    expect(run.item('ask').followUpAt).toBe(Date.parse('2026-03-05T09:00:00+08:00'));
    expect(run.item('ask').dueAt).toBe(Date.parse('2026-03-09T00:00:00+08:00'));
    expect(workItemLamp(run.program, run.state, run.item('ask'), run.at)).toBeUndefined();
  });
});
