import { describe, expect, test } from '@jest/globals';
import { fc } from '../../kit/fast-check.js';
import { feelValue } from '../../kit/feel-value.js';
import { officeCalendar } from '../calendar/office-calendar.js';

describe('dates, times and durations', () => {
  test.each([
    ['a date from its parts', 'string(date(2026, 2, 12))', '2026-02-12'],
    ['no such day', 'date(2026, 2, 30)', null],
    ['years beyond four digits', 'string(date("-99999-01-01"))', '-99999-01-01'],
    ['the greatest year', 'string(date("999999999-12-31"))', '999999999-12-31'],
    ['a leading zero too many', 'date("02026-01-01")', null],
    ['a month is added to the end of the month', 'string(@"2026-01-31" + @"P1M")', '2026-02-28'],
    ['a day is added over the end of the year', 'string(@"2026-12-31" + @"P1D")', '2027-01-01'],
    ['hours are added to a date', 'string(@"2026-02-12" + @"PT25H")', '2026-02-13'],
    ['a time goes round', 'string(@"23:00:00" + @"PT2H")', '01:00:00'],
    [
      'hours are added on the time line',
      'string(@"2026-03-29T01:30:00@Europe/Paris" + @"PT1H")',
      '2026-03-29T03:30:00@Europe/Paris',
    ],
    ['a difference of dates', 'string(@"2026-03-01" - @"2026-02-28")', 'P1D'],
    ['a difference over offsets', 'string(@"2026-01-01T08:00:00+08:00" - @"2026-01-01T00:00:00Z")', 'PT0S'],
    ['a duration is multiplied', 'string(@"P1D" * 1.5)', 'P1DT12H'],
    ['durations are divided', '@"P1D" / @"PT1H"', 24],
    ['months are divided', 'string(@"P1Y" / 5)', 'P2M'],
    ['a duration is negated', 'string(-@"P1Y2M")', '-P1Y2M'],
    ['fractions of a second', 'string(@"PT0.000000001S" + @"PT1S")', 'PT1.000000001S'],
    ['whole months between dates', 'string(years and months duration(@"2011-12-22", @"2013-08-24"))', 'P1Y8M'],
    ['and backwards', 'string(years and months duration(@"2013-08-24", @"2011-12-22"))', '-P1Y8M'],
    ['the time of a date is midnight in UTC', 'string(time(@"2026-02-12"))', '00:00:00Z'],
    ['a date and time from both', 'string(date and time(@"2026-02-12", @"10:00:00"))', '2026-02-12T10:00:00'],
    ['a zone is kept', 'string(@"2026-02-12T10:00:00@Asia/Shanghai")', '2026-02-12T10:00:00@Asia/Shanghai'],
    ['no such zone', '@"2026-02-12T10:00:00@Asia/Zhangdian"', null],
    ['the offset of a zone depends on the day', 'string(@"2026-07-01T10:00:00@Europe/Paris".time offset)', 'PT2H'],
    ['weekdays begin with Monday', '@"2026-02-12".weekday', 4],
    ['properties of durations', '@"P1DT2H3M4S".hours', 2],
    ['properties of negative durations', '@"-P14M".months', -2],
    ['a second has no fraction', '@"10:00:00.5" = @"10:00:00"', true],
    ['24:00 is the next midnight', 'string(date and time("2026-02-12T24:00:00"))', '2026-02-13T00:00:00'],
  ])('%s: %s', (_sentence, source, expected) => {
    expect(feelValue(source)).toBe(expected);
  });

  test('what leaves FEEL is ISO 8601: a zone becomes its offset', () => {
    expect(feelValue('@"2026-02-12T10:00:00@Asia/Shanghai"')).toBe('2026-02-12T10:00:00+08:00');
    expect(feelValue('[@"2026-02-12", @"P1DT1H", @"10:00:00"]')).toEqual(['2026-02-12', 'P1DT1H', '10:00:00']);
  });

  test('adding days and taking them away again comes back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -3_000_000, max: 3_000_000 }), (days) => {
        const back = 'string((@"2026-02-12" + duration("P1D") * n) - duration("P1D") * n)';
        expect(feelValue(back, { n: days })).toBe('2026-02-12');
        expect(feelValue('((@"2026-02-12" + @"P1D" * n) - @"2026-02-12") / @"P1D"', { n: days })).toBe(days);
      }),
    );
  });

  test('days follow those of another calendar', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2400-01-01'), noInvalidDate: true }), (date) => {
        const text = date.toISOString().slice(0, 10);
        expect(feelValue('date(d).weekday', { d: text })).toBe(date.getUTCDay() || 7);
        expect(feelValue('string(date(d) + @"P1D")', { d: text })).toBe(
          new Date(date.getTime() + 86_400_000).toISOString().slice(0, 10),
        );
      }),
    );
  });
});

describe('temporal functions', () => {
  test.each([
    ['day of year(@"2020-12-31")', 366],
    ['day of week(@"2019-09-17")', 'Tuesday'],
    ['month of year(@"2019-09-17")', 'September'],
    ['week of year(@"2019-12-30")', 1],
    ['week of year(@"2021-01-03")', 53],
    ['week of year(@"2020-12-31T10:00:00")', 53],
    ['is(@"10:00:00Z", @"10:00:00+00:00")', true],
    ['is(@"10:00:00Z", @"11:00:00+01:00")', false],
    ['is(@"2026-01-01", @"2026-01-01T00:00:00")', false],
    ['is(null, null)', true],
  ])('%s', (source, expected) => {
    expect(feelValue(source)).toBe(expected);
  });
});

describe('working time', () => {
  const calendar = officeCalendar();

  test.each([
    ['string(working days after(@"2025-09-26", 10))', '2025-10-16'],
    ['string(working days after(@"2026-09-18", 10))', '2026-10-09'],
    ['string(working days after(@"2026-04-30", 5))', '2026-05-11'],
    ['string(working days after(@"2026-05-11", -5))', '2026-04-30'],
    ['is working day(@"2026-02-14")', true],
    ['is working day(@"2026-02-16")', false],
    ['is working day("2026-02-28")', true],
    ['string(working time between(@"2026-02-12T09:00:00+08:00", @"2026-02-12T17:00:00+08:00"))', 'PT7H'],
    ['string(working time between(@"2026-02-12T16:00:00+08:00", @"2026-02-13T10:00:00+08:00"))', 'PT2H'],
    ['working time between("soon", @"2026-02-13T10:00:00+08:00")', null],
    ['working days after(@"2026-02-12", 1.5)', null],
  ])('%s', (source, expected) => {
    expect(feelValue(source, {}, { calendar })).toBe(expected);
  });

  test('without a calendar there is no answer', () => {
    expect(feelValue('is working day(@"2026-02-16")')).toBeNull();
    expect(feelValue('working time between(@"2026-02-12T09:00:00Z", @"2026-02-13T09:00:00Z")')).toBeNull();
  });
});
