import { describe, expect, it } from '@jest/globals';
import { drive } from '../../kit/instance-driver.js';
import { processOf, programOf } from '../../kit/process-builder.js';

function choice(more: (plan: ReturnType<typeof processOf>) => void = () => undefined) {
  const plan = processOf('p')
    .start('start')
    .xor('g')
    .throw('big')
    .throw('small')
    .end('end')
    .row('start', 'g')
    .flow('g', 'big', 'amount > 100')
    .flow('g', 'small', 'amount > 10')
    .row('big', 'end')
    .row('small', 'end');
  more(plan);
  return programOf(plan.plan());
}

describe('an exclusive gateway', () => {
  it('takes the first flow whose condition holds', () => {
    expect(drive(choice()).start({ amount: 200 }).trail('elementCompleted')).toEqual(['start', 'g', 'big', 'end']);
    expect(drive(choice()).start({ amount: 50 }).trail('elementCompleted')).toEqual(['start', 'g', 'small', 'end']);
  });

  it('takes the default flow when no condition holds', () => {
    const program = choice((plan) => plan.throw('none').row('none', 'end').flow('g', 'none', { default: true }));
    expect(drive(program).start({ amount: 1 }).trail('elementCompleted')).toEqual(['start', 'g', 'none', 'end']);
  });

  it('stops with an incident when no condition holds and there is no default, and goes on once that is repaired', () => {
    const run = drive(choice()).start({ amount: 1 });
    expect(run.incidents).toEqual(['g NO_FLOW']);
    run.resolve({ amount: 2 });
    expect(run.incidents).toEqual(['g NO_FLOW']);
    run.resolve({ amount: 20 });
    expect(run.trail('elementCompleted')).toEqual(['start', 'g', 'small', 'end']);
    expect(run.state).toMatchObject({ status: 'completed', incidents: {} });
  });

  it('takes a condition that is null as not fulfilled, and one that is no truth value as a fault', () => {
    const program = choice((plan) => plan.throw('none').row('none', 'end').flow('g', 'none', { default: true }));
    expect(drive(program).start({}).trail('elementCompleted')).toEqual(['start', 'g', 'none', 'end']);
    const wrong = processOf('p')
      .start('start')
      .xor('g')
      .end('a')
      .end('b')
      .row('start', 'g')
      .flow('g', 'a', '1 + 1')
      .flow('g', 'b', { default: true });
    expect(drive(programOf(wrong.plan())).start().incidents).toEqual(['g EXPRESSION_FAILED']);
  });
});

describe('conditions behind an activity', () => {
  const plan = processOf('p')
    .start('start')
    .throw('a')
    .end('x')
    .end('y')
    .end('z')
    .row('start', 'a')
    .flow('a', 'x', 'n > 1')
    .flow('a', 'y', 'n > 2')
    .flow('a', 'z', { default: true })
    .plan();

  it('lets every flow go whose condition holds', () => {
    expect(drive(programOf(plan)).start({ n: 3 }).trail('elementCompleted')).toEqual(['start', 'a', 'x', 'y']);
  });

  it('takes the default flow when no other condition holds', () => {
    expect(drive(programOf(plan)).start({ n: 0 }).trail('elementCompleted')).toEqual(['start', 'a', 'z']);
  });
});

describe('a parallel gateway', () => {
  const fork = () =>
    processOf('p')
      .start('start')
      .and('fork')
      .user('a')
      .user('b')
      .and('join')
      .end('end')
      .row('start', 'fork', 'a', 'join', 'end')
      .row('fork', 'b', 'join');

  it('waits for one token of each incoming flow', () => {
    const run = drive(programOf(fork().plan())).start().done('b');
    expect(run.state.status).toBe('active');
    expect(run.done('a').trail('elementEntered')).toEqual(['start', 'fork', 'a', 'b', 'join', 'end']);
    expect(run.state.status).toBe('completed');
  });

  it('does not look at conditions', () => {
    const plan = processOf('p')
      .start('start')
      .and('fork')
      .end('a')
      .end('b')
      .row('start', 'fork')
      .flow('fork', 'a', 'false')
      .row('fork', 'b');
    expect(drive(programOf(plan.plan())).start().trail('elementCompleted')).toEqual(['start', 'fork', 'a', 'b']);
  });

  it('does not take two tokens of the same flow for two flows', () => {
    const plan = processOf('p')
      .start('start')
      .throw('twice')
      .throw('m')
      .and('join')
      .user('late')
      .end('end')
      .row('start', 'twice', 'm', 'join')
      .row('twice', 'm')
      .row('twice', 'late', 'join', 'end');
    const run = drive(programOf(plan.plan())).start();
    expect(Object.values(run.state.tokens).filter(({ elementId }) => elementId === 'join')).toHaveLength(2);
    run.done('late');
    expect(run.trail('elementCompleted').filter((id) => id === 'join')).toHaveLength(1);
    expect(run.incidents).toEqual(['join DEADLOCK']);
  });

  it('reports a join that no token can reach any more, and lets a person send it on', () => {
    const plan = processOf('p')
      .start('start')
      .xor('g')
      .throw('a')
      .throw('b')
      .and('join')
      .end('end')
      .row('start', 'g')
      .flow('g', 'a', 'true')
      .flow('g', 'b', { default: true })
      .row('a', 'join', 'end')
      .row('b', 'join');
    const run = drive(programOf(plan.plan())).start();
    expect(run.incidents).toEqual(['join DEADLOCK']);
    expect(run.resolve().state.status).toBe('completed');
  });

  it('stays quiet about a join as long as somebody may still come', () => {
    expect(drive(programOf(fork().plan())).start().done('a').incidents).toEqual([]);
  });
});

describe('a loop that never waits', () => {
  it('is stopped by an incident, and the other branches go on', () => {
    const plan = processOf('p')
      .start('start')
      .and('fork')
      .throw('a')
      .throw('b')
      .user('other')
      .end('end')
      .row('start', 'fork', 'a', 'b', 'a')
      .row('fork', 'other', 'end');
    const run = drive(programOf(plan.plan())).start();
    expect(run.incidents).toEqual([expect.stringMatching(/^[ab] LOOP_BUDGET$/)]);
    expect(run.item('other')).toMatchObject({ state: 'ready' });
  });
});
