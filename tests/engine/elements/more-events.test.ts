import { describe, expect, it } from '@jest/globals';
import { activeElements } from '../../../engine/core/inspect.js';
import { drive } from '../../kit/instance-driver.js';
import type { ProcessBuilder } from '../../kit/process-builder.js';
import {
  conditional,
  mappings,
  message,
  multiple,
  processOf,
  programOf,
  signal,
  timer,
} from '../../kit/process-builder.js';

const start = (builder: ProcessBuilder, variables = {}) => drive(programOf(builder.plan())).start(variables);
const beside = (id: string) => (inner: ProcessBuilder) => inner.end(`${id}End`).row(`${id}Start`, `${id}End`);

describe('a signal', () => {
  it('reaches what waited when it was thrown, unless another who got it has cancelled that', () => {
    const run = start(
      processOf('p')
        .start('start')
        .and('fork')
        .sub('sub', (inner) => inner.start('s').catch('inside', signal('x')).end('e').row('s', 'inside', 'e'))
        .boundary('out', 'sub', signal('x'))
        .user('ask')
        .throw('say', signal('x'))
        .end('end')
        .end('left')
        .row('start', 'fork', 'sub', 'end')
        .row('fork', 'ask', 'say', 'end')
        .row('out', 'left'),
    );
    run.done('ask');
    expect(run.trail('signalReceived')).toEqual(['out']);
    expect(run.state).toMatchObject({ status: 'completed', subscriptions: {} });
  });

  it('asks the host to tell the others, with what the thrower gives', () => {
    const run = start(
      processOf('p')
        .start('start')
        .throw('say', signal('x'), { inputs: mappings({ who: '"Li"' }) })
        .end('end')
        .row('start', 'say', 'end'),
    );
    expect(run.effects).toEqual([
      { seq: 0, type: 'publishSignal', signalId: 'i-e0', signalName: 'x', variables: { who: 'Li' } },
    ]);
  });

  it('is subscribed to by its kind, and refused as a message', () => {
    const run = start(processOf('p').start('start').catch('wait', signal('x')).end('end').row('start', 'wait', 'end'));
    const { id: subscriptionId } = run.subscription('wait');
    expect(run.effects).toEqual([
      expect.objectContaining({ type: 'openSubscription', kind: 'signal', messageName: 'x' }),
    ]);
    expect(activeElements(run.state)).toEqual([expect.objectContaining({ reason: 'signal' })]);
    expect(run.send({ type: 'deliverMessage', subscriptionId, messageId: 'm', variables: {} })).toMatchObject({
      rejection: { code: 'SUBSCRIPTION_GONE' },
    });
    run.accept({ type: 'deliverSignal', subscriptionId, signalId: 'g', variables: { floor: 3 } });
    expect(run.variables).toEqual({ floor: 3 });
  });

  it('that answers itself for ever stops at an incident', () => {
    const run = start(
      processOf('p')
        .start('start')
        .user('ask')
        .throw('say', signal('x'))
        .end('end')
        .row('start', 'ask', 'say', 'end')
        .eventSub('echo', signal('x'), false, (inner) =>
          inner.throw('again', signal('x')).end('echoed').row('echoStart', 'again', 'echoed'),
        ),
    );
    run.done('ask');
    expect(run.incidents).toEqual(['again LOOP_BUDGET']);
  });
});

describe('a condition', () => {
  it('that fails is an incident, and is judged again when the data are repaired', () => {
    const run = start(
      processOf('p').start('start').catch('rich', conditional('sum')).end('end').row('start', 'rich', 'end'),
      { sum: 'much' },
    );
    expect(run.incidents).toEqual(['rich EXPRESSION_FAILED']);
    expect(run.resolve({ sum: true }).state.status).toBe('completed');
  });

  it('asks nothing of the host', () => {
    const run = start(
      processOf('p').start('start').catch('rich', conditional('sum > 3')).end('end').row('start', 'rich', 'end'),
    );
    expect(run.effects).toEqual([]);
    expect(activeElements(run.state)).toEqual([expect.objectContaining({ reason: 'condition' })]);
  });

  it('at a boundary sees what the activity of its process sets, and is gone with the activity', () => {
    const run = start(
      processOf('p')
        .start('start')
        .sub('sub', (inner) => inner.start('s').user('one').user('two').end('e').row('s', 'one', 'two', 'e'))
        .boundary('low', 'sub', conditional('stock < 10'))
        .user('after')
        .end('end')
        .end('bought')
        .row('start', 'sub', 'after', 'end')
        .row('low', 'bought'),
      { stock: 50 },
    );
    run.done('one', { stock: 40 }).done('two');
    expect(run.state.subscriptions).toEqual({});
    expect(run.done('after', { stock: 1 }).state.endEventId).toBe('end');
  });

  it('that becomes true and false within one command has become true', () => {
    const run = start(
      processOf('p')
        .start('start')
        .user('ask')
        .script('up', '20', 'sum')
        .script('down', '0', 'sum')
        .end('end')
        .row('start', 'ask', 'up', 'down', 'end')
        .eventSub('seen', conditional('sum > 10'), false, beside('seen')),
      { sum: 0 },
    );
    run.done('ask');
    expect(run.trail('elementEntered').filter((id) => id === 'seen')).toHaveLength(1);
  });
});

describe('a parallel multiple event', () => {
  const all = multiple(true, message('a', '"k"'), timer('duration', 'PT1H'), signal('s'));
  const waiting = () =>
    start(
      processOf('p')
        .start('start')
        .user('ask')
        .boundary('all', 'ask', all, false)
        .end('end')
        .end('done')
        .row('start', 'ask', 'end')
        .row('all', 'done'),
    );

  it('holds what has come and forgets it with its activity', () => {
    const run = waiting().deliver('all').fire('all');
    const [scope] = Object.values(run.state.scopes);
    expect(scope?.held?.map(({ part }) => part)).toEqual([0, 1]);
    run.done('ask');
    expect(run.state).toMatchObject({ status: 'completed', subscriptions: {}, timers: {} });
    expect(Object.values(run.state.scopes)[0]?.held).toBeUndefined();
  });

  it('that interrupts nothing waits for all of its events anew', () => {
    const run = waiting().deliver('all').fire('all');
    const { id: subscriptionId } = run.subscription('all');
    run.accept({ type: 'deliverSignal', subscriptionId, signalId: 'g', variables: {} });
    expect(run.trail('elementCompleted')).toContain('all');
    expect(Object.values(run.state.subscriptions).map(({ part }) => part)).toEqual([0, 2]);
    expect(Object.values(run.state.timers).map(({ part }) => part)).toEqual([1]);
  });
});

describe('an event-based gateway', () => {
  const race = () =>
    processOf('p')
      .start('start')
      .eventGateway('race')
      .catch('paid', message('paid', 'order'))
      .catch('late', timer('duration', 'PT1H'))
      .catch('poor', conditional('sum < 0'))
      .end('end')
      .row('start', 'race', 'paid', 'end')
      .row('race', 'late', 'end')
      .row('race', 'poor', 'end');

  it('takes the path whose condition holds already', () => {
    const run = start(race(), { order: 'A', sum: -1 });
    expect(run.state.status).toBe('completed');
    expect(run.trail('elementPassed')).toContain('poor');
  });

  it('waits for nothing more once one event has come', () => {
    const run = start(race(), { order: 'A', sum: 1 }).fire('late');
    expect(run.state).toMatchObject({ status: 'completed', subscriptions: {}, timers: {} });
    expect(run.asked).toContain('closeSubscription');
  });

  it('begins to wait when what was wrong is repaired', () => {
    const run = start(race());
    expect(run.incidents).toEqual(['race EXPRESSION_FAILED']);
    expect(run.state.timers).toEqual({});
    expect(run.resolve({ order: 'A' }).deliver('paid', { ok: true }).variables).toEqual({ order: 'A', ok: true });
  });
});

describe('a link', () => {
  it('that nobody catches is an incident', () => {
    const run = start(
      processOf('p')
        .start('start')
        .throw('to', { kind: 'link', name: 'A' })
        .end('end')
        .row('start', 'to')
        .row('to', 'end'),
    );
    expect(run.incidents).toEqual(['to NO_FLOW']);
  });
});

describe('an error of a job that nobody catches', () => {
  it('stops its token, and the job is given out anew when the incident is resolved', () => {
    const run = start(
      processOf('p').start('start').service('work').user('after').end('end').row('start', 'work', 'after', 'end'),
    );
    const first = run.job('work');
    run.accept({ type: 'throwJobError', jobId: first, errorCode: 'E', message: 'no', variables: {} });
    expect(run.state.status).toBe('active');
    expect(run.incidents).toEqual(['work ERROR_UNCAUGHT']);
    run.resolve();
    expect(run.job('work')).not.toBe(first);
    expect(run.jobDone('work').item('after')).toBeDefined();
  });
});
