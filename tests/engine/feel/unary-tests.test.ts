import { describe, expect, test } from '@jest/globals';
import { compileFeel } from '../../../engine/feel/compile-feel.js';
import type { JsonObject, JsonValue } from '../../../engine/model/json.js';
import { feelValue } from '../../kit/feel-value.js';

/** What unary tests say of `?` and the other variables. */
function judged(source: string, context: JsonObject): JsonValue {
  const compiled = compileFeel(source, 'unaryTests', context);
  if (!compiled.ok) throw new Error(compiled.problem.message.en);
  const result = compiled.expression.evaluate(context);
  if (!result.ok) throw new Error(result.message.en);
  return result.value;
}

describe('unary tests (DMN 1.5, 10.3.1.2)', () => {
  test.each<[string, JsonObject, JsonValue]>([
    ['-', { '?': 1 }, true],
    ['1, 2', { '?': 2 }, true],
    ['not(1, 2)', { '?': 3 }, true],
    ['not(> 3)', { '?': 4 }, false],
    ['not("a")', { '?': null }, true],
    ['null', { '?': null }, true],
    ['not(null)', { '?': null }, false],
    ['> 3', { '?': null }, null],
    ['<= 3, > 5', { '?': 4 }, false],
    ['= 3', { '?': 3 }, true],
    ['!= 3', { '?': 3 }, false],
    ['(< 5)', { '?': 4 }, true],
    ['[(< 5), 7]', { '?': 7 }, true],
    ['-1', { '?': -1 }, true],
    ['"-"', { '?': '-' }, true],
    ['1 + 1', { '?': 2 }, true],
    ['> 1 + 1', { '?': 3 }, true],
    ['list', { '?': [1, 2], list: [1, 2] }, true],
    ['x', { '?': 4, x: [3, 4] }, true],
    ['false', { '?': false }, true],
    ['? = null', { '?': null }, true],
    ['? > 3 and ? < 9', { '?': 5 }, true],
    ['not(? > 3)', { '?': 4 }, false],
    ['list contains(?, 1)', { '?': [1, 3] }, true],
    ['every x in ? satisfies x > 1', { '?': [2, 3] }, true],
    ['if ? > 3 then true else false', { '?': 4 }, true],
    ['? instance of string', { '?': 4 }, false],
    ['even(?), 3', { '?': 3 }, true],
    ['? between 1 and 3', { '?': 2 }, true],
  ])('%s for %j', (source, context, expected) => {
    expect(judged(source, context)).toBe(expected);
  });

  test.each<[string, JsonObject, JsonValue]>([
    ['[? .. 3]', { '?': 1 }, true],
    ['1 in [?..3]', { '?': 1 }, true],
    ['? + 1', { '?': 1 }, false],
    ['x in (?, 3)', { '?': 'a', x: 'a' }, true],
  ])('`?` may stand where no truth value comes of it: %s for %j', (source, context, expected) => {
    expect(judged(source, context)).toBe(expected);
  });

  test.each<[string, JsonObject, JsonValue]>([
    ['x > 3', { '?': 'a', x: 4 }, true],
    ['contains(x, "q")', { '?': 'a', x: 'xqx' }, true],
    ['contains(x, "q")', { '?': 'a', x: 'x' }, false],
    ['x', { '?': 'a', x: true }, true],
    ['x.y', { '?': 1, x: { y: false } }, false],
    ['x', { '?': false, x: true }, false],
  ])('a truth value about other variables decides: %s for %j', (source, context, expected) => {
    expect(judged(source, context)).toBe(expected);
  });

  test.each(['', 'not(-)', '1,', 'instance of number'])('%j is refused', (source) => {
    expect(compileFeel(source, 'unaryTests', {}).ok).toBe(false);
  });
});

describe('`in`', () => {
  test.each<[string, JsonValue]>([
    ['5 in (? > 3)', true],
    ['5 in (? > 6, ? < 1)', false],
    ['count([1, 5, 7][item in (? > 3, 1)])', 3],
    ['1 in [[1, 2], 3]', false],
    ['[1, 2] in [[1, 2], 3]', true],
    ['[1, 2] in [1, 2]', true],
    ['1 in ([0..2], [3..4])', true],
    ['1 in [[0..2], 9]', true],
    ['null in (1, null)', true],
    ['1 in null', false],
    ['1 in []', false],
    ['5 in (null..10]', null],
    ['"b" in ("a".."c")', true],
    ['1 in (< 2) and true', true],
  ])('%s', (source, expected) => {
    expect(feelValue(source)).toBe(expected);
  });
});
