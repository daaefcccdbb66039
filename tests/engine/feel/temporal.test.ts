import { describe, expect, test } from '@jest/globals';
import { feelResult, feelValue } from '../../kit/feel-value.js';

describe('at-literals and the texts of the conversion functions (DMN 1.5, 10.3.1.2 and 10.3.4.1)', () => {
  test.each([
    '-2020-01-01',
    '12020-01-01',
    '999999999-12-31',
    '-999999999-01-01',
    '10:00:00',
    '10:00:00.123456789',
    '10:00:00Z',
    '10:00:00+08:00',
    '10:00:00-02:30',
    '10:00:00+08:00:30',
    '10:00:00@Asia/Shanghai',
    '10:00:00@Etc/UTC',
    '2020-01-01T10:00:00.5',
    '2020-07-01T10:00:00@Europe/Paris',
    '-0044-03-15T10:00:00Z',
    '99999-12-31T10:00:00',
    'P1Y2M',
    '-P1Y',
    'P1DT2H3M4.5S',
    'PT0S',
    '-PT0.5S',
    'P400D',
  ])('%s is written as it was read', (text) => {
    expect(feelValue(`string(@"${text}")`)).toBe(text);
  });

  test.each([
    ['10:00:00+00:00', '10:00:00Z'],
    ['24:00:00', '00:00:00'],
    ['2020-01-01T24:00:00', '2020-01-02T00:00:00'],
    ['P14M', 'P1Y2M'],
    ['PT36H', 'P1DT12H'],
    ['P0Y', 'P0M'],
    ['10:00:00.500', '10:00:00.5'],
  ])('%s is written %s', (text, expected) => {
    expect(feelValue(`string(@"${text}")`)).toBe(expected);
  });

  test.each([
    ...['1000000000-01-01', '02020-01-01', '2020-13-01', '2021-02-29', '2020-01-01Z', '-0000-01-01', '20-01-01'],
    ...['10:00', '24:00:01', '23:59:60', 'T10:00:00', '10:00:00+08', '10:00:00+18:01', '10:00:00@Foo/Bar'],
    ...['10:00:00+08:00@Asia/Shanghai', '2020-01-01 10:00:00', '2020-01-01T25:00:00', '2020-01-01T10:00'],
    ...['P', 'PT', 'P1W', '+P1Y', 'P1Y2M3D', 'P1.5D', 'PT1.5H', 'PT.5S', 'P1H', 'yesterday', ''],
  ])('%j is none', (text) => {
    const { value, warnings } = feelResult(`@"${text}"`);
    expect([value, warnings.length]).toEqual([null, 1]);
  });
});

describe('arithmetic (DMN 1.5, 10.3.2)', () => {
  test.each([
    ['@"2020-01-01" - @"2019-12-01"', 'P31D'],
    ['@"2020-01-01" - @"2019-12-01T00:00:00Z"', 'P31D'],
    ['@"2020-01-01T00:00:00+08:00" - @"2020-01-01T00:00:00Z"', '-PT8H'],
    ['@"10:00:00+01:00" - @"09:00:00Z"', 'PT0S'],
    ['@"10:00:00" + @"PT15H"', '01:00:00'],
    ['@"10:00:00" - @"PT15H"', '19:00:00'],
    ['@"2020-01-31" + @"P1M"', '2020-02-29'],
    ['@"2020-02-29" - @"P1Y"', '2019-02-28'],
    ['@"2020-01-01" + @"PT36H"', '2020-01-02'],
    ['@"2020-01-01" - @"PT1S"', '2019-12-31'],
    ['@"P1M" + @"2020-01-31T10:00:00"', '2020-02-29T10:00:00'],
    ['@"P1Y" - @"P1M"', 'P11M'],
    ['2 * @"P1D"', 'P2D'],
    ['@"P1D" / 2', 'PT12H'],
    ['@"P1Y" * 0.4', 'P4M'],
    ['-@"P1D"', '-P1D'],
    ['years and months duration(@"2020-02-29", @"2021-02-28")', 'P11M'],
    ['years and months duration(@"2013-08-24", @"2011-12-22")', '-P1Y8M'],
  ])('%s = %s', (source, expected) => {
    expect(feelValue(`string(${source})`)).toBe(expected);
  });

  test.each<[string, number | boolean]>([
    ['@"P1D" / @"PT1H"', 24],
    ['@"P1Y" / @"P1M"', 12],
    ['@"P1D" < @"PT25H"', true],
    ['@"P1Y" = @"P12M"', true],
    ['@"2020-01-01T10:00:00Z" = @"2020-01-01T18:00:00+08:00"', true],
    ['@"10:00:00Z" < @"18:00:01+08:00"', true],
    ['@"2020-01-01" between @"2019-01-01" and @"2021-01-01"', true],
    ['@"2020-01-01".weekday', 3],
    ['@"-P1DT2H".hours', -2],
    ['@"-P14M".months', -2],
    ['@"P1DT2H3M4.5S".seconds', 4.5],
  ])('%s = %s', (source, expected) => {
    expect(feelValue(source)).toBe(expected);
  });

  test.each([
    '@"2020-01-01T00:00:00" - @"2020-01-01T00:00:00Z"',
    '@"10:00:00" + @"P1Y"',
    '@"P1Y" + @"P1D"',
    '@"P1D" - @"2020-01-01"',
    '@"P1D" / 0',
    '@"P1D" / @"PT0S"',
    '2 / @"P1D"',
    '@"P1D" * @"P1D"',
    '-@"2020-01-01"',
    '@"P1Y" < @"P365D"',
    '@"2020-01-01" = @"2020-01-01T00:00:00"',
    '@"999999999-12-31" + @"P1D"',
    '@"2020-01-01".hour',
    '@"P1Y".days',
  ])('%s has no value, and says why', (source) => {
    const { value, warnings } = feelResult(source);
    expect([value, warnings.length > 0]).toEqual([null, true]);
  });
});

describe('loops over dates', () => {
  test.each([
    ['for d in @"2020-02-28"..@"2020-03-01" return d.day', [28, 29, 1]],
    ['for d in @"2020-03-01"..@"2020-02-28" return d.day', [1, 29, 28]],
    ['for d in (@"2020-02-28"..@"2020-03-01") return d.day', [29]],
    ['for i in 3..1 return i', [3, 2, 1]],
    ['for i in 1..2, j in 1..i return i + j', [2, 3, 4]],
    ['for i in 0..4 return if i = 0 then 1 else i * partial[-1]', [1, 1, 2, 6, 24]],
  ])('%s', (source, expected) => {
    expect(feelValue(source)).toEqual(expected);
  });
});
