import { describe, expect, it } from '@jest/globals';
import { drive } from '../../kit/instance-driver.js';
import { message, processOf, programOf, timer } from '../../kit/process-builder.js';

/** start -> split -> the user tasks a, b, c where asked for -> join -> end */
function splitAndJoin() {
  const plan = processOf('p').start('start').or('split').or('join').end('end').row('start', 'split').row('join', 'end');
  for (const id of ['a', 'b', 'c']) {
    plan.user(id).flow('split', id, `contains(want, "${id}")`).row(id, 'join');
  }
  return plan;
}

describe('an inclusive split', () => {
  it('takes every flow whose condition holds', () => {
    const run = drive(programOf(splitAndJoin().plan())).start({ want: 'ac' });
    expect(Object.values(run.state.workItems).map(({ elementId }) => elementId)).toEqual(['a', 'c']);
  });

  it('takes the default flow when no condition holds, and only then', () => {
    const plan = splitAndJoin().user('d').flow('split', 'd', { default: true }).row('d', 'join');
    const items = (want: string) =>
      Object.values(drive(programOf(plan.plan())).start({ want }).state.workItems).map(({ elementId }) => elementId);
    expect(items('x')).toEqual(['d']);
    expect(items('b')).toEqual(['b']);
  });

  it('counts a flow without condition as one whose condition holds', () => {
    const plan = processOf('p').start('start').or('split').end('a').end('b').end('c').row('start', 'split');
    plan.flow('split', 'a').flow('split', 'b', 'false').flow('split', 'c', { default: true });
    expect(drive(programOf(plan.plan())).start().trail('elementCompleted')).toEqual(['start', 'split', 'a']);
  });

  it('stops with an incident when nothing holds and there is no default, and goes on once that is repaired', () => {
    const run = drive(programOf(splitAndJoin().plan())).start({ want: 'x' });
    expect(run.incidents).toEqual(['split NO_FLOW']);
    expect(run.resolve({ want: 'b' }).item('b')).toBeDefined();
  });
});

describe('an inclusive join', () => {
  it('waits for exactly the branches that were taken', () => {
    const run = drive(programOf(splitAndJoin().plan())).start({ want: 'ac' }).done('c');
    expect(run.state.status).toBe('active');
    expect(run.done('a').trail('elementCompleted')).toEqual(['start', 'split', 'c', 'a', 'join', 'end']);
    expect(run.state.status).toBe('completed');
  });

  it('is one for all branches even if they end in the same step', () => {
    const plan = processOf('p').start('start').and('fork').throw('a').throw('b').or('join').end('end');
    plan.row('start', 'fork', 'a', 'join', 'end').row('fork', 'b', 'join');
    const run = drive(programOf(plan.plan())).start();
    expect(run.trail('elementCompleted').filter((id) => id === 'join')).toHaveLength(1);
  });

  it('waits for the activity when what its reminder started beside it comes first', () => {
    const plan = processOf('p').start('start').user('a').boundary('late', 'a', message('late', '"k"'), false).user('b');
    plan.or('join').end('end').row('start', 'a', 'join', 'end').row('late', 'b', 'join');
    const run = drive(programOf(plan.plan())).start().deliver('late').done('b');
    expect(run.state.status).toBe('active');
    expect(run.done('a').trail('elementCompleted')).toEqual(['start', 'late', 'b', 'a', 'join', 'end']);
  });

  it('goes on as soon as the token it waited for takes another way', () => {
    const plan = processOf('p')
      .start('start')
      .and('fork')
      .user('a')
      .user('b')
      .xor('choice')
      .or('join')
      .end('end')
      .user('elsewhere')
      .end('lost')
      .row('start', 'fork', 'a', 'join', 'end')
      .row('fork', 'b', 'choice')
      .flow('choice', 'join', 'back')
      .flow('choice', 'elsewhere', { default: true })
      .row('elsewhere', 'lost');
    const run = drive(programOf(plan.plan())).start({ back: false }).done('a');
    expect(run.trail('elementCompleted')).not.toContain('join');
    run.done('b');
    expect(run.trail('elementCompleted').slice(-2)).toEqual(['join', 'end']);
    expect(run.item('elsewhere')).toBeDefined();
  });

  it('does not wait for a token that can come as well to a flow where one has arrived', () => {
    const plan = processOf('p')
      .start('start')
      .and('fork')
      .user('slow')
      .xor('choice')
      .or('join')
      .user('after')
      .end('end')
      .row('start', 'fork')
      .throw('m')
      .row('fork', 'm')
      .row('fork', 'slow', 'choice')
      .throw('left')
      .row('m', 'left')
      .row('left', 'join')
      .flow('choice', 'left', 'false')
      .flow('choice', 'join', { default: true })
      .row('join', 'after', 'end');
    const run = drive(programOf(plan.plan())).start();
    expect(run.item('after')).toBeDefined();
    expect(run.item('slow')).toBeDefined();
  });

  it('waits for a token that can come from a boundary event', () => {
    const plan = processOf('p')
      .start('start')
      .and('fork')
      .user('a')
      .user('b')
      .boundary('late', 'b', timer('duration', 'PT1H'))
      .or('join')
      .end('end')
      .end('done')
      .row('start', 'fork', 'a', 'join', 'end')
      .row('fork', 'b', 'done')
      .row('late', 'join');
    const waiting = drive(programOf(plan.plan())).start().done('a');
    expect(waiting.trail('elementCompleted')).not.toContain('join');
    expect(waiting.fire('late').state.status).toBe('completed');
    expect(waiting.trail('elementCompleted').filter((id) => id === 'join')).toHaveLength(1);
    const other = drive(programOf(plan.plan())).start().done('a').done('b');
    expect(other.state).toMatchObject({ status: 'completed' });
  });

  it('in a loop waits in each turn for the branches of that turn', () => {
    const plan = processOf('p')
      .start('start')
      .xor('again')
      .or('split')
      .user('a')
      .user('b')
      .or('join')
      .xor('enough')
      .end('end')
      .row('start', 'again', 'split')
      .flow('split', 'a', 'contains(want, "a")')
      .flow('split', 'b', 'contains(want, "b")')
      .row('a', 'join')
      .row('b', 'join')
      .row('join', 'enough')
      .flow('enough', 'again', 'more')
      .flow('enough', 'end', { default: true });
    const run = drive(programOf(plan.plan())).start({ want: 'ab', more: true });
    run.done('a').done('b', { want: 'b' });
    expect(run.trail('elementCompleted').filter((id) => id === 'join')).toHaveLength(1);
    run.done('b', { more: false });
    expect(run.state.status).toBe('completed');
    expect(run.trail('elementCompleted').filter((id) => id === 'join')).toHaveLength(2);
  });

  it('inside a loop does not wait for a token that would have to pass it first', () => {
    const plan = processOf('p')
      .start('start')
      .or('merge')
      .user('work')
      .xor('more')
      .end('end')
      .row('start', 'merge', 'work', 'more')
      .flow('more', 'merge', 'again')
      .flow('more', 'end', { default: true });
    const run = drive(programOf(plan.plan())).start({ again: true });
    expect(
      run
        .done('work')
        .trail('elementCompleted')
        .filter((id) => id === 'merge'),
    ).toHaveLength(2);
    expect(run.done('work', { again: false }).state.status).toBe('completed');
  });

  it('in a sub-process knows only the tokens of its own scope', () => {
    const plan = processOf('p')
      .start('start')
      .and('fork')
      .user('outside')
      .sub('sub', (inner) => {
        inner.start('s').and('f').user('x').user('y').or('j').end('e');
        inner.row('s', 'f', 'x', 'j', 'e').row('f', 'y', 'j');
      })
      .end('end')
      .row('start', 'fork', 'outside', 'end')
      .row('fork', 'sub', 'end');
    const run = drive(programOf(plan.plan())).start().done('x').done('y');
    expect(run.trail('elementCompleted').slice(-4)).toEqual(['j', 'e', 'sub', 'end']);
  });

  it('waits for a sub-process whose outcome can still come', () => {
    const plan = processOf('p')
      .start('start')
      .and('fork')
      .user('a')
      .sub('sub', (inner) => inner.start('s').user('deep').end('e').row('s', 'deep', 'e'))
      .or('join')
      .end('end')
      .row('start', 'fork', 'a', 'join', 'end')
      .row('fork', 'sub', 'join');
    const run = drive(programOf(plan.plan())).start().done('a');
    expect(run.trail('elementCompleted')).not.toContain('join');
    expect(run.done('deep').state.status).toBe('completed');
  });

  it('goes on when the token it waits for is cancelled by an event sub-process that does not end the rest', () => {
    const plan = processOf('p')
      .start('start')
      .and('fork')
      .user('a')
      .user('b')
      .boundary('stop', 'b', message('stop', '"k"'))
      .end('stopped')
      .or('join')
      .end('end')
      .row('start', 'fork', 'a', 'join', 'end')
      .row('fork', 'b', 'join')
      .row('stop', 'stopped');
    const run = drive(programOf(plan.plan())).start().done('a').deliver('stop');
    expect(run.trail('elementCompleted').slice(-2)).toEqual(['join', 'end']);
    expect(run.state.status).toBe('completed');
  });

  it('takes one token of each flow and leaves a second one of the same flow for its next turn', () => {
    const plan = processOf('p').start('start').throw('twice').throw('m').or('join').user('after').end('end');
    plan.row('start', 'twice', 'm', 'join', 'after', 'end').row('twice', 'm').user('other').row('other', 'join');
    const run = drive(programOf(plan.plan())).start();
    expect(Object.values(run.state.workItems).map(({ elementId }) => elementId)).toEqual(['after', 'after']);
  });
});

describe('two inclusive joins that wait for each other', () => {
  const vicious = () => {
    const plan = processOf('p').start('start').and('fork').or('one').or('two').xor('x').xor('y').end('end').end('fin');
    plan.row('start', 'fork', 'one', 'x').row('fork', 'two', 'y');
    plan.flow('x', 'two', 'cross').flow('x', 'end', { default: true });
    plan.flow('y', 'one', 'cross').flow('y', 'fin', { default: true });
    return programOf(plan.plan());
  };

  it('are an incident, not silence', () => {
    expect(drive(vicious()).start({ cross: false }).incidents).toEqual(['one DEADLOCK', 'two DEADLOCK']);
  });

  it('go on when a person lets one of them go', () => {
    const run = drive(vicious()).start({ cross: false }).resolve();
    expect(run.trail('elementCompleted')).toEqual(['start', 'fork', 'one', 'x', 'end', 'two', 'y', 'fin']);
    expect(run.state.status).toBe('completed');
  });
});
