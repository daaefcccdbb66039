import { describe, expect, it } from '@jest/globals';
import { drive } from '../../kit/instance-driver.js';
import { processOf, programOf } from '../../kit/process-builder.js';

/** Three user tasks run into the gateway `g`; `after` follows it. */
function three(condition: string | undefined, more: (plan: ReturnType<typeof processOf>) => void = () => undefined) {
  const plan = processOf('p').start('start').and('fork').complex('g', condition).user('after').end('end');
  plan.row('start', 'fork').row('after', 'end');
  for (const id of ['a', 'b', 'c']) plan.user(id).row('fork', id, 'g');
  if (more.length === 0) plan.row('g', 'after');
  more(plan);
  return programOf(plan.plan());
}

const timesOf = (run: ReturnType<typeof drive>, id: string): number =>
  run.trail('elementEntered').filter((one) => one === id).length;

describe('a complex gateway that waits for its start', () => {
  it('fires as soon as its condition over the number of waiting tokens holds', () => {
    const run = drive(three('activationCount >= 2')).start().done('b');
    expect(run.trail('elementEntered')).not.toContain('g');
    expect(run.done('c').item('after')).toBeDefined();
  });

  it('sees the tokens of each flow', () => {
    const run = drive(three('get value(activationCounts, "b>g") = 1')).start().done('a').done('c');
    expect(run.trail('elementEntered')).not.toContain('g');
    expect(run.done('b').item('after')).toBeDefined();
  });

  it('needs one token when it has no condition', () => {
    expect(drive(three(undefined)).start().done('c').item('after')).toBeDefined();
  });

  it('sees data, also data that change while it waits', () => {
    const run = drive(three('activationCount >= 1 and ready')).start({ ready: false }).done('a');
    expect(run.trail('elementEntered')).not.toContain('g');
    run.done('b', { ready: true });
    expect(run.item('after')).toBeDefined();
  });

  it('is an incident when its condition cannot be judged, and judges it again afterwards', () => {
    const run = drive(three('activationCount + 1')).start().done('a');
    expect(run.incidents).toEqual(['g EXPRESSION_FAILED']);
    run.done('b');
    expect(run.incidents).toEqual(['g EXPRESSION_FAILED']);
    expect(run.resolve().incidents).toEqual(['g EXPRESSION_FAILED']);
  });

  it('that can never fire is an incident, and a person can let it go with what is there', () => {
    const run = drive(three('activationCount > 3')).start().done('a').done('b').done('c');
    expect(run.incidents).toEqual(['g DEADLOCK']);
    expect(run.resolve().item('after')).toBeDefined();
  });
});

describe('a complex gateway that has fired', () => {
  it('takes the late tokens at its reset and lets nothing more go by flows without condition', () => {
    const run = drive(three('activationCount >= 1')).start().done('a').done('b').done('c').done('after');
    expect(timesOf(run, 'after')).toBe(1);
    expect(run.state).toMatchObject({ status: 'completed', tokens: {} });
    expect(run.state.gateways).toBeUndefined();
  });

  it('holds its scope open until it has been reset', () => {
    const run = drive(three('activationCount >= 1')).start().done('a').done('after');
    expect(run.state.status).toBe('active');
    expect(Object.values(run.state.gateways ?? {})).toEqual([{ consumed: ['a>g'] }]);
    run.done('b').done('c');
    expect(run.state.status).toBe('completed');
  });

  it('judges its outgoing conditions in both phases', () => {
    const program = three('activationCount >= 2', (plan) => {
      plan.user('late').row('late', 'end');
      plan.flow('g', 'after', 'waitingForStart').flow('g', 'late', 'not(waitingForStart) and activationCount = 1');
    });
    const run = drive(program).start().done('a').done('b');
    expect(run.trail('elementEntered').filter((id) => id === 'after' || id === 'late')).toEqual(['after']);
    run.done('c');
    expect(run.item('late')).toBeDefined();
    expect(run.done('late').done('after').state.status).toBe('completed');
  });

  it('takes its default flow at the reset when conditions were judged and none holds', () => {
    const program = three('activationCount >= 2', (plan) => {
      plan.user('late').row('late', 'end');
      plan.flow('g', 'after', 'waitingForStart').flow('g', 'late', { default: true });
    });
    expect(drive(program).start().done('a').done('b').done('c').item('late')).toBeDefined();
  });

  it('stops with an incident when nothing holds in the first phase and there is no default', () => {
    const program = three('activationCount >= 2', (plan) => plan.flow('g', 'after', 'open'));
    const run = drive(program).start({ open: false }).done('a').done('b');
    expect(run.incidents).toEqual(['g NO_FLOW']);
    expect(run.resolve({ open: true }).item('after')).toBeDefined();
  });

  it('resets without a token when the tokens it expected have gone elsewhere, and starts anew in the next turn of a loop', () => {
    const plan = processOf('p')
      .start('start')
      .xor('again')
      .and('fork')
      .user('a')
      .user('b')
      .complex('g', 'activationCount >= 1')
      .user('after')
      .xor('more')
      .end('end')
      .row('start', 'again', 'fork', 'a', 'g', 'after', 'more')
      .row('fork', 'b', 'g')
      .flow('more', 'again', 'turns < 2')
      .flow('more', 'end', { default: true });
    const run = drive(programOf(plan.plan())).start({ turns: 1 }).done('a').done('b').done('after');
    run.done('b').done('a', { turns: 2 }).done('after');
    expect(timesOf(run, 'after')).toBe(2);
    expect(run.state.status).toBe('completed');
  });

  it('leaves a second token of a flow it has consumed for its next start', () => {
    const plan = processOf('p').start('start').and('fork').throw('twice').throw('m').user('b');
    plan.complex('g', 'activationCount >= 1').user('after').end('end');
    plan.row('start', 'fork', 'twice', 'm', 'g', 'after', 'end').row('twice', 'm').row('fork', 'b', 'g');
    const run = drive(programOf(plan.plan())).start();
    expect(timesOf(run, 'after')).toBe(1);
    run.done('b');
    expect(timesOf(run, 'after')).toBe(2);
    run.done('after').done('after');
    expect(run.state.status).toBe('completed');
  });

  it('is forgotten with its scope', () => {
    const plan = processOf('p')
      .start('start')
      .sub('sub', (inner) => {
        inner.start('s').and('f').user('x').user('y').complex('j').user('z').end('e');
        inner.row('s', 'f', 'x', 'j', 'z', 'e').row('f', 'y', 'j');
      })
      .boundary('stop', 'sub', { kind: 'message', message: { name: 'stop', correlationKey: '"k"' } })
      .user('rest')
      .end('end')
      .row('start', 'sub', 'end')
      .row('stop', 'rest', 'end');
    const run = drive(programOf(plan.plan())).start().done('x');
    expect(run.state.gateways).toBeDefined();
    expect(run.deliver('stop').state.gateways).toBeUndefined();
  });
});

describe('a complex gateway with one incoming flow', () => {
  it('splits by its conditions and has no second phase', () => {
    const plan = processOf('p').start('start').complex('g').end('a').end('b').row('start', 'g');
    plan.flow('g', 'a', 'n > 1').flow('g', 'b', 'n > 2');
    const run = drive(programOf(plan.plan())).start({ n: 3 });
    expect(run.trail('elementCompleted')).toEqual(['start', 'g', 'a', 'b']);
    expect(run.state.status).toBe('completed');
  });

  it('can wait for several tokens of it', () => {
    const plan = processOf('p').start('start').throw('twice').throw('m').complex('g', 'activationCount = 2').end('end');
    plan.row('start', 'twice', 'm', 'g', 'end').row('twice', 'm');
    const run = drive(programOf(plan.plan())).start();
    expect(run.trail('elementCompleted').filter((id) => id === 'g')).toHaveLength(1);
    expect(run.incidents).toEqual(['g DEADLOCK']);
  });
});
