import { describe, expect, it } from '@jest/globals';
import { limitLamp, workItemLamp } from '../../../engine/core/inspect.js';
import { drive, MONDAY } from '../../kit/instance-driver.js';
import { limit, processOf, programOf, value } from '../../kit/process-builder.js';

const shanghai = (text: string) => Date.parse(`${text}+08:00`);
const limits = (run: ReturnType<typeof drive>) => Object.values(run.state.limits);

/** One task with a limit of 3 promised and 5 legal working days, and lamps that somebody listens to. */
function decide(more = {}, clock = {}) {
  return programOf(
    processOf('p')
      .start('start')
      .user('decide', {
        limits: [
          limit('decide', { promised: value('3'), legal: value('=config.legal'), pausedIn: ['suspended'], ...more }),
        ],
        ...clock,
      })
      .user('after')
      .end('end')
      .row('start', 'decide', 'after', 'end')
      .eventSub('lamp', { kind: 'escalation', escalationCode: 'lamp.red' }, false, (inner) =>
        inner
          .service('tell', { inputs: [{ target: 'what', source: 'lamp' }] })
          .end('told')
          .row('lampStart', 'tell', 'told'),
      )
      .plan(),
  );
}

const started = (program: ReturnType<typeof decide>, variables = {}) =>
  drive(program).start(variables, { config: { legal: 5 } });

describe('a time limit', () => {
  it('counts working days from the entry of its activity, and hangs on its work item', () => {
    const run = started(decide());
    expect(limits(run)).toEqual([
      expect.objectContaining({
        key: 'decide',
        startedAt: MONDAY,
        promised: 3,
        legal: 5,
        promisedDueAt: shanghai('2026-03-05T17:00:00'),
        legalDueAt: shanghai('2026-03-09T17:00:00'),
      }),
    ]);
    expect(run.item('decide').limitIds).toEqual(limits(run).map(({ id }) => id));
    expect(workItemLamp(run.program, run.state, run.item('decide'), MONDAY)).toBe('green');
  });

  it('raises yellow, red and black in turn, each once, and only red is listened to here', () => {
    const run = started(decide());
    expect(run.timer('decide', 'lamp')).toMatchObject({ lamp: 'yellow', dueAt: shanghai('2026-03-04T17:00:00') });
    run.fire('decide', 'lamp');
    expect(run.state.jobs).toEqual({});
    run.fire('decide', 'lamp');
    expect(Object.values(run.state.jobs)).toEqual([
      expect.objectContaining({
        elementId: 'tell',
        variables: { what: { limit: 'decide', level: 'red', elementId: 'decide' } },
      }),
    ]);
    run.fire('decide', 'lamp');
    expect(run.state.timers).toEqual({});
    const levels = run.history.filter(({ type }) => type === 'lampChanged').map(({ data }) => data['level']);
    expect(levels).toEqual(['yellow', 'red', 'black']);
    expect(workItemLamp(run.program, run.state, run.item('decide'), run.at)).toBe('black');
  });

  it('ends with its activity', () => {
    const run = started(decide()).done('decide');
    expect(run.state).toMatchObject({ limits: {}, timers: {} });
    expect(run.asked).toEqual(['scheduleTimer', 'cancelTimer']);
  });

  it('stands still in the statuses it names, and its days move by the working days it stood', () => {
    const program = programOf(
      processOf('p')
        .start('start')
        .and('f')
        .user('decide', { limits: [limit('decide', { promised: value('3'), pausedIn: ['suspended'] })] })
        .user('ask')
        .user('hearing', { caseStatus: 'suspended' })
        .throw('on', undefined, { caseStatus: 'in-review' })
        .end('end')
        .row('start', 'f', 'decide', 'end')
        .row('f', 'ask', 'hearing', 'on', 'end')
        .plan(),
    );
    const run = drive(program).start();
    run.at = shanghai('2026-03-03T11:00:00');
    run.done('ask');
    expect(limits(run)).toEqual([expect.objectContaining({ pausedSince: run.at })]);
    expect(run.state.timers).toEqual({});
    expect(run.state.clock.pausedSince).toBe(run.at);
    run.at = shanghai('2026-03-09T16:00:00');
    expect(limits(run).map((one) => limitLamp(program, one, run.at).lamp)).toEqual(['green']);
    run.done('hearing');
    expect(limits(run)).toEqual([
      expect.objectContaining({ pausedUnits: 4, promisedDueAt: shanghai('2026-03-11T17:00:00') }),
    ]);
    expect(run.timer('decide', 'lamp').dueAt).toBe(shanghai('2026-03-10T17:00:00'));
    expect(run.state.clock).not.toHaveProperty('pausedSince');
  });

  it('from T0 waits for the clock, looks back to it, and does not count what was paused since', () => {
    const program = programOf(
      processOf('p')
        .start('start')
        .user('correct', { caseStatus: 'correction' })
        .throw('accept', undefined, { caseStatus: 'accepted', clock: [{ action: 'start', at: 'receivedAt' }] })
        .user('first')
        .user('decide', { limits: [limit('decide', { promised: value('5'), from: 'T0', pausedIn: ['correction'] })] })
        .end('end')
        .row('start', 'correct', 'accept', 'first', 'decide', 'end')
        .limits(limit('whole', { legal: value('10'), from: 'T0' }))
        .plan(),
    );
    const run = drive(program).start({ receivedAt: '2026-03-02T10:00:00+08:00' });
    expect(limits(run)).toEqual([]);
    run.at = shanghai('2026-03-04T10:00:00');
    run.done('correct');
    expect(run.state.clock.startedAt).toBe(MONDAY);
    expect(limits(run)).toEqual([
      expect.objectContaining({ key: 'whole', elementId: 'p', legalDueAt: shanghai('2026-03-16T17:00:00') }),
    ]);
    run.done('first');
    expect(limits(run).find(({ key }) => key === 'decide')).toMatchObject({
      startedAt: MONDAY,
      pausedUnits: 2,
      promisedDueAt: shanghai('2026-03-11T17:00:00'),
    });
    run.done('decide');
    expect(run.state).toMatchObject({ status: 'completed', limits: {}, timers: {} });
  });

  it('is extended by whole units, and stopped', () => {
    const program = programOf(
      processOf('p')
        .start('start')
        .user('a', { clock: [{ action: 'extend', limitKey: 'whole', amount: 'config.more' }] })
        .user('b', { clock: [{ action: 'stop', limitKey: 'whole' }] })
        .user('c')
        .end('end')
        .row('start', 'a', 'b', 'c', 'end')
        .limits(limit('whole', { legal: value('10') }))
        .plan(),
    );
    const run = drive(program)
      .start({}, { config: { more: 5 } })
      .done('a');
    expect(limits(run)).toEqual([
      expect.objectContaining({ extended: 5, legalDueAt: shanghai('2026-03-23T17:00:00') }),
    ]);
    run.done('b');
    expect(run.state).toMatchObject({ limits: {}, timers: {} });
  });

  it('that begins late shows its colour at once', () => {
    const run = drive(decide({ from: 'T0' })).start({}, { config: { legal: 50 } });
    expect(limits(run)).toEqual([]);
    const late = programOf(
      processOf('p')
        .start('start')
        .throw('t0', undefined, { clock: [{ action: 'start', at: '"2026-02-02T10:00:00+08:00"' }] })
        .user('b')
        .end('end')
        .row('start', 't0', 'b', 'end')
        .limits(limit('whole', { promised: value('5'), from: 'T0' }))
        .plan(),
    );
    const overdue = drive(late).start();
    expect(overdue.timer('p', 'lamp')).toMatchObject({ lamp: 'red', dueAt: MONDAY });
    overdue.fire('p', 'lamp');
    expect(overdue.state.timers).toEqual({});
  });

  it('whose number cannot be found is an incident: of the task, or of the process', () => {
    const run = drive(decide()).start();
    expect(run.incidents).toEqual(['decide EXPRESSION_FAILED']);
    const whole = programOf(
      processOf('p')
        .start('start')
        .user('a')
        .end('end')
        .row('start', 'a', 'end')
        .limits(limit('w', { legal: value('=days') }))
        .plan(),
    );
    const other = drive(whole).start();
    expect(other.incidents).toEqual(['p EXPRESSION_FAILED']);
    expect(other.item('a').state).toBe('ready');
    expect(limits(other.resolve({ days: 3 }))).toEqual([expect.objectContaining({ key: 'w', legal: 3 })]);
  });
});
