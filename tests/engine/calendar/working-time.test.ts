import { describe, expect, test } from '@jest/globals';
import { dueAfterPauses, runningTimeBetween, workingTimeBetween } from '../../../engine/calendar/working-time.js';
import { at, officeCalendar } from './office-calendar.js';

const calendar = officeCalendar();
const HOUR = 3_600_000;

describe('working time', () => {
  test('leaves out nights, lunch breaks and days off', () => {
    expect(workingTimeBetween(calendar, at('2026-02-13 16:00'), at('2026-02-24 10:00')).ms).toBe((1 + 7 + 1) * HOUR);
  });

  test('is negative when counted back', () => {
    expect(workingTimeBetween(calendar, at('2026-03-02 11:00'), at('2026-03-02 10:00')).ms).toBe(-HOUR);
  });

  test('names the years without holiday data', () => {
    const { warnings } = workingTimeBetween(calendar, at('2026-12-31 10:00'), at('2027-01-04 10:00'));
    expect(warnings.map((warning) => warning.year)).toEqual([2027]);
  });
});

describe('a clock that stops and goes on', () => {
  const stop = { from: at('2026-03-02 11:00'), to: at('2026-03-04 10:00') };

  test('does not count the stop', () => {
    expect(runningTimeBetween(calendar, at('2026-03-02 10:00'), at('2026-03-04 11:00'), [stop]).ms).toBe(2 * HOUR);
  });

  test('counts overlapping stops once', () => {
    const inner = { from: at('2026-03-03 09:00'), to: at('2026-03-03 10:00') };
    expect(runningTimeBetween(calendar, at('2026-03-02 10:00'), at('2026-03-04 11:00'), [inner, stop]).ms).toBe(
      2 * HOUR,
    );
  });

  test('ends later by the stop', () => {
    expect(dueAfterPauses(calendar, at('2026-03-02 10:00'), 2 * HOUR, [stop])).toBe(at('2026-03-04 11:00'));
  });

  test('ends before a stop that comes too late', () => {
    expect(dueAfterPauses(calendar, at('2026-03-02 10:00'), HOUR, [stop])).toBe(at('2026-03-02 11:00'));
  });

  test('has no end while it stands', () => {
    expect(dueAfterPauses(calendar, at('2026-03-02 10:00'), 2 * HOUR, [{ from: stop.from }])).toBeUndefined();
  });
});
