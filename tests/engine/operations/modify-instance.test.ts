import { describe, expect, it } from '@jest/globals';
import type { Modification } from '../../../engine/model/commands/modification.js';
import type { InstanceDriver } from '../../kit/instance-driver.js';
import { drive } from '../../kit/instance-driver.js';
import { ADMIN, finish, fork, manySub, manyTask, nested, row, standing, WHY } from '../../kit/operation-shapes.js';

function modify(run: InstanceDriver, ...changes: readonly Modification[]): string {
  const outcome = run.send({ type: 'modifyInstance', changes, ...WHY }, ADMIN);
  return outcome.ok ? 'ok' : outcome.rejection.code;
}

describe('a modification', () => {
  it('starts before and after elements beside what runs', () => {
    const run = drive(row()).start();
    expect(modify(run, { do: 'startBefore', elementId: 'c' }, { do: 'startAfter', elementId: 'a' })).toBe('ok');
    expect(standing(run)).toEqual(['a', 'b', 'c']);
    expect(finish(run).state.status).toBe('completed');
  });

  it('moves and cancels tokens one by one', () => {
    const run = drive(fork()).start().done('first');
    const { tokenId } = run.item('a1');
    expect(modify(run, { do: 'move', tokenId, elementId: 'a2' }, { do: 'cancelAll', elementId: 'b1' })).toBe('ok');
    expect(standing(run)).toEqual(['a2']);
  });

  it('starts inside of a sub-process that is open, and opens one that is not, with variables', () => {
    const run = drive(nested()).start();
    expect(modify(run, { do: 'startBefore', elementId: 'y', variables: { mine: 1 } })).toBe('ok');
    expect(standing(run)).toEqual(['before', 'y']);
    const { scopeId } = run.item('y');
    expect(run.state.scopes[scopeId]?.variables).toEqual({ mine: 1 });
    expect(modify(run, { do: 'startBefore', elementId: 'x', variables: { more: 2 } })).toBe('ok');
    expect(run.item('x').scopeId).toBe(scopeId);
    expect(run.state.scopes[scopeId]?.variables).toEqual({ mine: 1, more: 2 });
    expect(finish(run).state.status).toBe('completed');
  });

  it('asks which instance is meant when several are open', () => {
    const run = drive(manySub('parallel')).start().done('before');
    expect(modify(run, { do: 'startBefore', elementId: 'y' })).toBe('SCOPE_AMBIGUOUS');
    const { scopeId } = run.item('x', 1);
    expect(modify(run, { do: 'startBefore', elementId: 'y', scopeId })).toBe('ok');
    expect(standing(run)).toEqual(['x', 'x', 'x', 'y']);
    expect(modify(run, { do: 'startBefore', elementId: 'y', scopeId: 's99' })).toBe('SCOPE_GONE');
    expect(finish(run).state.status).toBe('completed');
  });

  it.each(['parallel', 'sequential'] as const)('cancels one instance of a %s loop, and the loop goes on', (mode) => {
    const run = drive(manyTask(mode)).start().done('before').done('sign');
    expect(modify(run, { do: 'cancel', tokenId: run.item('sign').tokenId })).toBe('ok');
    expect(standing(run)).toEqual(['sign']);
    run.done('sign');
    expect(standing(run)).toEqual(['after']);
  });

  it('cancels a sub-process with its last token, and the instance with the last of all', () => {
    const run = drive(nested()).start().done('before');
    expect(modify(run, { do: 'startBefore', elementId: 'after' }, { do: 'cancelAll', elementId: 'x' })).toBe('ok');
    expect(standing(run)).toEqual(['after']);
    expect(Object.keys(run.state.scopes)).toHaveLength(1);
    expect(modify(run, { do: 'cancelAll', elementId: 'after' })).toBe('ok');
    expect(run.state.status).toBe('cancelled');
  });

  it('is all or nothing', () => {
    const run = drive(row()).start();
    const before = run.state;
    expect(modify(run, { do: 'startBefore', elementId: 'c' }, { do: 'cancel', tokenId: 't99' })).toBe('TOKEN_GONE');
    expect(modify(run, { do: 'startBefore', elementId: 'no' })).toBe('ELEMENT_UNKNOWN');
    expect(modify(run, { do: 'cancelAll', elementId: 'no' })).toBe('ELEMENT_UNKNOWN');
    expect(run.state).toBe(before);
  });
});
