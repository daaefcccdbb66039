import { describe, expect, test } from '@jest/globals';
import { createRequire } from 'node:module';
import type { YearCalendar } from '../../../engine/calendar/calendar-data.js';
import { parseCalendar } from '../../../engine/calendar/parse-calendar.js';
import { officeCalendar, shippedCalendarJson } from './office-calendar.js';

interface PublicYear {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}
const published = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as PublicYear;

const year = {
  year: 2026,
  offDays: [{ date: '2026-01-01', name: '元旦' }],
  makeupDays: [{ date: '2026-01-04', for: '元旦' }],
  source: 'notice',
  publishedAt: '2025-11-04',
};

function pointersOf(value: unknown): readonly string[] {
  const parsed = parseCalendar(value);
  return parsed.ok ? [] : parsed.problems.map((problem) => `${problem.rule} ${problem.pointer}`);
}

describe('the shipped calendar', () => {
  test.each(officeCalendar().years)('agrees with the package chinese-days in $year', (entry: YearCalendar) => {
    const inYear = (days: object): string[] =>
      Object.keys(days)
        .filter((date) => date.startsWith(String(entry.year)))
        .sort();
    expect(entry.offDays.map((day) => day.date)).toEqual(inYear(published.holidays));
    expect(entry.makeupDays.map((day) => day.date)).toEqual(inYear(published.workdays));
  });

  test('is accepted as it stands', () => {
    expect(parseCalendar(shippedCalendarJson())).toEqual({ ok: true, data: shippedCalendarJson() });
  });
});

describe('parseCalendar', () => {
  test('fills in zone and opening time, and keeps foreign keys out of the way', () => {
    const parsed = parseCalendar({ years: [year], 'x-note': 1 });
    expect(parsed.ok && parsed.data.zone).toBe('Asia/Shanghai');
    expect(parsed.ok && parsed.data.opening.at(-1)?.to).toBe('17:00');
  });

  test.each([
    ['a value that is no object', [], ['calendar-shape ']],
    ['an unknown key', { years: [], 'a/b': 1 }, ['unknown-key /a~1b']],
    ['no years', {}, ['missing-key /years']],
    ['an unknown zone', { zone: 'Mars/Base', years: [] }, ['calendar-zone /zone']],
    [
      'overlapping spans',
      {
        opening: [
          { from: '09:00', to: '12:00' },
          { from: '12:00', to: '11:00' },
        ],
        years: [],
      },
      ['calendar-opening /opening/1'],
    ],
    [
      'a date that does not exist',
      { years: [{ ...year, offDays: [{ date: '2026-02-30', name: 'x' }] }] },
      ['calendar-date /years/0/offDays/0/date'],
    ],
    [
      'a date of another year',
      { years: [{ ...year, offDays: [{ date: '2027-01-01', name: 'x' }] }] },
      ['calendar-date /years/0/offDays/0/date'],
    ],
    [
      'a day given twice',
      { years: [{ ...year, makeupDays: [...year.makeupDays, ...year.makeupDays] }] },
      ['duplicate /years/0/makeupDays/1/date'],
    ],
    ['a year given twice', { years: [year, { ...year, offDays: [], makeupDays: [] }] }, ['duplicate /years/1/year']],
    [
      'a makeup day on a Monday',
      { years: [{ ...year, makeupDays: [{ date: '2026-01-05', for: 'x' }] }] },
      ['makeup-on-weekday /years/0/makeupDays/0/date'],
    ],
    [
      'an unknown key in a day',
      { years: [{ ...year, offDays: [{ date: '2026-01-01', name: 'x', half: true }] }] },
      ['unknown-key /years/0/offDays/0/half'],
    ],
    ['a year that is a text', { years: [{ ...year, year: '2026' }] }, ['calendar-year /years/0/year']],
    ['a notice without date', { years: [{ ...year, publishedAt: '2025' }] }, ['calendar-date /years/0/publishedAt']],
  ])('refuses %s', (_what, value, problems) => {
    expect(pointersOf(value)).toEqual(problems);
  });
});
