import { describe, expect, test } from '@jest/globals';
import { lampAt, remaining, yellowAt } from '../../../engine/calendar/lamp.js';
import { at, officeCalendar } from './office-calendar.js';

const cal = officeCalendar();
/** C2: accepted 2026-05-08, promised 5 wd = 05-14, legal 10 wd = 05-21. */
const licence = {
  cal,
  startedAt: at('2026-05-08 10:00'),
  promisedDueAt: at('2026-05-14 17:00'),
  legalDueAt: at('2026-05-21 17:00'),
  spanWd: 5,
};

describe('the lamp', () => {
  test('of 5 wd turns yellow with one and a half working days left', () => {
    expect(yellowAt(licence)).toBe(at('2026-05-13 13:30'));
  });

  test('of 3 wd turns yellow with one working day left, before 30 % are left', () => {
    const limit = { ...licence, promisedDueAt: at('2026-05-12 17:00'), spanWd: 3 };
    expect(yellowAt(limit)).toBe(at('2026-05-11 17:00'));
  });

  test('of 2 wd turns yellow with 30 % left only', () => {
    const limit = { ...licence, promisedDueAt: at('2026-05-11 17:00'), spanWd: 2 };
    expect(yellowAt(limit)).toBe(at('2026-05-11 11:48'));
  });

  test('of a calendar-day limit counts elapsed time', () => {
    const limit = { cal, startedAt: at('2026-03-01 00:00'), promisedDueAt: at('2026-03-11 00:00') };
    expect(yellowAt(limit)).toBe(at('2026-03-08 00:00'));
  });

  test.each([
    ['green', '2026-05-13 13:29'],
    ['yellow', '2026-05-13 13:30'],
    ['yellow', '2026-05-14 16:59'],
    ['red', '2026-05-14 17:00'],
    ['red', '2026-05-21 16:59'],
    ['black', '2026-05-21 17:00'],
  ])('is %s at %s', (lamp, now) => {
    expect(lampAt({ ...licence, now: at(now) })).toBe(lamp);
  });

  test('is green without any limit, and black past the legal one alone', () => {
    expect(lampAt({ cal, startedAt: 0, now: at('2026-05-14 17:00') })).toBe('green');
    expect(lampAt({ cal, startedAt: 0, legalDueAt: 1, now: 2 })).toBe('black');
  });

  test('shows its sum', () => {
    expect(remaining({ ...licence, now: at('2026-05-12 16:00') })).toEqual({
      lamp: 'green',
      usedWd: 3,
      spanWd: 5,
      promised: {
        dueAt: at('2026-05-14 17:00'),
        overdue: false,
        workingDays: 2,
        serviceMs: 15 * 3_600_000,
        elapsedMs: 49 * 3_600_000,
      },
      legal: expect.objectContaining({ overdue: false, workingDays: 7 }),
    });
  });

  test('counts a day that ends at 24:00 as that day', () => {
    const sum = remaining({
      cal,
      startedAt: at('2026-03-02 10:00'),
      promisedDueAt: at('2026-03-04 00:00'),
      now: at('2026-03-02 10:00'),
    });
    expect(sum.promised?.workingDays).toBe(1);
  });
});
