import { describe, expect, test } from '@jest/globals';
import { fc } from '../../kit/fast-check.js';
import type { CalendarData } from '../../../engine/calendar/calendar-data.js';
import { deadline } from '../../../engine/calendar/deadline.js';
import { closingOf, dateOf, endOfDay, openingOf, receivedAt } from '../../../engine/calendar/instants.js';
import {
  addServiceTime,
  serviceDayMs,
  serviceMsBetween,
  subtractServiceTime,
} from '../../../engine/calendar/service-time.js';
import { at, officeCalendar } from './office-calendar.js';

const cal = officeCalendar();
const HOUR = 3_600_000;

describe('instants of a day', () => {
  test('opening, closing and 24:00 are those of the office zone', () => {
    expect(openingOf(cal, '2026-03-02')).toBe(at('2026-03-02 09:00'));
    expect(closingOf(cal, '2026-03-02')).toBe(at('2026-03-02 17:00'));
    expect(endOfDay(cal, '2026-03-02')).toBe(at('2026-03-03 00:00'));
    expect(dateOf(cal, at('2026-03-03 00:00') - 1)).toBe('2026-03-02');
  });

  test('a day of 23 hours ends at its own midnight', () => {
    const berlin: CalendarData = { ...cal, zone: 'Europe/Berlin' };
    expect(endOfDay(berlin, '2026-03-29') - endOfDay(berlin, '2026-03-28')).toBe(23 * HOUR);
  });
});

describe('receivedAt', () => {
  test.each([
    ['on a working day', '2026-03-02 10:15', '2026-03-02 10:15'],
    ['at closing time', '2026-03-02 17:00', '2026-03-02 17:00'],
    ['a minute later', '2026-03-02 17:01', '2026-03-03 09:00'],
    ['before opening', '2026-03-02 06:00', '2026-03-02 06:00'],
    ['on a Sunday', '2026-03-01 10:00', '2026-03-02 09:00'],
    ['on a makeup Saturday', '2026-02-28 10:00', '2026-02-28 10:00'],
    ['before the Spring Festival', '2026-02-14 18:00', '2026-02-24 09:00'],
  ])('%s', (_when, submitted, received) => {
    expect(receivedAt(cal, at(submitted))).toBe(at(received));
  });
});

describe('service time', () => {
  test.each([
    ['within a morning', '2026-03-02 09:30', 2, '2026-03-02 11:30'],
    ['over the lunch break', '2026-03-02 11:00', 2, '2026-03-02 14:00'],
    ['up to closing time', '2026-03-02 13:00', 4, '2026-03-02 17:00'],
    ['over the night', '2026-03-02 16:00', 2, '2026-03-03 10:00'],
    ['from a day off', '2026-03-01 11:00', 1, '2026-03-02 10:00'],
    ['over the holidays', '2026-02-14 16:30', 8, '2026-02-25 09:30'],
  ])('runs %s', (_what, from, hours, expected) => {
    expect(addServiceTime(cal, at(from), hours * HOUR)).toBe(at(expected));
    expect(serviceMsBetween(cal, at(from), at(expected))).toBe(hours * HOUR);
    expect(serviceMsBetween(cal, at(expected), at(from))).toBe(-hours * HOUR);
  });

  test('is seven hours a day', () => {
    expect(serviceDayMs(cal)).toBe(7 * HOUR);
  });

  test('adding and subtracting measure what was added and subtracted', () => {
    const from = fc.integer({ min: at('2025-01-01 00:00'), max: at('2026-12-01 00:00') });
    fc.assert(
      fc.property(from, fc.integer({ min: 0, max: 90 * HOUR }), (instant, ms) => {
        const later = addServiceTime(cal, instant, ms);
        const earlier = subtractServiceTime(cal, instant, ms);
        expect(serviceMsBetween(cal, instant, later)).toBe(ms);
        expect(serviceMsBetween(cal, earlier, instant)).toBe(ms);
        expect(later).toBeGreaterThanOrEqual(instant);
        expect(earlier).toBeLessThanOrEqual(instant);
      }),
    );
  });
});

describe('deadline', () => {
  test('on the spot means closing time of the same day', () => {
    const due = deadline({ cal, from: at('2026-03-02 10:00'), amount: 0, unit: 'wd', kind: 'office' });
    expect(due.dueAt).toBe(at('2026-03-02 17:00'));
  });

  test('an applicant has until 24:00', () => {
    const due = deadline({ cal, from: at('2026-03-02 10:00'), amount: 10, unit: 'wd', kind: 'applicant' });
    expect(due.dueDate).toBe('2026-03-16');
    expect(due.dueAt).toBe(at('2026-03-17 00:00'));
  });

  test('names the years it had to guess', () => {
    const due = deadline({ cal, from: at('2026-12-28 10:00'), amount: 5, unit: 'wd', kind: 'office' });
    expect(due.warnings.map((warning) => warning.year)).toEqual([2027]);
  });

  test('refuses a negative amount', () => {
    expect(() => deadline({ cal, from: 0, amount: -1, unit: 'wd', kind: 'office' })).toThrow(RangeError);
  });
});
