import { describe, expect, it } from '@jest/globals';
import { drive, MONDAY } from '../../kit/instance-driver.js';
import { mappings, message, processOf, programOf, timer } from '../../kit/process-builder.js';

const HOUR = 3_600_000;

describe('a timer catch event', () => {
  const wait = (event: ReturnType<typeof timer>) =>
    programOf(processOf('p').start('start').catch('wait', event).end('end').row('start', 'wait', 'end').plan());

  it('waits an ISO 8601 duration and refuses to fire before', () => {
    const run = drive(wait(timer('duration', 'PT2H'))).start();
    expect(run.timer('wait').dueAt).toBe(MONDAY + 2 * HOUR);
    expect(run.effects).toEqual([expect.objectContaining({ type: 'scheduleTimer', dueAt: MONDAY + 2 * HOUR })]);
    run.at += HOUR;
    const outcome = run.send({ type: 'fireTimer', timerId: run.timer('wait').id });
    expect(outcome).toMatchObject({ ok: false, rejection: { code: 'TIMER_NOT_DUE' } });
    expect(run.fire('wait').state.status).toBe('completed');
  });

  it('waits until a date, on the clock of the office when it has no offset', () => {
    expect(
      drive(wait(timer('date', '2026-03-03')))
        .start()
        .timer('wait').dueAt,
    ).toBe(Date.parse('2026-03-03T00:00:00+08:00'));
    expect(
      drive(wait(timer('date', '=when')))
        .start({ when: '2026-03-03T09:30:00+08:00' })
        .timer('wait').dueAt,
    ).toBe(Date.parse('2026-03-03T09:30:00+08:00'));
  });

  it('counts working days to closing time for the office, to 24:00 for the applicant', () => {
    const office = timer('duration', '=2', { unit: 'wd', from: '"2026-03-05T10:00:00+08:00"' });
    expect(drive(wait(office)).start().timer('wait').dueAt).toBe(Date.parse('2026-03-09T17:00:00+08:00'));
    const applicant = timer('duration', '=2', { unit: 'cd', endOf: 'applicant' });
    expect(drive(wait(applicant)).start().timer('wait').dueAt).toBe(Date.parse('2026-03-05T00:00:00+08:00'));
  });

  it('stops with an incident when its value is no time', () => {
    const run = drive(wait(timer('duration', '=span'))).start({ span: 'soon' });
    expect(run.incidents).toEqual(['wait EXPRESSION_FAILED']);
    expect(run.resolve({ span: 'PT1H' }).fire('wait').state.status).toBe('completed');
  });
});

describe('a message catch event', () => {
  it('opens a subscription with its key, takes the variables of the message and closes it', () => {
    const plan = processOf('p')
      .start('start')
      .catch('wait', message('paid', 'order'))
      .end('end')
      .row('start', 'wait', 'end')
      .plan();
    const run = drive(programOf(plan)).start({ order: 42 });
    expect(run.subscription('wait')).toMatchObject({ messageName: 'paid', correlationKey: '42' });
    const { id } = run.subscription('wait');
    run.deliver('wait', { sum: 9 });
    expect(run.variables).toEqual({ order: 42, sum: 9 });
    expect(run.asked).toEqual(['openSubscription', 'closeSubscription']);
    expect(run.send({ type: 'deliverMessage', subscriptionId: id, messageId: 'x', variables: {} })).toMatchObject({
      ok: false,
    });
  });

  it('stops with an incident when the key is null', () => {
    const plan = processOf('p')
      .start('start')
      .receive('wait', 'paid', 'order')
      .end('end')
      .row('start', 'wait', 'end')
      .plan();
    const run = drive(programOf(plan)).start();
    expect(run.incidents).toEqual(['wait EXPRESSION_FAILED']);
    expect(run.resolve({ order: 'A' }).subscription('wait').correlationKey).toBe('A');
  });
});

describe('a message that leaves', () => {
  it('carries its inputs and nothing else', () => {
    const plan = processOf('p')
      .start('start')
      .throw('tell', message('done', 'key'), { inputs: mappings({ result: 'secret + 1' }) })
      .send('again', { message: { name: 'done', correlationKey: '"k2"' } })
      .end('end', message('ended', '"k3"'))
      .row('start', 'tell', 'again', 'end')
      .plan();
    const run = drive(programOf(plan)).start({ key: 'k1', secret: 1 });
    expect(run.effects).toEqual([
      expect.objectContaining({
        type: 'publishMessage',
        messageId: 'i-e0',
        messageName: 'done',
        correlationKey: 'k1',
        variables: { result: 2 },
      }),
      expect.objectContaining({ messageId: 'i-e1', correlationKey: 'k2', variables: {} }),
      expect.objectContaining({ messageId: 'i-e2', messageName: 'ended', correlationKey: 'k3' }),
    ]);
    expect(run.state.status).toBe('completed');
  });
});

describe('a boundary event', () => {
  const withTimer = (interrupting: boolean, kind: 'duration' | 'cycle' = 'duration') =>
    programOf(
      processOf('p')
        .start('start')
        .user('ask')
        .boundary('late', 'ask', timer(kind, kind === 'cycle' ? 'R2/PT1H' : 'PT1H'), interrupting)
        .throw('remind')
        .end('end')
        .end('endLate')
        .row('start', 'ask', 'end')
        .row('late', 'remind', 'endLate')
        .plan(),
    );

  it('that interrupts cancels the activity and takes its token over', () => {
    const run = drive(withTimer(true)).start().fire('late');
    expect(run.trail('workItemCancelled')).toEqual(['ask']);
    expect(run.trail('elementCancelled')).toEqual(['ask']);
    expect(run.state).toMatchObject({ status: 'completed', endEventId: 'endLate', workItems: {}, timers: {} });
  });

  it('that does not interrupt starts a token beside the activity', () => {
    const run = drive(withTimer(false)).start().fire('late');
    expect(run.state).toMatchObject({ status: 'active', timers: {} });
    expect(run.done('ask').state).toMatchObject({ status: 'completed', endEventId: 'end' });
  });

  it('with a cycle fires as often as it says', () => {
    const run = drive(withTimer(false, 'cycle')).start().fire('late').fire('late');
    expect(run.state.timers).toEqual({});
    expect(run.trail('timerFired')).toEqual(['late', 'late']);
    expect(run.trail('elementCompleted').filter((id) => id === 'remind')).toHaveLength(2);
    expect(run.at).toBe(MONDAY + 2 * HOUR);
  });

  it('is over when the activity has completed', () => {
    const run = drive(withTimer(true)).start().done('ask');
    expect(run.asked).toEqual(['scheduleTimer', 'cancelTimer']);
  });

  it('takes the variables of its message', () => {
    const plan = processOf('p')
      .start('start')
      .user('ask')
      .boundary('stop', 'ask', message('stop', '"k"'))
      .end('end')
      .end('stopped')
      .row('start', 'ask', 'end')
      .row('stop', 'stopped')
      .plan();
    const run = drive(programOf(plan)).start().deliver('stop', { reason: 'x' });
    expect(run.variables).toEqual({ reason: 'x' });
    expect(run.state.endEventId).toBe('stopped');
  });

  it('stays open while its activity has an incident', () => {
    const plan = processOf('p')
      .start('start')
      .script('calc', 'x', 'y', { outputs: mappings({ z: 'y' }) })
      .service('job')
      .boundary('late', 'job', timer('duration', 'PT1H'))
      .end('end')
      .end('endLate')
      .row('start', 'calc', 'job', 'end')
      .row('late', 'endLate')
      .plan();
    const run = drive(programOf(plan)).start();
    run.accept({ type: 'failJob', jobId: run.job('job'), retriesLeft: 0, message: 'down' });
    expect(run.incidents).toEqual(['job JOB_FAILED']);
    expect(run.fire('late').state).toMatchObject({
      status: 'completed',
      endEventId: 'endLate',
      incidents: {},
      jobs: {},
    });
  });
});

describe('errors', () => {
  it('of a job go to the boundary event with their code, before one that takes any', () => {
    const plan = processOf('p')
      .start('start')
      .service('job')
      .boundary('any', 'job', { kind: 'error' })
      .boundary('conflict', 'job', { kind: 'error', errorCode: 'CONFLICT' })
      .end('end')
      .end('a')
      .end('b')
      .row('start', 'job', 'end')
      .row('any', 'a')
      .row('conflict', 'b')
      .plan();
    const fail = (errorCode: string) => {
      const run = drive(programOf(plan)).start();
      return run.accept({ type: 'throwJobError', jobId: run.job('job'), errorCode, message: 'm', variables: { e: 1 } });
    };
    expect(fail('CONFLICT').state).toMatchObject({ endEventId: 'b', jobs: {} });
    expect(fail('OTHER').state.endEventId).toBe('a');
    expect(fail('OTHER').variables).toEqual({ e: 1 });
  });

  it('of an end event leave the sub-process with everything in it cancelled', () => {
    const plan = processOf('p')
      .start('start')
      .sub('sub', (inner) =>
        inner
          .start('s')
          .and('fork')
          .user('ask')
          .end('boom', { kind: 'error', errorCode: 'E' })
          .row('s', 'fork', 'ask')
          .row('fork', 'boom'),
      )
      .boundary('caught', 'sub', { kind: 'error', errorCode: 'E' })
      .end('end')
      .end('saved')
      .row('start', 'sub', 'end')
      .row('caught', 'saved')
      .plan();
    const run = drive(programOf(plan)).start();
    expect(run.state).toMatchObject({ status: 'completed', endEventId: 'saved', workItems: {} });
    expect(Object.keys(run.state.scopes)).toEqual([run.state.rootScopeId]);
  });

  it('that nobody catches end the instance as failed and tell the caller', () => {
    const plan = processOf('p')
      .start('start')
      .and('f')
      .user('ask')
      .end('boom', { kind: 'error', errorCode: 'E' })
      .row('start', 'f', 'ask')
      .row('f', 'boom')
      .plan();
    const parent = { instanceId: 'q', callId: 'c1', depth: 1 };
    const run = drive(programOf(plan)).start({}, { parent });
    expect(run.state).toMatchObject({ status: 'failed', tokens: {}, workItems: {} });
    expect(run.effects.at(-1)).toMatchObject({
      type: 'reportChildEnd',
      parent,
      outcome: { kind: 'error', errorCode: 'E' },
    });
  });
});

describe('escalations', () => {
  const plan = (interrupting: boolean) =>
    processOf('p')
      .start('start')
      .sub('sub', (inner) =>
        inner
          .start('s')
          .throw('raise', { kind: 'escalation', escalationCode: 'x' })
          .user('ask')
          .end('e')
          .row('s', 'raise', 'ask', 'e'),
      )
      .boundary('heard', 'sub', { kind: 'escalation' }, interrupting)
      .throw('note')
      .end('end')
      .end('noted')
      .row('start', 'sub', 'end')
      .row('heard', 'note', 'noted')
      .plan();

  it('start a token beside the sub-process and let it go on', () => {
    const run = drive(programOf(plan(false))).start();
    expect(run.trail('elementCompleted')).toContain('note');
    expect(run.done('ask').state.endEventId).toBe('end');
  });

  it('end the sub-process at an interrupting boundary event', () => {
    const run = drive(programOf(plan(true))).start();
    expect(run.state).toMatchObject({ status: 'completed', endEventId: 'noted' });
  });
});

describe('a terminate end event', () => {
  it('ends the process with everything that still runs', () => {
    const plan = processOf('p')
      .start('start')
      .and('f')
      .user('ask')
      .end('stop', { kind: 'terminate' })
      .row('start', 'f', 'ask')
      .row('f', 'stop')
      .plan();
    expect(drive(programOf(plan)).start().state).toMatchObject({
      status: 'terminated',
      endEventId: 'stop',
      workItems: {},
      tokens: {},
    });
  });

  it('in a sub-process ends that one only', () => {
    const plan = processOf('p')
      .start('start')
      .sub('sub', (inner) =>
        inner.start('s').and('f').user('ask').end('stop', { kind: 'terminate' }).row('s', 'f', 'ask').row('f', 'stop'),
      )
      .user('after')
      .end('end')
      .row('start', 'sub', 'after', 'end')
      .plan();
    const run = drive(programOf(plan)).start();
    expect(Object.values(run.state.workItems).map(({ elementId }) => elementId)).toEqual(['after']);
  });
});
