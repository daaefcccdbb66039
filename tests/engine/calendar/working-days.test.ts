import { describe, expect, test } from '@jest/globals';
import { fc } from '../../kit/fast-check.js';
import { dateOfDayNumber, dayNumber, isIsoDate } from '../../../engine/calendar/civil.js';
import {
  addCalendarDays,
  addWorkingDays,
  hasYear,
  isWorkingDay,
  missingYears,
  workingDaysBetween,
} from '../../../engine/calendar/working-days.js';
import { officeCalendar } from './office-calendar.js';

const cal = officeCalendar();
const anyDate = fc
  .integer({ min: dayNumber('2024-06-01'), max: dayNumber('2027-06-01') })
  .map((day) => dateOfDayNumber(day));

describe('civil dates', () => {
  test('agree with the Gregorian calendar over 400 years and more', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (day) => {
        const date = dateOfDayNumber(day);
        expect(new Date(day * 86_400_000).toISOString().slice(0, 10)).toBe(date);
        expect(dayNumber(date)).toBe(day);
      }),
    );
  });

  test.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '0000-01-01', '2026-04-31', ''])(
    'refuse %p',
    (text) => {
      expect(isIsoDate(text)).toBe(false);
      expect(() => dayNumber(text)).toThrow(RangeError);
    },
  );
});

describe('working days', () => {
  test('follow the notice, not the week', () => {
    expect(isWorkingDay(cal, '2026-02-14')).toBe(true);
    expect(isWorkingDay(cal, '2026-02-16')).toBe(false);
    expect(isWorkingDay(cal, '2026-05-09')).toBe(true);
    expect(isWorkingDay(cal, '2026-05-16')).toBe(false);
  });

  test('zero days is the day itself', () => {
    expect(addWorkingDays(cal, '2026-02-16', 0)).toBe('2026-02-16');
  });

  test('counting there and back gives the same number', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -120, max: 120 }), (date, n) => {
        const other = addWorkingDays(cal, date, n);
        expect(workingDaysBetween(cal, date, other)).toBe(n);
        if (n !== 0) expect(isWorkingDay(cal, other)).toBe(true);
      }),
    );
  });

  test('a calendar-day period that ends on a day off ends on the next working day when asked', () => {
    expect(addCalendarDays(cal, '2026-09-05', 30)).toBe('2026-10-05');
    expect(addCalendarDays(cal, '2026-09-05', 30, { rollForward: true })).toBe('2026-10-08');
  });

  test('a year without data counts Monday to Friday and is named once', () => {
    expect(hasYear(cal, 2027)).toBe(false);
    expect(addWorkingDays(cal, '2026-12-31', 1)).toBe('2027-01-01');
    expect(missingYears(cal, '2026-12-31', '2027-01-08').map((warning) => warning.year)).toEqual([2027]);
    expect(missingYears(cal, '2026-01-01', '2025-01-08')).toEqual([]);
  });

  test.each([0.5, Number.NaN, 1e9])('refuse an amount of %p days', (n) => {
    expect(() => addWorkingDays(cal, '2026-01-05', n)).toThrow(RangeError);
  });
});
