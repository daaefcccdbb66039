import { describe, expect, it } from '@jest/globals';
import type { ReturnTask } from '../../../engine/model/commands/token-operation.js';
import type { InstanceDriver } from '../../kit/instance-driver.js';
import { returnTargets } from '../../../engine/operations/return-targets.js';
import { drive, person } from '../../kit/instance-driver.js';
import { calling, finish, fork, manySub, manyTask, nested, row, standing, WHY } from '../../kit/operation-shapes.js';

/** Claims a task and returns it. */
function back(
  run: InstanceDriver,
  elementId: string,
  to: ReturnTask['to'] = 'previous',
  resume: ReturnTask['resume'] = 'onward',
  place = 0,
) {
  const item = run.item(elementId, place);
  const actor = person(item.assignee ?? 'u-returner');
  if (item.state === 'ready') run.accept({ type: 'claimWorkItem', workItemId: item.id }, actor);
  return run.send({ type: 'returnTask', from: { workItemId: item.id }, to, resume, ...WHY }, actor);
}

describe('returning a task', () => {
  it('goes to the step before, to whoever did it, and on from there', () => {
    const run = drive(row()).start().done('a', {}, person('u-a')).done('b', {}, person('u-b'));
    expect(back(run, 'c')).toMatchObject({ ok: true });
    expect(standing(run)).toEqual(['b']);
    expect(run.item('b')).toMatchObject({ state: 'claimed', assignee: 'u-b' });
    run.done('b', {}, person('u-b'));
    expect(standing(run)).toEqual(['c']);
    expect(finish(run).state.status).toBe('completed');
  });

  it('goes to any earlier step, and straight back when told so', () => {
    const run = drive(row()).start().done('a').done('b');
    back(run, 'c', { elementId: 'a' }, 'direct');
    expect(standing(run)).toEqual(['a']);
    run.done('a');
    expect(standing(run)).toEqual(['c']);
    expect(run.item('c')).toMatchObject({ assignee: 'u-returner' });
    expect(finish(run).state.status).toBe('completed');
  });

  it('tells before, after and why', () => {
    const run = drive(row()).start().done('a');
    const { id } = run.item('b');
    back(run, 'b');
    expect(run.history.find(({ type }) => type === 'operationDone')?.data).toMatchObject({
      operation: 'returnTask',
      reason: 'because',
      before: { workItems: { [id]: { elementId: 'b', assignee: 'u-returner' } } },
      after: { workItems: { [run.item('a').id]: { elementId: 'a', assignee: 'u-1' } } },
    });
  });

  it('is refused without a reason, by others than the holder, and to what was not done before', () => {
    const run = drive(row()).start().done('a');
    const { id: workItemId } = run.item('b');
    const body = { type: 'returnTask', from: { workItemId }, to: 'previous', resume: 'onward' } as const;
    run.accept({ type: 'claimWorkItem', workItemId }, person('u-b'));
    const code = (outcome: ReturnType<typeof run.send>) => (outcome.ok ? 'ok' : outcome.rejection.code);
    expect(code(run.send(body, person('u-b')))).toBe('REASON_NEEDED');
    expect(code(run.send({ ...body, ...WHY, to: { elementId: 'c' } }, person('u-b')))).toBe('NOT_EARLIER');
    expect(code(run.send({ ...body, ...WHY, to: { elementId: 'b' } }, person('u-b')))).toBe('NOT_EARLIER');
    expect(run.send({ ...body, ...WHY }, person('u-x')).ok).toBe(false);
  });

  it('to the starter puts the form of the start event to them, who submits again', () => {
    const run = drive(row()).start({ n: 1 }).done('a').done('b');
    back(run, 'c', 'starter');
    expect(run.item('start')).toMatchObject({ assignee: 'u-owner', state: 'claimed' });
    run.done('start', { n: 2 }, person('u-owner'));
    expect(run.variables).toMatchObject({ n: 2 });
    expect(standing(run)).toEqual(['a']);
    expect(finish(run).state.status).toBe('completed');
  });

  it('to the starter goes to the step the starter did', () => {
    const run = drive(row()).start().done('a', {}, person('u-owner')).done('b');
    back(run, 'c', 'starter');
    expect(run.item('a')).toMatchObject({ assignee: 'u-owner' });
  });
});

describe('returning a task of a parallel branch', () => {
  it('within the branch leaves the other branch alone', () => {
    const run = drive(fork()).start().done('first').done('a1').done('b1');
    back(run, 'a2');
    expect(standing(run)).toEqual(['a1', 'b2']);
    expect(finish(run).state.status).toBe('completed');
    expect(run.trail('workItemCompleted').filter((id) => id === 'last')).toHaveLength(1);
  });

  it('within the branch leaves the other branch at the join', () => {
    const run = drive(fork()).start().done('first').done('b1').done('b2').done('a1');
    back(run, 'a2');
    expect(standing(run)).toEqual(['a1', 'close']);
    expect(finish(run).state.status).toBe('completed');
  });

  it('to before the fork takes all branches along', () => {
    const run = drive(fork()).start().done('first').done('b1').done('b2').done('a1');
    back(run, 'a2', { elementId: 'first' });
    expect(standing(run)).toEqual(['first']);
    run.done('first');
    expect(standing(run)).toEqual(['a1', 'b1']);
    expect(finish(run).state.status).toBe('completed');
  });

  it('to before the fork and straight back brings all branches back as they stood', () => {
    const run = drive(fork()).start().done('first').done('b1').done('b2').done('a1');
    back(run, 'a2', { elementId: 'first' }, 'direct');
    run.done('first');
    expect(standing(run)).toEqual(['a2', 'close']);
    expect(finish(run).state.status).toBe('completed');
  });

  it('from behind the join into a branch counts the other branch as done', () => {
    const run = drive(fork()).start().done('first').done('b1').done('b2').done('a1').done('a2');
    back(run, 'last', { elementId: 'b1' });
    expect(standing(run)).toEqual(['b1', 'close']);
    run.done('b1').done('b2');
    expect(standing(run)).toEqual(['last']);
    expect(finish(run).state.status).toBe('completed');
  });

  it('from behind the join into a branch and straight back leaves nothing at the join', () => {
    const run = drive(fork()).start().done('first').done('b1').done('b2').done('a1').done('a2');
    back(run, 'last', { elementId: 'b1' }, 'direct');
    run.done('b1');
    expect(standing(run)).toEqual(['last']);
    expect(finish(run).state.status).toBe('completed');
  });

  it('into the branch beside it is refused', () => {
    const run = drive(fork()).start().done('first').done('b1').done('a1');
    expect(back(run, 'a2', { elementId: 'b1' })).toMatchObject({ rejection: { code: 'NOT_EARLIER' } });
  });
});

describe('returning a task of a nested sub-process', () => {
  it('moves inside of it', () => {
    const run = drive(nested()).start().done('before').done('x');
    back(run, 'y');
    expect(standing(run)).toEqual(['x']);
    expect(finish(run).state.status).toBe('completed');
  });

  it('out of it ends it', () => {
    const run = drive(nested()).start().done('before').done('x');
    back(run, 'y', { elementId: 'before' });
    expect(standing(run)).toEqual(['before']);
    expect(Object.keys(run.state.scopes)).toHaveLength(1);
    expect(finish(run).state.status).toBe('completed');
  });

  it('from its first step goes out of it to the step before', () => {
    const run = drive(nested()).start().done('before');
    back(run, 'x');
    expect(standing(run)).toEqual(['before']);
  });

  it('into it opens it at that step', () => {
    const run = drive(nested()).start().done('before').done('x').done('y', {}, person('u-y'));
    back(run, 'after');
    expect(standing(run)).toEqual(['y']);
    expect(run.item('y')).toMatchObject({ assignee: 'u-y' });
    expect(finish(run).state.status).toBe('completed');
  });

  it('into it and straight back closes it again', () => {
    const run = drive(nested()).start().done('before').done('x').done('y');
    back(run, 'after', { elementId: 'x' }, 'direct');
    run.done('x');
    expect(standing(run)).toEqual(['after']);
    expect(Object.keys(run.state.scopes)).toHaveLength(1);
  });
});

describe.each(['parallel', 'sequential'] as const)('returning a task of a %s multi-instance activity', (mode) => {
  it('within one instance moves that instance only', () => {
    const run = drive(manySub(mode)).start().done('before').done('x');
    back(run, 'y');
    expect(standing(run)).toEqual(mode === 'parallel' ? ['x', 'x', 'x'] : ['x']);
    expect(finish(run).state.status).toBe('completed');
    expect(run.trail('workItemCompleted').filter((id) => id === 'y')).toHaveLength(3);
  });

  it('out of it takes all instances along', () => {
    const run = drive(manySub(mode)).start().done('before').done('x').done('y').done('x');
    back(run, 'y', { elementId: 'before' });
    expect(standing(run)).toEqual(['before']);
    expect(finish(run).state.status).toBe('completed');
  });

  it('out of a task for several people takes the task back from all of them', () => {
    const run = drive(manyTask(mode)).start().done('before').done('sign');
    back(run, 'sign');
    expect(standing(run)).toEqual(['before']);
    run.done('before');
    expect(standing(run)).toEqual(mode === 'parallel' ? ['sign', 'sign', 'sign'] : ['sign']);
    expect(finish(run).variables['signed']).toEqual([1, 2, 3]);
  });

  it('out of it and straight back brings every instance back as it stood', () => {
    const run = drive(manyTask(mode)).start().done('before').done('sign');
    back(run, 'sign', 'previous', 'direct');
    run.done('before');
    expect(standing(run)).toEqual(mode === 'parallel' ? ['sign', 'sign'] : ['sign']);
    expect(finish(run).variables['signed']).toEqual([1, 2, 3]);
  });

  it('from behind it begins it again as a whole', () => {
    const run = drive(manyTask(mode)).start().done('before').done('sign').done('sign').done('sign');
    back(run, 'after');
    expect(standing(run)).toEqual(mode === 'parallel' ? ['sign', 'sign', 'sign'] : ['sign']);
    expect(finish(run).state.status).toBe('completed');
  });
});

describe('returning through a call', () => {
  it('is a command for the caller, and cancels the called instance', () => {
    const run = drive(calling()).start().done('before');
    const [call] = Object.values(run.state.calls);
    run.accept({ type: 'returnTask', from: { callId: call?.id ?? '' }, to: 'previous', resume: 'direct', ...WHY });
    expect(run.asked).toContain('cancelChild');
    expect(standing(run)).toEqual(['before']);
    run.done('before');
    expect(standing(run)).toEqual(['sub']);
    expect(finish(run).state.status).toBe('completed');
  });

  it('is offered in the called instance beside its own steps', () => {
    const parent = { instanceId: 'i', callId: 'c1', depth: 1 };
    const run = drive(row()).start({}, { parent }).done('a', {}, person('u-a'));
    expect(returnTargets(run.program, run.state, run.item('b').tokenId)).toMatchObject({
      steps: [{ elementId: 'a', userId: 'u-a' }],
      caller: parent,
    });
    expect(returnTargets(run.program, run.state, 't99').steps).toEqual([]);
    expect(back(run, 'b', 'starter')).toMatchObject({ rejection: { code: 'NOT_EARLIER' } });
  });

  it('from behind it calls again', () => {
    const run = drive(calling())
      .start()
      .done('before')
      .callDone('sub', {}, { inside: ['u-x'] });
    back(run, 'after');
    expect(standing(run)).toEqual(['sub']);
    expect(finish(run).state.status).toBe('completed');
  });
});
