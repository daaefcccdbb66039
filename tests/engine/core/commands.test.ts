import { describe, expect, it } from '@jest/globals';
import type { CommandBody } from '../../../engine/model/commands/command.js';
import type { InstanceDriver } from '../../kit/instance-driver.js';
import { drive, MONDAY, person } from '../../kit/instance-driver.js';
import {
  limit,
  mappings,
  message,
  multiple,
  processOf,
  programOf,
  signal,
  timer,
  value,
} from '../../kit/process-builder.js';

const HOUR = 3_600_000;

function refusal(run: InstanceDriver, body: CommandBody): unknown {
  const outcome = run.send(body);
  return outcome.ok ? 'ok' : outcome.rejection;
}

/** What the history says of the events of one type. */
function told(run: InstanceDriver, type: string): readonly unknown[] {
  return run.history.filter((event) => event.type === type).map(({ data }) => data);
}

describe('starting', () => {
  const program = programOf(
    processOf('p')
      .start('plain')
      .start('byMessage', { event: message('order') })
      .catch('later', message('later'))
      .receive('answered', 'answer', '=1')
      .sub('inner', (inner) => inner.start('innerStart').user('innerTask').end('innerEnd'))
      .user('task')
      .end('end')
      .row('plain', 'task', 'later', 'answered', 'inner', 'end')
      .row('byMessage', 'task')
      .row('innerStart', 'innerTask', 'innerEnd')
      .plan(),
  );
  const startAt = (startEventId: string) =>
    drive(program).send({
      type: 'startInstance',
      instanceId: 'i',
      rootId: 'i',
      startEventId,
      variables: {},
      config: {},
    });

  it.each(['task', 'later', 'answered', 'innerStart', 'nowhere'])('at %s, which begins nothing, is refused', (id) => {
    expect(startAt(id)).toEqual({ ok: false, rejection: { code: 'START_EVENT_UNKNOWN' } });
  });

  it('at an event that was asked for begins there', () => {
    const run = drive(program).start({}, { startEventId: 'byMessage' });
    expect(run.trail('elementEntered')).toEqual(['byMessage', 'task']);
  });

  it('without a name is refused where two plain start events could be meant', () => {
    const twice = processOf('p').start('a').start('b').end('end').row('a', 'end').row('b', 'end').plan();
    const body = { type: 'startInstance', instanceId: 'i', rootId: 'i', variables: {}, config: {} } as const;
    expect(drive(programOf(twice)).send(body)).toMatchObject({ rejection: { code: 'START_EVENT_UNKNOWN' } });
  });

  it('keeps the case number and whose call it is, and none where there is none', () => {
    const parent = { instanceId: 'above', callId: 'c1', depth: 1 };
    const called = drive(program).start({}, { startEventId: 'plain', businessKey: 'SPXK-1', parent });
    expect(called.state).toMatchObject({ businessKey: 'SPXK-1', parent });
    const own = drive(program).start({}, { startEventId: 'plain' });
    expect(own.state).not.toHaveProperty('businessKey');
    expect(own.state).not.toHaveProperty('parent');
    expect(own.state).not.toHaveProperty('inheritedPerformers');
  });
});

describe('a job that fails', () => {
  const two = () =>
    drive(
      programOf(
        processOf('p')
          .start('s')
          .and('f')
          .service('one')
          .service('other')
          .and('g')
          .end('e')
          .row('s', 'f', 'one', 'g', 'e')
          .row('f', 'other', 'g')
          .plan(),
      ),
    ).start();
  const fail = (run: InstanceDriver, elementId: string, retriesLeft: number, retryAt?: number) =>
    run.accept({
      type: 'failJob',
      jobId: run.job(elementId),
      retriesLeft,
      message: 'no line',
      ...(retryAt === undefined ? {} : { retryAt }),
    });

  it('says when it is tried again, as long as it is', () => {
    const run = fail(two(), 'one', 2, MONDAY + HOUR);
    const [jobId] = [run.job('one')];
    expect(told(run, 'jobFailed')).toEqual([{ jobId, retriesLeft: 2, message: 'no line', retryAt: MONDAY + HOUR }]);
    expect(run.state.jobs[jobId]).toMatchObject({ retriesLeft: 2 });
    expect(run.incidents).toEqual([]);
    expect(told(fail(two(), 'one', 1), 'jobFailed')[0]).not.toHaveProperty('retryAt');
  });

  it('is one incident however often it fails, and another one for another job', () => {
    const run = fail(fail(two(), 'one', 0), 'one', 0);
    expect(run.incidents).toEqual(['one JOB_FAILED']);
    expect(fail(run, 'other', 0).incidents).toEqual(['one JOB_FAILED', 'other JOB_FAILED']);
    expect(run.jobDone('one').incidents).toEqual(['other JOB_FAILED']);
  });
});

describe('what nobody waits for', () => {
  const waiting = () =>
    drive(
      programOf(
        processOf('p')
          .start('s')
          .and('f')
          .catch('signal', signal('go'))
          .catch('message', message('post', '1'))
          .catch('timer', timer('duration', 'PT1H'))
          .and('g')
          .end('e')
          .row('s', 'f', 'signal', 'g', 'e')
          .row('f', 'message', 'g')
          .row('f', 'timer', 'g')
          .plan(),
      ),
    ).start();

  it('is refused by name', () => {
    const run = waiting();
    const none = { variables: {}, messageId: 'm', signalId: 's' };
    const [bySignal, byMessage] = [run.subscription('signal').id, run.subscription('message').id];
    const before = run.state;
    const toMessage = (subscriptionId: string): CommandBody => ({ type: 'deliverMessage', subscriptionId, ...none });
    const toSignal = (subscriptionId: string): CommandBody => ({ type: 'deliverSignal', subscriptionId, ...none });
    for (const body of [toMessage('u0'), toMessage(bySignal), toSignal('u0'), toSignal(byMessage)]) {
      expect(refusal(run, body)).toEqual({ code: 'SUBSCRIPTION_GONE' });
    }
    const { id: timerId, dueAt } = run.timer('timer');
    expect(refusal(run, { type: 'fireTimer', timerId })).toEqual({ code: 'TIMER_NOT_DUE', detail: { dueAt } });
    expect(refusal(run, { type: 'fireTimer', timerId: 't0' })).toEqual({ code: 'TIMER_GONE' });
    const call = { callId: 'c0', status: 'accepted', variables: {}, performers: {}, escalationCode: 'x' };
    const outcome = { kind: 'completed' } as const;
    for (const type of ['childEnded', 'childStatus', 'childEscalated'] as const) {
      expect(refusal(run, { type, ...call, outcome } as CommandBody)).toEqual({ code: 'CALL_GONE' });
    }
    expect(run.state).toEqual(before);
  });

  it('is what has come, once it has come', () => {
    const run = waiting();
    const { id: subscriptionId } = run.subscription('message');
    run.accept({ type: 'deliverMessage', subscriptionId, messageId: 'm1', variables: {} });
    expect(told(run, 'messageReceived')).toEqual([{ subscriptionId, messageName: 'post', messageId: 'm1' }]);
    expect(refusal(run, { type: 'deliverMessage', subscriptionId, messageId: 'm1', variables: {} })).toEqual({
      code: 'SUBSCRIPTION_GONE',
    });
  });
});

describe('a cycle among the parts of an event', () => {
  const either = (parallel: boolean) => {
    const parts = multiple(parallel, timer('cycle', 'R3/PT1H'), message('post', '1'));
    const plan = processOf('p')
      .start('s')
      .user('ask')
      .boundary('both', 'ask', parts, false)
      .user('told')
      .end('e')
      .end('toldEnd')
      .row('s', 'ask', 'e')
      .row('both', 'told', 'toldEnd')
      .plan();
    const run = drive(programOf(plan)).start();
    return run.fire('both');
  };

  it('comes again where any part is enough, and once where all of them must come', () => {
    expect(Object.values(either(false).state.timers)).toMatchObject([{ dueAt: MONDAY + 2 * HOUR }]);
    expect(either(true).state.timers).toEqual({});
    expect(either(true).trail('workItemCreated')).toEqual(['ask']);
    expect(either(true).deliver('both').trail('workItemCreated')).toEqual(['ask', 'told']);
  });
});

describe('an interruption', () => {
  /** Two branches with a time limit, an incident and a timer each; a message to the one ends it. */
  const branches = () => {
    const busy = { limits: [limit('l', { promised: value('3') })] };
    const run = drive(
      programOf(
        processOf('p')
          .start('s')
          .and('f')
          .service('one', busy)
          .boundary('stop', 'one', message('stop', '1'))
          .boundary('late', 'one', timer('duration', 'PT1H'), false)
          .service('other', busy)
          .boundary('otherLate', 'other', timer('duration', 'PT1H'), false)
          .and('g')
          .end('e')
          .end('stopped')
          .end('reminded')
          .row('s', 'f', 'one', 'g', 'e')
          .row('f', 'other', 'g')
          .row('stop', 'stopped')
          .row('late', 'reminded')
          .row('otherLate', 'reminded')
          .plan(),
      ),
    ).start();
    for (const id of ['one', 'other']) {
      run.accept({ type: 'failJob', jobId: run.job(id), retriesLeft: 0, message: 'no line' });
    }
    return run;
  };
  const places = (parts: Readonly<Record<string, { readonly elementId: string }>>): readonly string[] =>
    [...new Set(Object.values(parts).map(({ elementId }) => elementId))].toSorted();

  it('takes everything of the activity along, and nothing of another', () => {
    const run = branches();
    expect(places(run.state.limits)).toEqual(['one', 'other']);
    run.deliver('stop');
    const { jobs, limits, incidents, subscriptions, tokens } = run.state;
    expect(places(jobs)).toEqual(['other']);
    expect(places(limits)).toEqual(['other']);
    expect(places(incidents)).toEqual(['other']);
    expect(subscriptions).toEqual({});
    expect(run.timer('otherLate')).toBeDefined();
    expect(Object.values(run.state.timers).filter(({ purpose }) => purpose === 'event')).toHaveLength(1);
    expect(places(tokens)).toEqual(['other']);
    expect(run.trail('elementCancelled')).toEqual(['one']);
    expect(run.trail('limitEnded')).toEqual(['one']);
  });
});

describe('an activity that is done', () => {
  it('ends its own limits and leaves those of others running', () => {
    const limits = [limit('l', { promised: value('3') })];
    const plan = processOf('p')
      .start('s')
      .and('f')
      .user('one', { limits })
      .user('other', { limits })
      .and('g')
      .end('e')
      .row('s', 'f', 'one', 'g', 'e')
      .row('f', 'other', 'g')
      .plan();
    const run = drive(programOf(plan)).start().done('one');
    expect(Object.values(run.state.limits).map(({ elementId }) => elementId)).toEqual(['other']);
    expect(run.done('other').state).toMatchObject({ limits: {}, timers: {}, status: 'completed' });
  });

  it('stops the clock of the case, or adds to the time, where the model says so', () => {
    const plan = processOf('p')
      .start('s')
      .user('more', { clock: [{ action: 'extend', amount: 'days' }] })
      .user('last', { clock: [{ action: 'stop' }] })
      .user('after')
      .end('e')
      .row('s', 'more', 'last', 'after', 'e')
      .limits(limit('case', { promised: value('5') }))
      .plan();
    const run = drive(programOf(plan)).start({ days: 2 });
    const before = run.timer('p', 'lamp').dueAt;
    run.done('more');
    expect(Object.values(run.state.limits)).toMatchObject([{ key: 'case', extended: 2 }]);
    expect(run.timer('p', 'lamp').dueAt).toBeGreaterThan(before);
    run.done('last');
    expect(run.state.limits).toEqual({});
    expect(run.state.timers).toEqual({});
    expect(run.trail('workItemCreated')).toEqual(['more', 'last', 'after']);
  });

  it('maps only what it is told to into the variables', () => {
    const plan = processOf('p')
      .start('s')
      .user('all')
      .user('some', { outputs: mappings({ sum: 'a + b' }) })
      .end('e')
      .row('s', 'all', 'some', 'e')
      .plan();
    const run = drive(programOf(plan)).start({ b: 1 }).done('all', { a: 1 }).done('some', { a: 3, other: true });
    expect(run.variables).toEqual({ a: 1, b: 1, sum: 4 });
  });
});

describe('an answer in the place of somebody', () => {
  it('is noted as such', () => {
    const plan = processOf('p').start('s').user('ask').end('e').row('s', 'ask', 'e').plan();
    const run = drive(programOf(plan)).start();
    const standIn = { userId: 'u-away', roles: [], proxyId: 'x', from: 0, until: MONDAY + HOUR };
    const { id: workItemId } = run.item('ask');
    run.accept({ type: 'claimWorkItem', workItemId, onBehalfOf: standIn }, person('u-b'));
    expect(told(run, 'workItemClaimed')).toEqual([{ workItemId, assignee: 'u-b', onBehalfOf: 'u-away' }]);
    run.accept({ type: 'releaseWorkItem', workItemId }, person('u-b'));
    run.accept({ type: 'claimWorkItem', workItemId }, person('u-b'));
    expect(told(run, 'workItemClaimed')[1]).toEqual({ workItemId, assignee: 'u-b' });
    run.accept({ type: 'completeWorkItem', workItemId, variables: {} }, person('u-b'));
    expect(told(run, 'workItemCompleted')).toEqual([{ workItemId }]);
    expect(run.state.performers['ask']).toEqual(['u-b']);
  });
});
