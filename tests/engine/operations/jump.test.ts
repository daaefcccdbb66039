import { describe, expect, it } from '@jest/globals';
import type { InstanceDriver } from '../../kit/instance-driver.js';
import { drive, person } from '../../kit/instance-driver.js';
import { message, processOf, programOf } from '../../kit/process-builder.js';
import {
  ADMIN,
  calling,
  finish,
  fork,
  manySub,
  manyTask,
  nested,
  row,
  standing,
  WHY,
} from '../../kit/operation-shapes.js';

function jump(run: InstanceDriver, from: string, elementId: string) {
  const { tokenId } = run.item(from);
  return run.send({ type: 'jump', from: { tokenId }, elementId, ...WHY }, ADMIN);
}

const code = (outcome: ReturnType<typeof jump>) => (outcome.ok ? 'ok' : outcome.rejection.code);

describe('a jump', () => {
  it('goes forwards and backwards in a row, to steps nobody has done', () => {
    const run = drive(row()).start();
    expect(code(jump(run, 'a', 'c'))).toBe('ok');
    expect(standing(run)).toEqual(['c']);
    expect(code(jump(run, 'c', 'b'))).toBe('ok');
    expect(standing(run)).toEqual(['b']);
    expect(code(jump(run, 'b', 'end'))).toBe('ok');
    expect(run.state).toMatchObject({ status: 'completed', endEventId: 'end' });
  });

  it('within a branch leaves the other; behind the join takes it along', () => {
    const run = drive(fork()).start().done('first');
    jump(run, 'a1', 'a2');
    expect(standing(run)).toEqual(['a2', 'b1']);
    jump(run, 'a2', 'last');
    expect(standing(run)).toEqual(['last']);
    expect(finish(run).state.status).toBe('completed');
  });

  it('from before a fork into a branch counts the other branch as done', () => {
    const run = drive(fork()).start();
    jump(run, 'first', 'b2');
    expect(standing(run)).toEqual(['b2', 'close']);
    run.done('b2');
    expect(standing(run)).toEqual(['last']);
  });

  it('from one branch into the other ends the first', () => {
    const run = drive(fork()).start().done('first').done('b1');
    jump(run, 'a1', 'b1');
    expect(standing(run)).toEqual(['b1', 'close']);
    expect(finish(run).state.status).toBe('completed');
  });

  it('into nested sub-processes opens them, out of them closes them', () => {
    const run = drive(nested()).start();
    jump(run, 'before', 'y');
    expect(standing(run)).toEqual(['y']);
    jump(run, 'y', 'after');
    expect(standing(run)).toEqual(['after']);
    expect(Object.keys(run.state.scopes)).toHaveLength(1);
    jump(run, 'after', 'inner');
    expect(standing(run)).toEqual(['x']);
    expect(finish(run).state.status).toBe('completed');
  });

  it.each(['parallel', 'sequential'] as const)('in one instance of a %s sub-process moves that one', (mode) => {
    const run = drive(manySub(mode)).start().done('before');
    jump(run, 'x', 'y');
    expect(standing(run)).toEqual(mode === 'parallel' ? ['x', 'x', 'y'] : ['y']);
    expect(finish(run).state.status).toBe('completed');
  });

  it.each(['parallel', 'sequential'] as const)('out of a %s task ends it for everybody; into it begins it', (mode) => {
    const run = drive(manyTask(mode)).start().done('before');
    jump(run, 'sign', 'after');
    expect(standing(run)).toEqual(['after']);
    jump(run, 'after', 'sign');
    expect(standing(run)).toEqual(mode === 'parallel' ? ['sign', 'sign', 'sign'] : ['sign']);
  });

  it('away from a call cancels the called instance', () => {
    const run = drive(calling()).start().done('before');
    const [call] = Object.values(run.state.calls);
    run.accept({ type: 'jump', from: { callId: call?.id ?? '' }, elementId: 'after', ...WHY }, ADMIN);
    expect(run.asked).toContain('cancelChild');
    expect(standing(run)).toEqual(['after']);
  });

  it('is refused into the middle of a loop, to a boundary event, to nothing, and from nothing', () => {
    const run = drive(manySub('parallel')).start();
    expect(code(jump(run, 'before', 'x'))).toBe('TARGET_IN_LOOP');
    expect(code(jump(run, 'before', 'nowhere'))).toBe('ELEMENT_UNKNOWN');
    const token = { tokenId: 't99' };
    expect(code(run.send({ type: 'jump', from: token, elementId: 'before', ...WHY }))).toBe('TOKEN_GONE');
    const bounded = programOf(
      processOf('p')
        .start('start')
        .user('a')
        .boundary('edge', 'a', message('m', '"k"'))
        .end('end')
        .row('start', 'a', 'end')
        .row('edge', 'end')
        .plan(),
    );
    expect(code(jump(drive(bounded).start(), 'a', 'edge'))).toBe('TARGET_NOT_A_STEP');
  });

  it('out of an event sub-process that had interrupted lets its scope be as before', () => {
    const program = programOf(
      processOf('p')
        .start('start')
        .user('a')
        .user('b')
        .end('end')
        .row('start', 'a', 'b', 'end')
        .eventSub('stop', message('stop', '"k"'), true, (inner) =>
          inner.user('handle').end('handled').row('stopStart', 'handle', 'handled'),
        )
        .plan(),
    );
    const run = drive(program).start().deliver('stopStart');
    expect(standing(run)).toEqual(['handle']);
    jump(run, 'handle', 'b');
    expect(standing(run)).toEqual(['b']);
    run.deliver('stopStart');
    expect(standing(run)).toEqual(['handle']);
    run.done('handle', {}, person('u-1'));
    expect(run.state.status).toBe('completed');
  });
});
