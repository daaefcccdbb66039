import { describe, expect, test } from '@jest/globals';
import type { AnalyseScope } from '../../../engine/feel/analyse.js';
import { analyseFeel } from '../../../engine/feel/analyse.js';
import type { FeelType } from '../../../engine/feel/types.js';

const NUMBER: FeelType = { kind: 'number' };
const SHOP: FeelType = { kind: 'context', members: { area: NUMBER, name: { kind: 'string' } } };
const SCOPE: AnalyseScope = { names: [], types: { shop: SHOP, shops: { kind: 'list', of: SHOP } }, complete: true };

function analysed(source: string, scope: AnalyseScope = SCOPE, kind: 'expression' | 'unaryTests' = 'expression') {
  const analysis = analyseFeel(source, kind, scope);
  if (!analysis.ok) throw new Error(analysis.problem.message.en);
  return analysis;
}

function codes(source: string, scope: AnalyseScope = SCOPE) {
  return analysed(source, scope).findings.map(
    ({ code, position }) => `${code} ${source.slice(position.from, position.to)}`,
  );
}

describe('what an expression reads', () => {
  test.each([
    ['shop.area > 3 and status = "ok"', [['shop', 'area'], ['status']]],
    ['for s in shops return s.area + rate', [['shops'], ['rate']]],
    ['{a: x, b: a + y}.b', [['x'], ['y']]],
    ['count(rows[kind = wanted])', [['rows'], ['kind'], ['wanted']]],
    ['function(n) n + m', [['m']]],
    ['some v in votes satisfies v.yes and not(v.void)', [['votes']]],
    ['today() > limit', [['limit']]],
    ['= config.food.decide', [['config', 'food', 'decide']]],
  ])('%s', (source, reads) => {
    expect(analysed(source, { names: [] }).reads).toEqual(reads);
  });
});

describe('the type of an expression', () => {
  test.each<[string, FeelType]>([
    ['1 + 2', NUMBER],
    ['shop.area * 2', NUMBER],
    ['shops.area', { kind: 'list', of: NUMBER }],
    ['shops[area > 3]', { kind: 'list', of: SHOP }],
    ['shops[1].name', { kind: 'string' }],
    ['for s in shops return s.name', { kind: 'list', of: { kind: 'string' } }],
    ['if shop.area > 1 then 1 else 2', NUMBER],
    ['date("2026-02-12").year', NUMBER],
    ['{a: 1}', { kind: 'context', members: { a: NUMBER } }],
    ['(function(n: number) n + 1)(2)', NUMBER],
    ['[1..3].start included', { kind: 'boolean' }],
  ])('%s', (source, type) => {
    expect(analysed(source).type).toEqual(type);
  });
});

describe('what the author should know', () => {
  test.each([
    ['shop.aera > 3', ['UNKNOWN_MEMBER shop.aera']],
    ['shopp.area > 3', ['UNKNOWN_NAME shopp']],
    ['lenght(shop.name)', ['UNKNOWN_FUNCTION lenght']],
    ['string length(shop.name, 2)', ['WRONG_ARGUMENTS string length(shop.name, 2)']],
    ['floor(x: 1.5)', ['WRONG_ARGUMENTS floor(x: 1.5)']],
    ['shop.area = "80"', ['WRONG_TYPE shop.area = "80"']],
    ['shop.name * 2', ['WRONG_TYPE shop.name * 2']],
    ['if shop.area then 1 else 2', ['WRONG_TYPE shop.area']],
    ['@"2026-02-30"', ['BAD_LITERAL @"2026-02-30"']],
    ['1 instance of tShop', ['UNKNOWN_TYPE 1 instance of tShop']],
    ['金额＞100', ['FULL_WIDTH_SIGN 金额＞100', 'UNKNOWN_NAME 金额＞100']],
    ['1 < 2', ['ALWAYS_TRUE 1 < 2']],
    ['"a" in ["b", "c"]', ['ALWAYS_FALSE "a" in ["b", "c"]']],
    ['shop.area > 5 and shop.area < 3', ['ALWAYS_FALSE shop.area > 5 and shop.area < 3']],
    ['shop.name = "a" and shop.name = "b"', ['ALWAYS_FALSE shop.name = "a" and shop.name = "b"']],
  ])('%s', (source, expected) => {
    expect(codes(source)).toEqual(expected);
  });

  test.each([
    'shop.area > 3 and shop.area < 5',
    'shops[area > 3 and item.name = "x"].name',
    'shop.name + "!"',
    'for s in shops return s.area',
    'sort(shops, function(a, b) a.area < b.area)',
    'today() < date("2026-02-12")',
    'shop.area >= 3 and shop.area <= 3',
    'if shop.area > 80 then "big" else "small"',
    'working days after(today(), 5)',
  ])('%s is fine', (source) => {
    expect(codes(source)).toEqual([]);
  });

  test('an unknown name is no finding where the names are not known', () => {
    expect(codes('nobody > 3', { names: [] })).toEqual([]);
  });

  test('positions count from the beginning of the source, sign of equality included', () => {
    expect(analysed('  = nobody').findings).toMatchObject([{ position: { from: 4, to: 10 } }]);
  });

  test('a text that is no FEEL has a problem instead', () => {
    expect(analyseFeel('1 +', 'expression')).toMatchObject({ ok: false });
  });
});
