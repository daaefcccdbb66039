import { describe, expect, test } from '@jest/globals';
import { BUILTIN_NAMES } from '../../../engine/feel/builtins.js';
import { feelResult, feelValue } from '../../kit/feel-value.js';

describe('conversion', () => {
  test.each([
    ['number("1.000,5", ".", ",")', 1000.5],
    ['number("1 000", " ", null)', 1000],
    ['number("1,5", null, ",")', 1.5],
    ['number("12.5")', 12.5],
    ['number("1,000", ",", ",")', null],
    ['number("abc", ",", ".")', null],
    ['number("1", ",")', null],
    ['string(1.50)', '1.5'],
    ['string(0.0000001)', '0.0000001'],
    ['string(10 ** 20)', '100000000000000000000'],
    ['string(null)', null],
    ['string([1, "a", null, {b: @"2026-01-01"}])', '[1, "a", null, {b: 2026-01-01}]'],
    ['string({"a,b": "say \\"x\\""})', '{"a,b": "say \\"x\\""}'],
    ['string([1..3))', '[1..3)'],
    ['string(@"P14M")', 'P1Y2M'],
    ['time(11, 59, 45.5, @"PT2H") = @"11:59:45+02:00"', true],
    ['time(24, 0, 0)', null],
    ['time("25:00:00")', null],
    ['duration("P1H")', null],
    ['date("2026-02-12T10:00:00")', null],
  ])('%s', (source, expected) => {
    expect(feelValue(source)).toEqual(expected);
  });
});

describe('texts', () => {
  test.each([
    ['substring("foobar", 3)', 'obar'],
    ['substring("foobar", -2, 1)', 'a'],
    ['substring("🐎中x", 2, 1)', '中'],
    ['substring("foobar", 3, 3.8)', 'oba'],
    ['string length("🐎中")', 2],
    ['upper case("aB4")', 'AB4'],
    ['lower case("aB4")', 'ab4'],
    ['substring before("foobar", "bar")', 'foo'],
    ['substring after("foobar", "ob")', 'ar'],
    ['substring after("foobar", "")', 'foobar'],
    ['contains("foobar", "of")', false],
    ['starts with("foobar", "fo")', true],
    ['ends with("foobar", "r")', true],
    ['split("a;b;;c", ";")', ['a', 'b', '', 'c']],
    ['split("John Doe", "\\s")', ['John', 'Doe']],
    ['string join(["a", null, "c"], "-")', 'a-c'],
    ['string join([], "-")', ''],
    ['string join([1], "-")', null],
    ['replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '[1=ab][2=]cd'],
    ['replace("abc", "b", "\\$")', 'a$c'],
    ['replace("abc", "b", "$")', null],
    ['replace("abc", "x*", "-")', null],
    ['replace("aXbx", "x", "-", "i")', 'a-b-'],
    ['matches("foobar", "^fo*b")', true],
    ['matches("a\\nb", "a.b")', false],
    ['matches("a\\nb", "a.b", "s")', true],
    ['matches("a\\nb", "^b", "m")', true],
    ['matches("ab\\n", "^$", "m")', false],
    ['matches("hello world", "hello\\ sworld", "x")', true],
    ['matches("x", "[A-Z-[OI]]", "i")', true],
    ['matches("O", "[A-Z-[OI]]", "i")', false],
    ['matches("abab", "(ab)\\1")', true],
    ['matches("aB", "(a)\\1")', false],
    ['matches("中", "\\p{IsCJKUnifiedIdeographs}")', true],
    ['matches("a", "\\p{Lu}")', false],
    ['matches("a", "\\P{Lu}")', true],
    ['matches("a_1", "^\\i\\c*$")', true],
    ['matches("a", "[b-a]")', null],
    ['matches("a", "(")', null],
    ['matches("a", "a", "z")', null],
    ['matches("aaa", "a{2,3}")', true],
    ['matches("12", "^\\d{2}$")', true],
    ['replace("x🐎y🐎", "\\P{L}", "-")', 'x-y-'],
    ['replace("🐎a🐎b", "([a-z])", "<$1>")', '🐎<a>🐎<b>'],
    ['split("🐎1🐎2", "\\d")', ['🐎', '🐎', '']],
    ['matches("a\\nb", "^[^b]$", "m")', true],
    ['matches("ǅ", "ǆ", "i")', true],
    ['matches("𐐀", "^\\p{Lu}$")', true],
    ['matches("𐐀", "^𐐨$", "i")', true],
    ['matches("𠀀", "^\\w$")', true],
    ['matches("😀", "\\p{L}")', false],
    ['matches("😀", "^\\w$")', true],
    ['matches("中", "^\\p{Lo}$")', true],
    ['matches("abc", "[\\w-[\\p{Lu}b]]c$")', false],
  ])('%s', (source, expected) => {
    expect(feelValue(source)).toEqual(expected);
  });
});

describe('lists', () => {
  test.each([
    ['list contains([1, null], null)', true],
    ['count([1, 2])', 2],
    ['count(null)', null],
    ['min(2, 1, 3)', 1],
    ['max(["b", "c", "a"])', 'c'],
    ['string(max([@"2026-01-01", @"2026-02-01"]))', '2026-02-01'],
    ['min([])', null],
    ['max(1, "a")', null],
    ['sum([0.1, 0.2, 0.3])', 0.6],
    ['sum([])', null],
    ['string(sum([@"PT1H", @"PT30M"]))', 'PT1H30M'],
    ['string(sum([@"P1Y"]))', 'P1Y'],
    ['product(2, 3, 4)', 24],
    ['mean([1, 2, 6])', 3],
    ['median([8, 2, 5, 3, 4])', 4],
    ['median([1, 2, 3, 4])', 2.5],
    ['median([])', null],
    ['stddev(2, 4, 7, 5) > 2.08', true],
    ['stddev([1])', null],
    ['mode([6, 1, 9, 6, 1])', [1, 6]],
    ['mode([])', []],
    ['all([true, null])', null],
    ['all([])', true],
    ['any([false, null, true])', true],
    ['any([1])', null],
    ['sublist([1, 2, 3], 2)', [2, 3]],
    ['sublist([1, 2, 3], -2, 1)', [2]],
    ['sublist([1, 2, 3], 5)', null],
    ['append([1], 2, 3)', [1, 2, 3]],
    ['concatenate([1], [2, 3], 4)', [1, 2, 3, 4]],
    ['insert before([1, 3], 2, 2)', [1, 2, 3]],
    ['insert before([1], 0, 2)', null],
    ['remove([1, 2, 3], -1)', [1, 2]],
    ['list replace([2, 4, 7, 8], 3, 6)', [2, 4, 6, 8]],
    ['list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)', [5, 5, 7, 8]],
    ['reverse([1, 2, 3])', [3, 2, 1]],
    ['index of([1, 2, 1], 1)', [1, 3]],
    ['union([1, 2], [2, 3])', [1, 2, 3]],
    ['distinct values([1, 1.0, "1", [1], [1]])', [1, '1', [1]]],
    ['flatten([1, [2, [3, []]]])', [1, 2, 3]],
    ['sort([3, 1, 2], function(x, y) x > y)', [3, 2, 1]],
    ['sort([{k: 1, n: "a"}, {k: 0, n: "b"}, {k: 1, n: "c"}], function(x, y) x.k < y.k).n', ['b', 'a', 'c']],
    ['sort([1, 2])', null],
    ['sort([3, 1, 2], function(x) x)', null],
    ['sort([3, 1, 2], before)', [1, 2, 3]],
  ])('%s', (source, expected) => {
    expect(feelValue(source)).toEqual(expected);
  });
});

describe('numbers', () => {
  test.each([
    ['decimal(2.5, 0)', 2],
    ['decimal(3.5, 0)', 4],
    ['decimal(1 / 3, 2)', 0.33],
    ['decimal(1250, -2)', 1200],
    ['floor(-1.56, 1)', -1.6],
    ['ceiling(-1.5)', -1],
    ['round up(-5.1, 0)', -6],
    ['round down(-5.9, 0)', -5],
    ['round half up(-2.5, 0)', -3],
    ['round half down(2.5, 0)', 2],
    ['round up(1, 6177)', null],
    ['round up(1, null)', null],
    ['abs(-1.5)', 1.5],
    ['string(abs(@"-P1D"))', 'P1D'],
    ['modulo(-12, 5)', 3],
    ['modulo(12, -5)', -3],
    ['modulo(10.1, 4.5)', 1.1],
    ['modulo(1, 0)', null],
    ['sqrt(16)', 4],
    ['sqrt(-1)', null],
    ['decimal(log(10), 6)', 2.302585],
    ['log(0)', null],
    ['decimal(exp(1), 6)', 2.718282],
    ['odd(-3)', true],
    ['even(0)', true],
    ['even(2.5)', false],
  ])('%s', (source, expected) => {
    expect(feelValue(source)).toBe(expected);
  });
});

describe('contexts', () => {
  test.each([
    ['get value({a: 1}, "a")', 1],
    ['get value({a: 1}, "b")', null],
    ['get value({a: {b: 2}}, ["a", "b"])', 2],
    ['get entries({a: 1, b: 2}).key', ['a', 'b']],
    ['context([{key: "a", value: 1}, {key: "b", value: 2}])', { a: 1, b: 2 }],
    ['context([{key: "a", value: 1}, {key: "a", value: 2}])', null],
    ['context put({a: {b: 1}}, ["a", "b"], 2)', { a: { b: 2 } }],
    ['context put({a: 1}, "b", null)', { a: 1, b: null }],
    ['context put({}, [], 1)', null],
    ['context put({}, "__proto__", 1)', null],
    ['context merge([{a: 1, b: 1}, {b: 2}])', { a: 1, b: 2 }],
    ['context merge([{a: 1}, null])', null],
  ])('%s', (source, expected) => {
    expect(feelValue(source)).toEqual(expected);
  });
});

describe('ranges', () => {
  test.each([
    ['before(1, 10)', true],
    ['before([1..5), [5..10])', true],
    ['before([1..5], [5..10])', false],
    ['before(5, (5..10])', true],
    ['after([5..10], [1..5))', true],
    ['after(12, [1..10])', true],
    ['meets([1..5], [5..10])', true],
    ['meets([1..5), [5..10])', false],
    ['met by([5..10], [1..5])', true],
    ['overlaps([1..5], [3..8])', true],
    ['overlaps([1..5], (5..8])', false],
    ['overlaps before([1..5], [3..8])', true],
    ['overlaps after([3..8], [1..5])', true],
    ['finishes(10, [1..10])', true],
    ['finishes([5..10], [1..10])', true],
    ['finished by([1..10], 10)', true],
    ['includes([1..10], 10)', true],
    ['includes([1..10), [1..10])', false],
    ['during([4..6], (4..6])', false],
    ['during([4..6], [1..10))', true],
    ['starts(1, [1..10])', true],
    ['starts([1..5], [1..10])', true],
    ['started by([1..10], [1..5])', true],
    ['coincides([1..5], [1..5])', true],
    ['coincides(3, 4)', false],
    ['before(1, "a")', null],
    ['before(1, (> 5))', true],
    ['range("[18..21)") = [18..21)', true],
    ['range("[\\"a\\"..\\"c\\"]") = ["a".."c"]', true],
    ['range("[3..1]")', null],
    ['range("(..2]") = (<= 2)', true],
    ['5 in range("[1..)")', true],
    ['range("[..2]")', null],
    ['range("[1..]")', null],
    ['range("(..)")', null],
    ['range("[date(\\"1970-01-01\\")..date(x)]")', null],
    ['[1..3].start', 1],
    ['(1..3].start included', false],
    ['[1..10[.end', 10],
    ['(=10).start', 10],
    ['(< 3).start', null],
  ])('%s', (source, expected) => {
    expect(feelValue(source)).toBe(expected);
  });
});

describe('every builtin', () => {
  const wrong = BUILTIN_NAMES.filter((name) => !['now', 'today', 'random number'].includes(name));

  test.each(wrong)('%s gives null and a warning without arguments', (name) => {
    expect(feelResult(`${name}()`)).toMatchObject({ value: null, warnings: [{ code: 'INVALID_ARGUMENT' }] });
  });

  test.each(wrong)('%s gives null and a warning for an argument by a name it does not have', (name) => {
    expect(feelResult(`${name}(nobody knows: 1)`)).toMatchObject({
      value: null,
      warnings: [{ code: 'INVALID_ARGUMENT' }],
    });
  });

  const many = wrong.filter((name) => !['append', 'concatenate', 'union', 'mode', 'any', 'all'].includes(name));

  test.each(many)('%s does not take six arguments of six kinds', (name) => {
    expect(feelResult(`${name}(1, "a", true, null, {}, @"P1D")`).value).toBeNull();
  });
});
