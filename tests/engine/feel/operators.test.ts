import { describe, expect, test } from '@jest/globals';
import { fc } from '../../kit/fast-check.js';
import { feelResult, feelValue } from '../../kit/feel-value.js';

describe('numbers', () => {
  test.each([
    ['tenths add up exactly', '0.1 + 0.2', 0.3],
    ['hundredths multiply exactly', '1.1 * 1.1', 1.21],
    ['money divides exactly where it can', '10.5 / 4', 2.625],
    ['a third times three is not one', '1 / 3 * 3 = 1', false],
    ['a third has 34 digits', 'string(1 / 3)', '0.3333333333333333333333333333333333'],
    [
      'ties round to even at the 34th digit',
      'string(1234567890123456789012345678901234.5)',
      '1234567890123456789012345678901234',
    ],
    ['whole numbers are exact beyond 2^53', 'string(9007199254740993 + 1)', '9007199254740994'],
    ['products are exact beyond 2^53', 'string(99999999999 * 99999999999)', '9999999999800000000001'],
    ['a power of a whole number is exact', 'string(7 ** 30)', '22539340290692258087863249'],
    ['a negative power divides', '10 ** -5', 0.00001],
    ['a root is a power', '2 ** 0.5 * 2 ** 0.5 > 1.99999', true],
    ['powers are taken from the left', '2 ** 3 ** 2', 64],
    ['a minus sign binds closer than a power', '-2 ** 2', 4],
    ['multiplication binds closer than addition', '2 + 3 * 4', 14],
    ['what is beyond decimals is null', '10 ** 7000', null],
    ['division by zero is null', '1 / 0', null],
    ['exponents are read', '1.5e3', 1500],
    ['zero has no sign', 'string(-0)', '0'],
  ])('%s', (_sentence, source, expected) => {
    expect(feelValue(source)).toBe(expected);
  });

  test('sums and products of hundredths are those of whole hundredths', () => {
    const cents = fc.integer({ min: -10_000_000, max: 10_000_000 });
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        const context = { a: a / 100, b: b / 100 };
        expect(feelValue('a + b', context)).toBe((a + b) / 100 + 0);
        expect(feelValue('a - b', context)).toBe((a - b) / 100 + 0);
        expect(feelValue('(a * b) * 10000', context)).toBe(a * b + 0);
        expect(feelValue('a < b', context)).toBe(a < b);
      }),
    );
  });

  test('quotients come back when multiplied, to 30 digits', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1 }), (a, b) => {
        expect(feelValue('decimal(a / b * b, 20) = a', { a, b })).toBe(true);
      }),
    );
  });
});

describe('comparison', () => {
  test.each([
    ['values of different kinds have no equality', '1 = "1"', null],
    ['null equals null', 'null = null', true],
    ['a value does not equal null', '1 = null', false],
    ['lists are equal item by item', '[1, [2, "a"]] = [1, [2, "a"]]', true],
    ['contexts are equal whatever the order of their keys', '{a: 1, b: 2} = {b: 2, a: 1}', true],
    ['texts are ordered by code points', '"😀" > "豈"', true],
    ['values of different kinds have no order', '"a" < 1', null],
    ['between includes both ends', '5 between 5 and 5', true],
    ['between binds its own and', '5 between 1 and 10 and true', true],
    ['comparisons bind closer than and', '1 < 2 and 3 < 4', true],
    ['times at one instant are equal', '@"10:00:00Z" = @"18:00:00+08:00"', true],
    [
      'dates and times with zones compare on the time line',
      '@"2026-07-01T12:00:00@Europe/Paris" = @"2026-07-01T10:00:00Z"',
      true,
    ],
    ['a local time counts as one of the office', '@"2026-07-01T08:00:00" = @"2026-07-01T00:00:00Z"', true],
    ['both kinds of durations do not compare', '@"P1Y" < @"P400D"', null],
  ])('%s', (_sentence, source, expected) => {
    expect(feelValue(source)).toBe(expected);
  });
});

describe('logic', () => {
  test.each([
    ['false and null', false],
    ['null and false', false],
    ['true and null', null],
    ['true or null', true],
    ['null or true', true],
    ['false or null', null],
    ['true and "x"', null],
    ['false or "x"', null],
    ['not(null)', null],
    ['not(true)', false],
  ])('%s is three-valued', (source, expected) => {
    expect(feelValue(source)).toBe(expected);
  });
});

describe('membership', () => {
  test.each([
    ['the trap of both libraries', 'amount in [0..100) and status = "new"', true],
    ['a list holds a value', '2 in [1, 2, 3]', true],
    ['a list of ranges', '5 in [[1..2], [4..6]]', true],
    ['a comparison', '5 in > 3', true],
    ['several tests in brackets', '5 in (1, > 4)', true],
    ['an open range', '5 in (5..6)', false],
    ['a range with turned brackets', '6 in ]5..6]', true],
    ['a range that ends with an opening bracket', '6 in [5..6[ or false', false],
    ['a bracketed expression that goes on', '3 in (1) + 2', true],
    ['null is in no range', 'null in [1..3]', null],
    ['a negated test', '5 in (!= 3)', true],
  ])('%s: %s', (_sentence, source, expected) => {
    expect(feelValue(source, { amount: 50, status: 'new' })).toBe(expected);
  });
});

describe('instance of', () => {
  test.each([
    ['1 instance of number', true],
    ['null instance of Any', false],
    ['null instance of Null', true],
    ['[1, "a"] instance of list<number>', false],
    ['[] instance of list<number>', true],
    ['{a: 1, b: 2} instance of context<a: number>', true],
    ['{a: null} instance of context<a: number>', true],
    ['{} instance of context<a: number>', false],
    ['[1..3] instance of range<number>', true],
    ['["a".."b"] instance of range<number>', false],
    ['(function(x: number) x) instance of function<number> -> Any', true],
    ['(function() 1) instance of function<number> -> Any', false],
    ['(function(x: number) x + 1) instance of function<number> -> number', true],
    ['(function(x: number) x + 1) instance of function<number> -> string', false],
    ['(function(x: Any) "a") instance of function<number> -> string', true],
    ['@"2026-01-01T00:00:00" instance of date and time', true],
    ['@"2026-01-01" instance of date and time', false],
    ['@"P1M" instance of years and months duration', true],
    ['@"P1D" instance of days and time duration', true],
    ['-1 instance of number', true],
  ])('%s is %p', (source, expected) => {
    expect(feelValue(source)).toBe(expected);
  });

  test('an unknown type gives null and says so', () => {
    expect(feelResult('1 instance of tShop')).toMatchObject({ value: null, warnings: [{ code: 'NO_TYPE_FOUND' }] });
  });
});

describe('warnings', () => {
  test.each([
    ['1 + "a"', 'INVALID_TYPE', 0, 7],
    ['1 + nobody', 'NO_VARIABLE_FOUND', 4, 10],
    ['nothing(1)', 'NO_FUNCTION_FOUND', 0, 10],
    ['floor("a")', 'INVALID_ARGUMENT', 0, 10],
    ['{a: 1}.b', 'NO_MEMBER_FOUND', 0, 8],
    ['@"soon"', 'INVALID_LITERAL', 0, 7],
    ['random number()', 'NO_RANDOM', undefined, undefined],
    ['function() external {java: {class: "x"}}', 'EXTERNAL_FUNCTION', 0, 40],
    ['{a: 1, a: 2}', 'INVALID_CONTEXT', 0, 12],
  ])('%s warns %s at its place, in both languages', (source, code, from, to) => {
    const [warning] = feelResult(source).warnings;
    expect(warning).toMatchObject({ code, message: { zh: expect.any(String), en: expect.any(String) } });
    expect(warning?.position).toEqual(from === undefined ? undefined : { from, to });
  });
});
