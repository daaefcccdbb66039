import { describe, expect, test } from '@jest/globals';
import { compileFeel } from '../../../engine/feel/compile-feel.js';
import { feelResult, feelValue } from '../../kit/feel-value.js';

const ROWS = {
  rows: [
    { area: 51, kind: 'a' },
    { area: 80, kind: 'b', item: 'own' },
  ],
  i: 2,
  area: 999,
};

describe('names', () => {
  test.each([
    ['the longest known name is taken', 'monthly rent - 2', { 'monthly rent': 5, rent: 1 }, 3],
    ['a known name may hold signs', 'R&D-cost + 1', { 'R&D-cost': 5 }, 6],
    [
      'a known name may hold a keyword',
      'some v in values in a list satisfies v > 1',
      { 'values in a list': [1, 2] },
      true,
    ],
    ['words that follow one another are one name', '{first name: "x"}.first name', {}, 'x'],
    ['a key may be a text', '{"a b": 1, c: a b + 1}.c', {}, 2],
    ['Chinese names stand as they are', '申请.主体业态', { 申请: { 主体业态: '餐饮' } }, '餐饮'],
    ['names may be pictures', '{🐎: "x"}.🐎', {}, 'x'],
    ['date and time without brackets is a conjunction', 'date and time', { date: true, time: false }, false],
    ['a variable hides a builtin that is no call', 'count + 1', { count: 2 }, 3],
    ['a call means the builtin all the same', 'count([1, 2])', { count: 7 }, 2],
    ['comments are passed over', '1 /* one */ + // two\n 2', {}, 3],
  ])('%s', (_sentence, source, context, expected) => {
    expect(feelValue(source, context)).toEqual(expected);
  });
});

describe('texts', () => {
  test.each([
    ['"a\\nb\\t\\"c\\" \\\\ \\\'"', 'a\nb\t"c" \\ \''],
    ['"\\u4e2d\\U01F40E"', '中🐎'],
    ['"\\s"', '\\s'],
  ])('%s reads its escapes', (source, expected) => {
    expect(feelValue(source)).toBe(expected);
  });
});

describe('lists and filters', () => {
  test.each([
    ['a place counts from one', '[7, 8, 9][1]', 7],
    ['a negative place counts from the end', '[7, 8, 9][-1]', 9],
    ['a place beyond the end is null', '[7][2]', null],
    ['there is no place zero', '[7][0]', null],
    ['a place may be a variable', '[7, 8][i]', 8],
    ['a condition chooses', '[1, 2, 3][item > 1]', [2, 3]],
    ['entries of the item are names', 'rows[area > 60].kind', ['b']],
    ['an entry called item hides the item', 'rows[item = "own"].area', [80]],
    ['a value is a list of one', '5[1]', 5],
    ['of null there is nothing to take', 'null[item > 1]', null],
    ['a path goes through a list', 'rows.area', [51, 80]],
    ['filters follow one another', 'rows[area > 50][2].kind', 'b'],
  ])('%s: %s', (_sentence, source, expected) => {
    expect(feelValue(source, ROWS)).toEqual(expected);
  });
});

describe('loops', () => {
  test.each([
    ['whole numbers upwards', 'for i in 1..3 return i * i', [1, 4, 9]],
    ['and downwards', 'for i in 3..1 return i', [3, 2, 1]],
    ['several bindings, each seeing those before', 'for x in [1, 2], y in [x, 10] return x * y', [1, 10, 4, 20]],
    ['the results so far', 'for i in 1..5 return if i < 3 then 1 else partial[-1] + partial[-2]', [1, 1, 2, 3, 5]],
    ['the results so far are not changed later', 'for i in 1..3 return count(partial)', [0, 1, 2]],
    ['dates', 'for d in @"2026-02-27"..@"2026-03-02" return d.day', [27, 28, 1, 2]],
    ['a range value', 'for i in (1..4) return i', [2, 3]],
    ['functions keep the value of their turn', '(for i in 1..3 return function() i)[2]()', 2],
    ['some holds for one', 'some x in [1, 5] satisfies x > 3', true],
    ['some of none is false', 'some x in [] satisfies x > 3', false],
    ['every of none is true', 'every x in [] satisfies x > 3', true],
    ['what is unknown stays unknown', 'some x in [1, null] satisfies x > 3', null],
    ['but one that holds decides', 'some x in [null, 5] satisfies x > 3', true],
    ['null is nothing to go over', 'for i in null return i', null],
  ])('%s: %s', (_sentence, source, expected) => {
    expect(feelValue(source)).toEqual(expected);
  });
});

describe('functions', () => {
  test.each([
    ['by place', '(function(a, b) a - b)(5, 3)', 2],
    ['by name', '(function(a, b) a - b)(b: 5, a: 3)', -2],
    ['a function sees what was around it', '{k: 10, f: function(x) x + k, r: f(1)}.r', 11],
    ['a function may call itself', '{f: function(n) if n = 0 then 1 else n * f(n - 1), r: f(10)}.r', 3628800],
    ['a function may be handed on', '{twice: function(g, x) g(g(x)), r: twice(function(y) y * 3, 2)}.r', 18],
    ['a builtin may be handed on', '{f: abs, r: f(-1)}.r', 1],
    ['an argument of another type has no result', '(function(a: number) a)("x")', null],
    ['a list of one stands for its item', '(function(a: number) a)([7])', 7],
    ['an item stands for a list of one', '(function(a: list<number>) count(a))(7)', 1],
    ['too many arguments', '(function(a) a)(1, 2)', null],
    ['an unknown name of an argument', '(function(a) a)(b: 1)', null],
  ])('%s', (_sentence, source, expected) => {
    expect(feelValue(source)).toEqual(expected);
  });
});

describe('contexts', () => {
  test.each([
    ['entries see those before', '{a: 1, b: a + 1, c: b + 1}', { a: 1, b: 2, c: 3 }],
    ['an entry hides a variable', '{area: 1, b: area}.b', 1],
    ['a missing entry is null', '{a: 1}.b', null],
    ['null has only null members', 'null.a', null],
  ])('%s', (_sentence, source, expected) => {
    expect(feelValue(source, ROWS)).toEqual(expected);
  });
});

describe('if', () => {
  test('null counts as false; what is no truth value has no result', () => {
    expect(feelValue('if null then 1 else 2')).toBe(2);
    expect(feelResult('if "x" then 1 else 2')).toMatchObject({ value: null, warnings: [{ code: 'INVALID_TYPE' }] });
  });
});

describe('unary tests', () => {
  test.each([
    ['1, 2', 2, true],
    ['< 3, > 7', 5, false],
    ['not(< 3, > 7)', 5, true],
    ['-', null, true],
    ['? * 2 = 10', 5, true],
    ['[1..3], [5..7)', 7, false],
    ['limit, 5', 5, true],
    ['list', 2, true],
    ['not(null)', 1, true],
    ['contains(?, "b")', 'abc', true],
    ['not(contains(?, "b"))', 'abc', false],
    ['date("2026-02-12")', '2026-02-12', null],
    ['> 3', 'x', null],
    ['true', true, true],
    ['false', false, true],
    ['flag', false, false],
  ])('%s against %p is %p', (source, input, expected) => {
    const compiled = compileFeel(source, 'unaryTests');
    const context = { '?': input, limit: 3, list: [1, 2], flag: true };
    expect(compiled.ok && compiled.expression.evaluate(context)).toMatchObject({ ok: true, value: expected });
  });
});

describe('syntax errors', () => {
  test.each([
    ['1 + * 2', 4],
    ['[1, 2', 5],
    ['{a 1}', 1],
    ['if a then b', 11],
    ['for in [1] return 1', 4],
    ['f(a: 1, 2)', 8],
    ['"abc', 0],
    ['1 instance number', 11],
    ['a..b', 1],
    ['1 /* never ends', 3],
  ])('%s is refused at its place', (source, from) => {
    expect(compileFeel(source, 'expression')).toMatchObject({ ok: false, problem: { position: { from } } });
  });
});

test.each([
  ['{"a-b": 1}.a-b', 1],
  ['{a-b: {c+d: 2}}.a-b.c+d', 2],
  ['[{"x/y": 1}, {"x/y": 2}].x/y', [1, 2]],
  ['[{"x/y": 1}, {"x/y": 2}][2].x/y', 2],
  ['{a: 3}.a-1', 2],
])('behind a context in the text its keys are known names: %s', (source, expected) => {
  expect(feelValue(source)).toEqual(expected);
});

test.each(['{a: 1,}', '{,}', '[1,]', 'f(1,)', '(function(a,) a)(1)'])('%s ends with a comma too many', (source) => {
  expect(compileFeel(source, 'expression').ok).toBe(false);
});
