import { describe, expect, test } from '@jest/globals';
import { fc } from '../../kit/fast-check.js';
import { compileFeel } from '../../../engine/feel/compile-feel.js';
import type { CompiledFeel, FeelKind } from '../../../engine/feel/compile-feel.js';
import { MAX_FEEL_LENGTH } from '../../../engine/feel/compile-typed.js';
import type { FeelEnvironment } from '../../../engine/feel/feel-environment.js';
import type { JsonObject, JsonValue } from '../../../engine/model/json.js';
import { officeCalendar } from '../calendar/office-calendar.js';

function compiled(source: string, kind: FeelKind = 'expression', names: JsonObject = {}): CompiledFeel {
  const result = compileFeel(source, kind, names);
  if (!result.ok) throw new Error(result.problem.message.en);
  return result.expression;
}

function valueOf(source: string, context: JsonObject = {}, environment: FeelEnvironment = {}): JsonValue {
  const result = compiled(source).evaluate(context, environment);
  if (!result.ok) throw new Error(result.message.en);
  return result.value;
}

describe('compileFeel', () => {
  test.each([
    ['1 + 2', {}, 3],
    ['= 1 + 2', {}, 3],
    ['application.area * 100 > 5000', { application: { area: 51 } }, true],
    ['申请.主体业态 = "餐饮服务"', { 申请: { 主体业态: '餐饮服务' } }, true],
    ['if a then "x" else "y"', { a: false }, 'y'],
    ['{a: 1, list: [1, null, "z"]}', {}, { a: 1, list: [1, null, 'z'] }],
    ['count(rows[area > 3])', { rows: [{ area: 2 }, { area: 4 }] }, 1],
    ['every s in signers satisfies s.signed', { signers: [{ signed: true }, { signed: true }] }, true],
    ['missing', {}, null],
    ['1 / 0', {}, null],
  ])('%s', (source, context, expected) => {
    expect(valueOf(source, context)).toEqual(expected);
  });

  test.each([
    ['date("2026-02-12")', '2026-02-12'],
    ['date("2026-02-12") + duration("P1D")', '2026-02-13'],
    ['date and time("2026-02-12T18:10:00+08:00")', '2026-02-12T18:10:00+08:00'],
    ['time("10:30:00+08:00")', '10:30:00+08:00'],
    ['date("2026-02-12") - date("2026-02-10")', 'P2D'],
    ['duration("P400D")', 'P400D'],
    ['duration("PT90M")', 'PT1H30M'],
    ['duration("-P14M")', '-P1Y2M'],
    ['duration("PT0S")', 'PT0S'],
    ['[duration("PT1.5S")]', ['PT1.5S']],
  ])('gives plain JSON for %s', (source, expected) => {
    expect(valueOf(source)).toEqual(expected);
  });

  test.each(['function(x) x', '[1..3]', '10 ** 400'])('has no value for %s and says so', (source) => {
    const result = compiled(source).evaluate({});
    expect(result).toMatchObject({ ok: true, value: null, warnings: [{ code: 'NOT_PLAIN_DATA' }] });
  });

  test.each([
    ['1 +', 3, ''],
    ['= a ) b', 4, ') b'],
    ['', 0, ''],
    ['foo(', 4, ''],
    ['if a then 1', 11, ''],
  ])('finds the syntax error of %p when compiling', (source, from, near) => {
    const result = compileFeel(source, 'expression');
    expect(result).toMatchObject({ ok: false, problem: { position: { from } } });
    expect(!result.ok && result.problem.message.zh).toContain(near === '' ? '不完整' : near);
  });

  test('refuses a source that is too long or nested too deeply', () => {
    expect(compileFeel(`1${' + 1'.repeat(MAX_FEEL_LENGTH / 4)}`, 'expression')).toMatchObject({ ok: false });
    expect(compileFeel(`${'('.repeat(200)}1${')'.repeat(200)}`, 'expression')).toMatchObject({ ok: false });
  });

  test('reads names with blanks when it is told about them', () => {
    const expression = compiled('Full Name + "!"', 'expression', { 'Full Name': null });
    expect(expression.evaluate({ 'Full Name': '张明' })).toMatchObject({ value: '张明!' });
  });

  test.each(['__proto__', 'constructor', 'toString', 'prototype', 'x.constructor', 'get value(x, "__proto__")'])(
    'does not see %s of JavaScript',
    (source) => {
      expect(valueOf(source, { x: {} })).toBeNull();
      expect(valueOf('constructor', JSON.parse('{"constructor": 1, "__proto__": {"a": 1}}') as JsonObject)).toBeNull();
    },
  );

  test('warns where a variable is missing, with the position in the source as written', () => {
    expect(compiled('= 1 + nobody').evaluate({})).toMatchObject({
      ok: true,
      value: null,
      warnings: [{ code: 'NO_VARIABLE_FOUND', position: { from: 6, to: 12 } }, { code: 'INVALID_TYPE' }],
    });
  });

  test('answers a failure as a value', () => {
    expect(compiled('for i in 1..1000000000 return i').evaluate({})).toMatchObject({
      ok: false,
      message: { zh: expect.stringContaining('上限') },
    });
  });

  test('does not touch its context', () => {
    const context = Object.freeze({ list: Object.freeze([3, 1, 2]) as readonly number[] });
    expect(valueOf('sort(list, function(a, b) a < b)', context)).toEqual([1, 2, 3]);
    expect(context.list).toEqual([3, 1, 2]);
  });

  test('never throws, whatever the source', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 60 }),
        fc.constantFrom<FeelKind>('expression', 'unaryTests'),
        (source, kind) => {
          const result = compileFeel(source, kind);
          if (result.ok) result.expression.evaluate({ a: 1, '?': 2 });
        },
      ),
    );
  });
});

describe('unary tests', () => {
  test.each([
    ['1, 2', 2, true],
    ['not(1, 2)', 2, false],
    ['-', 7, true],
    ['[1..5)', 5, false],
    ['< limit', 2, true],
    ['"餐饮", "食堂"', '食堂', true],
    ['? > 3 and ? < 5', 4, true],
    ['null', null, true],
  ])('%s against %p is %p', (source, input, expected) => {
    expect(compiled(source, 'unaryTests').evaluate({ '?': input, limit: 3 })).toMatchObject({ value: expected });
  });
});

describe('the environment', () => {
  const environment = {
    calendar: officeCalendar(),
    now: Date.parse('2026-02-12T18:10:00Z'),
    config: { food: { decide: 5 } },
  };

  test('gives now() and today() in the zone of the office', () => {
    expect(valueOf('now()', {}, environment)).toBe('2026-02-13T02:10:00+08:00');
    expect(valueOf('today()', {}, environment)).toBe('2026-02-13');
    expect(valueOf('today() + duration("P1D") > date("2026-02-13")', {}, environment)).toBe(true);
  });

  test('gives config, over a variable of that name', () => {
    expect(valueOf('config.food.decide', { config: 1 }, environment)).toBe(5);
  });

  test('has no clock of its own', () => {
    expect(compiled('now()').evaluate({})).toMatchObject({ value: null, warnings: [{ code: 'NO_CLOCK' }] });
    expect(compiled('today()').evaluate({})).toMatchObject({ value: null, warnings: [{ code: 'NO_CLOCK' }] });
  });
});
