import { describe, expect, it } from '@jest/globals';
import type { CalendarData } from '../../../engine/calendar/calendar-data.js';
import { isMovedByCalendar } from '../../../engine/core/is-moved.js';
import type { Program } from '../../../engine/model/program.js';
import { drive, MONDAY } from '../../kit/instance-driver.js';
import { limit, PLAIN_CALENDAR, processOf, programOf, timer, value } from '../../kit/process-builder.js';

const HOUR = 3_600_000;
const shanghai = (text: string): number => Date.parse(`${text}+08:00`);

describe('a cycle that nobody was there for', () => {
  const cycle = (text: string, more: Parameters<typeof timer>[2] = {}) =>
    drive(
      programOf(
        processOf('p')
          .start('start')
          .user('ask')
          .boundary('late', 'ask', timer('cycle', text, more), false)
          .user('remind')
          .end('end')
          .end('endLate')
          .row('start', 'ask', 'end')
          .row('late', 'remind', 'endLate')
          .plan(),
      ),
    ).start();
  const late = (run: ReturnType<typeof cycle>, at: number) => {
    run.at = at;
    return run.accept({ type: 'fireTimer', timerId: run.timer('late').id });
  };
  const reminders = (run: ReturnType<typeof cycle>): number =>
    Object.values(run.state.workItems).filter(({ elementId }) => elementId === 'remind').length;
  const AFTER_A_DAY = MONDAY + 24.5 * HOUR;

  it('happens once for all turns that were missed, and goes on as planned', () => {
    const run = late(cycle('R/PT1H'), AFTER_A_DAY);
    expect(reminders(run)).toBe(1);
    expect(run.timer('late').dueAt).toBe(MONDAY + 25 * HOUR);
    expect(run.history.find(({ type }) => type === 'timerFired')?.data).toMatchObject({ missed: 23 });
  });

  it('happens for each of them where the model says so', () => {
    const run = cycle('R/PT1H', { catchUp: 'all' });
    for (let i = 0; i < 24; i += 1) late(run, AFTER_A_DAY);
    expect(reminders(run)).toBe(24);
    expect(run.timer('late').dueAt).toBe(MONDAY + 25 * HOUR);
  });

  it('does not happen where the model skips what is missed, and happens when it is only a little late', () => {
    const run = late(cycle('R/PT1H', { catchUp: 'skip' }), AFTER_A_DAY);
    expect(reminders(run)).toBe(0);
    expect(run.timer('late').dueAt).toBe(MONDAY + 25 * HOUR);
    expect(reminders(late(run, MONDAY + 25.4 * HOUR))).toBe(1);
  });

  it('counts missed turns among those it has', () => {
    const run = late(cycle('R3/PT1H'), AFTER_A_DAY);
    expect(reminders(run)).toBe(1);
    expect(run.state.timers).toEqual({});
  });

  it('goes on from now when it has missed more than anybody would count', () => {
    const run = late(cycle('R/PT1S'), AFTER_A_DAY);
    expect(run.timer('late').dueAt).toBe(AFTER_A_DAY + 1000);
  });
});

describe('another calendar', () => {
  // Saturday 7 March 2026 is made a working day, as notices of the State Council do.
  const withMakeup: CalendarData = {
    ...PLAIN_CALENDAR,
    years: [
      {
        year: 2026,
        offDays: [],
        makeupDays: [{ date: '2026-03-07', for: '测试' }],
        source: 'test',
        publishedAt: '2026-03-03',
      },
    ],
  };
  const plan = () =>
    processOf('p')
      .start('start')
      .user('ask', { limits: [limit('ask', { promised: value('5'), legal: value('6') })] })
      .boundary('units', 'ask', timer('duration', '=5', { unit: 'wd' }), false)
      .boundary('span', 'ask', timer('duration', 'P5D', { workingTime: true }), false)
      .boundary('turn', 'ask', timer('cycle', 'R/5', { unit: 'wd' }), false)
      .boundary('clock', 'ask', timer('duration', 'P5D'), false)
      .end('end')
      .end('e1')
      .end('e2')
      .end('e3')
      .end('e4')
      .row('start', 'ask', 'end')
      .row('units', 'e1')
      .row('span', 'e2')
      .row('turn', 'e3')
      .row('clock', 'e4')
      .plan();
  const under = (program: Program, calendar: CalendarData): Program => ({
    ...program,
    environment: { ...program.environment, calendar, hash: 'other' },
  });
  const program = programOf(plan());

  it('moves what is counted in working time, and nothing else, once', () => {
    const run = drive(program).start();
    const clock = run.timer('clock').dueAt;
    expect(run.timer('units').dueAt).toBe(shanghai('2026-03-09T17:00:00'));
    const after = run.onto(under(program, withMakeup));
    expect(isMovedByCalendar(after.program, after.state, after.at)).toBe(true);
    after.accept({ type: 'recomputeTimers' });
    for (const id of ['units', 'span', 'turn']) {
      expect(after.timer(id).dueAt).toBeLessThan(run.timer(id).dueAt);
      expect(new Date(after.timer(id).dueAt + 8 * HOUR).toISOString().slice(0, 10)).toBe('2026-03-07');
    }
    expect(after.timer('clock').dueAt).toBe(clock);
    expect(Object.values(after.state.limits)).toEqual([
      expect.objectContaining({
        promisedDueAt: shanghai('2026-03-07T17:00:00'),
        legalDueAt: shanghai('2026-03-09T17:00:00'),
      }),
    ]);
    expect(isMovedByCalendar(after.program, after.state, after.at)).toBe(false);
    const facts = after.history.length;
    after.accept({ type: 'recomputeTimers' });
    expect(after.history.length).toBe(facts + 1);
  });

  it('moves them back when the day is taken away again', () => {
    const run = drive(program).start();
    const before = run.timer('turn').dueAt;
    const there = run.onto(under(program, withMakeup)).accept({ type: 'recomputeTimers' });
    const back = there.onto(program).accept({ type: 'recomputeTimers' });
    expect(back.timer('turn').dueAt).toBe(before);
  });

  it('counts the next turn of a cycle from the planned one', () => {
    const run = drive(under(program, withMakeup)).start().fire('turn');
    expect(run.timer('turn').span).toMatchObject({ kind: 'turn', from: shanghai('2026-03-07T17:00:00') });
  });
});
