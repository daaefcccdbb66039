import { describe, expect, test } from '@jest/globals';
import type { LimitUnit } from '../../../engine/calendar/deadline.js';
import { parseCycle } from '../../../engine/calendar/cycle.js';
import { nextOccurrence, nextOccurrences } from '../../../engine/calendar/next-occurrence.js';
import { at, officeCalendar } from './office-calendar.js';

const zone = 'Asia/Shanghai';
const calendar = officeCalendar();

/** The next occurrences after a wall-clock time, as wall-clock times. */
function after(text: string, wall: string, count = 3, unit?: LimitUnit): readonly string[] {
  const cycle = parseCycle(text, zone, unit);
  if (!cycle) throw new Error(`no cycle: ${text}`);
  return nextOccurrences({ cycle, after: at(wall), zone, calendar }, count).map((ms) =>
    new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' '),
  );
}

describe('a repeating interval (ISO 8601-1, 5.6)', () => {
  test('goes one period on when it names no start', () => {
    expect(after('R/PT10H', '2026-03-02 09:00', 2)).toEqual(['2026-03-02 19:00', '2026-03-03 05:00']);
  });

  test('ends after its number of times', () => {
    expect(after('R2/P1D', '2026-03-02 09:00', 9)).toEqual(['2026-03-03 09:00', '2026-03-04 09:00']);
  });

  test('begins with its start and is counted from there', () => {
    expect(after('R3/2026-03-02T09:00/P1D', '2026-03-01 00:00', 9)).toEqual([
      '2026-03-02 09:00',
      '2026-03-03 09:00',
      '2026-03-04 09:00',
    ]);
    expect(after('R3/2026-03-02T09:00:00+08:00/P1D', '2026-03-03 09:00', 9)).toEqual(['2026-03-04 09:00']);
    expect(after('R3/2026-03-02T09:00/P1D', '2026-03-04 09:00')).toEqual([]);
  });

  test('keeps the end of the month where a month is shorter', () => {
    expect(after('R/2026-01-31/P1M', '2026-01-31 00:00')).toEqual([
      '2026-02-28 00:00',
      '2026-03-31 00:00',
      '2026-04-30 00:00',
    ]);
  });

  test('counts back from its end', () => {
    expect(after('R3/P1D/2026-03-31T17:00', '2026-03-01 00:00', 9)).toEqual([
      '2026-03-29 17:00',
      '2026-03-30 17:00',
      '2026-03-31 17:00',
    ]);
    expect(after('R/P1D/2026-03-31T17:00', '2026-03-29 17:00', 9)).toEqual(['2026-03-30 17:00', '2026-03-31 17:00']);
  });

  test('takes the span between two instants as its period', () => {
    expect(after('R/2026-03-02T09:00/2026-03-02T12:00', '2026-03-02 09:00', 2)).toEqual([
      '2026-03-02 12:00',
      '2026-03-02 15:00',
    ]);
  });

  test('finds its place at once however long ago it began', () => {
    expect(after('R/1970-01-01T00:00:00Z/PT1S', '2026-03-02 09:00', 1)).toEqual(['2026-03-02 09:00']);
  });

  test('is a clock time every day although daylight saving shifts', () => {
    const cycle = parseCycle('R/2026-03-28T09:00/P1D', 'Europe/Berlin');
    if (!cycle) throw new Error('no cycle');
    const next = nextOccurrence({
      cycle,
      after: Date.parse('2026-03-28T09:00:00+01:00'),
      zone: 'Europe/Berlin',
      calendar,
    });
    expect(next).toBe(Date.parse('2026-03-29T09:00:00+02:00'));
  });

  test.each([
    'R0/P1D',
    'R/P0D',
    'R/-P1D',
    'R',
    'R/',
    'R/P1D/P1D',
    'R/x/P1D',
    'R/2026-03-02/2026-03-01',
    'P1D',
    'R/P1D/a/b',
  ])('does not read %s', (text) => expect(parseCycle(text, zone)).toBeUndefined());
});

describe('a cron text', () => {
  test('of five fields begins with minutes', () => {
    expect(after('30 8 * * MON-FRI', '2026-02-13 08:30', 2)).toEqual(['2026-02-16 08:30', '2026-02-17 08:30']);
  });

  test('of six fields begins with seconds', () => {
    expect(after('0 0 9 1 * *', '2026-02-13 08:30', 2)).toEqual(['2026-03-01 09:00', '2026-04-01 09:00']);
  });

  test('of five fields takes a day that fits one of day and weekday, of six one that fits both', () => {
    expect(after('0 9 1 * MON', '2026-02-13 08:30', 1)).toEqual(['2026-02-16 09:00']);
    expect(after('0 0 9 1 * MON', '2026-02-13 08:30', 1)).toEqual(['2026-06-01 09:00']);
  });

  test('knows the last day of a month and the leap day', () => {
    expect(after('0 17 L * *', '2026-02-13 08:30', 2)).toEqual(['2026-02-28 17:00', '2026-03-31 17:00']);
    expect(after('0 0 0 29 2 ?', '2026-02-13 08:30', 1)).toEqual(['2028-02-29 00:00']);
  });

  test('knows its macros', () => {
    expect(after('@daily', '2026-02-13 08:30', 1)).toEqual(['2026-02-14 00:00']);
  });

  test('that never comes has no occurrence', () => {
    expect(after('0 0 30 2 *', '2026-02-13 08:30')).toEqual([]);
  });

  test.each(['* * * *', '61 * * * *', '0 0 0 1 1 * 2030', '@reboot', 'every day', '* * * * FUNDAY'])(
    'does not read %s',
    (text) => expect(parseCycle(text, zone)).toBeUndefined(),
  );
});

describe('a cycle in working time', () => {
  test('of working days fires at closing time and leaves out the holiday', () => {
    expect(after('R/1', '2026-02-13 10:00', 3, 'wd')).toEqual([
      '2026-02-14 17:00',
      '2026-02-24 17:00',
      '2026-02-25 17:00',
    ]);
  });

  test('of service hours goes over the lunch break and the night', () => {
    expect(after('R/4', '2026-03-02 10:00', 3, 'serviceHour')).toEqual([
      '2026-03-02 15:00',
      '2026-03-03 11:00',
      '2026-03-03 16:00',
    ]);
  });

  test('ends after its number of times', () => {
    expect(after('R1/2', '2026-03-02 10:00', 3, 'wd')).toEqual(['2026-03-04 17:00']);
  });

  test.each(['R/0', 'R/1.5', 'R/P1D', '1', 'R/-1'])('does not read %s', (text) =>
    expect(parseCycle(text, zone, 'wd')).toBeUndefined(),
  );
});
