import { describe, expect, test } from '@jest/globals';
import { compileDecisions } from '../../../engine/decision/compile-decision.js';
import type { JsonObject, JsonValue } from '../../../engine/model/json.js';
import { decision, dmn, literal, table } from './dmn-text.js';

const input = (name: string, typeRef = 'Any'): string =>
  `<inputData id="${name}" name="${name}"><variable name="${name}" typeRef="${typeRef}"/></inputData>`;
const needs = (...names: readonly string[]): string =>
  names.map((name) => `<informationRequirement><requiredInput href="#${name}"/></informationRequirement>`).join('');
const knows = (name: string): string =>
  `<knowledgeRequirement><requiredKnowledge href="#${name}"/></knowledgeRequirement>`;
const part = (tag: string, source: string): string => `<${tag}>${literal(source)}</${tag}>`;

/** What decision `d` of a model gives; the message of a failure. */
async function asked(body: string, context: JsonObject = {}): Promise<JsonValue> {
  const compiled = await compileDecisions(dmn(body));
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const result = compiled.decisions.evaluate('d', context);
  return result.ok ? result.value : `failed: ${result.message.en}`;
}

async function warned(body: string): Promise<readonly string[]> {
  const compiled = await compileDecisions(dmn(body));
  return (compiled.ok ? compiled.warnings : compiled.problems).map(({ rule, text }) => `${rule}: ${text.en}`);
}

describe('hit policies (DMN 1.5, 8.2.10)', () => {
  const rows = (...cells: readonly string[]): readonly (readonly string[])[] => cells.map((cell) => ['-', cell]);
  const of = (policy: string, outputs: readonly string[], aggregation?: string): Promise<JsonValue> =>
    asked(
      input('x') +
        decision(
          'd',
          table({
            policy,
            ...(aggregation === undefined ? {} : { aggregation }),
            inputs: ['x'],
            outputs: [{ name: 'out' }],
            rows: rows(...outputs),
          }),
          needs('x'),
        ),
      { x: 1 },
    );
  test.each<[string, readonly string[], string | undefined, JsonValue]>([
    ['ANY', ['null', 'null'], undefined, null],
    ['ANY', ['1.0', '1'], undefined, 1],
    ['COLLECT', ['1', '1', '3'], undefined, [1, 1, 3]],
    ['COLLECT', ['1', '1', '3'], 'COUNT', 3],
    ['COLLECT', ['0.1', '0.2'], 'SUM', 0.3],
    ['COLLECT', ['@"P1D"', '@"PT1H"'], 'SUM', 'P1DT1H'],
    ['COLLECT', ['"b"', '"a"'], 'MIN', 'a'],
    ['COLLECT', ['@"2026-01-01"', '@"2026-02-01"'], 'MAX', '2026-02-01'],
    ['COLLECT', ['"a"', '"b"'], 'SUM', 'failed: Values that SUM cannot aggregate'],
    ['COLLECT', ['null', '1'], 'SUM', 'failed: Values that SUM cannot aggregate'],
    ['RULE ORDER', ['2', '1'], undefined, [2, 1]],
  ])('%s of %j %s', async (policy, outputs, aggregation, expected) => {
    expect(await of(policy, outputs, aggregation)).toEqual(expected);
  });

  const ranked = (policy: string, first?: string): string =>
    table({
      policy,
      inputs: ['x'],
      outputs: [
        { name: 'a', ...(first === undefined ? {} : { values: first }) },
        { name: 'b', values: '3, 2, 1' },
      ],
      rows: [
        ['-', '"low"', '3'],
        ['-', '"high"', '1'],
        ['-', '"high"', '2'],
      ],
    });
  test.each<[string, string | undefined, JsonValue]>([
    ['PRIORITY', '"high", "low"', { a: 'high', b: 2 }],
    ['PRIORITY', undefined, { a: 'low', b: 3 }],
    [
      'OUTPUT ORDER',
      '"high", "low"',
      [
        { a: 'high', b: 2 },
        { a: 'high', b: 1 },
        { a: 'low', b: 3 },
      ],
    ],
  ])('%s over several outputs, the first of %s', async (policy, first, expected) => {
    expect(await asked(input('x') + decision('d', ranked(policy, first), needs('x')), { x: 1 })).toEqual(expected);
  });

  test('no rule and no default is null, also where several may match; with defaults the others are null', async () => {
    const none = (policy: string, fallback?: string): string =>
      decision(
        'd',
        table({
          policy,
          inputs: ['x'],
          outputs: [{ name: 'a', ...(fallback === undefined ? {} : { fallback }) }, { name: 'b' }],
          rows: [['> 9', '1', '2']],
        }),
        needs('x'),
      );
    expect(await asked(input('x') + none('COLLECT'), { x: 1 })).toBeNull();
    expect(await asked(input('x') + none('UNIQUE', '7'), { x: 1 })).toEqual({ a: 7, b: null });
  });
});

describe('cells', () => {
  const cell = (text: string, context: JsonObject): Promise<JsonValue> => {
    const names = Object.keys(context);
    const rows = [
      [text, '"yes"'],
      ['-', '"no"'],
    ];
    const body = decision(
      'd',
      table({ policy: 'FIRST', inputs: ['x'], outputs: [{ name: 'o' }], rows }),
      needs(...names),
    );
    return asked(names.map((name) => input(name)).join('') + body, context);
  };
  test.each<[string, JsonObject, string]>([
    ['["a", "b"]', { x: ['a', 'b'] }, 'yes'],
    ['list contains(?, "a")', { x: ['a', 'b'] }, 'yes'],
    ['y', { x: 'a', y: ['a', 'b'] }, 'yes'],
    ['not(y)', { x: 'c', y: ['a', 'b'] }, 'yes'],
    ['< y', { x: 3, y: 4 }, 'yes'],
    ['y > 2', { x: 'a', y: 3 }, 'yes'],
    ['contains(y, "q")', { x: 'a', y: 'xqx' }, 'yes'],
    ['contains(y, "q")', { x: 'a', y: 'x' }, 'no'],
    ['[? - 1 .. 5]', { x: 5 }, 'yes'],
    ['null', { x: null }, 'yes'],
    ['< 5', { x: null }, 'no'],
    ['', { x: 1 }, 'yes'],
  ])('%j for %j: %s', async (text, context, expected) => {
    expect(await cell(text, context)).toBe(expected);
  });
});

describe('boxed expressions', () => {
  test.each<[string, JsonValue]>([
    [`<filter>${part('in', 'null')}${part('match', 'true')}</filter>`, null],
    [`<filter>${part('in', '[1, 2]')}${part('match', 'if item = 1 then true else "x"')}</filter>`, null],
    [`<filter>${part('in', '[1, null]')}${part('match', 'item > 0')}</filter>`, [1]],
    [`<filter>${part('in', '5')}${part('match', 'item > 1')}</filter>`, [5]],
    [`<filter>${part('in', '[{item: 1}, {item: 2}]')}${part('match', 'item > 1')}</filter>`, [{ item: 2 }]],
    [`<filter>${part('in', '[1, 2, 3]')}${part('match', '2')}</filter>`, 2],
    [`<some iteratorVariable="e">${part('in', '[1..3]')}${part('satisfies', 'e = 2')}</some>`, true],
    [`<some iteratorVariable="e">${part('in', '[]')}${part('satisfies', 'true')}</some>`, false],
    [`<some iteratorVariable="e">${part('in', '[1]')}${part('satisfies', '"x"')}</some>`, null],
    [`<for iteratorVariable="e">${part('in', 'null')}${part('return', 'e')}</for>`, null],
    ['<context/>', {}],
    ['<list/>', []],
    ['<relation><column name="a"/></relation>', []],
  ])('%s', async (expression, expected) => {
    expect(await asked(decision('d', expression))).toEqual(expected);
  });

  const model = (id: string, body: string, more = ''): string =>
    `<businessKnowledgeModel id="${id}" name="${id}"><encapsulatedLogic><formalParameter name="n" typeRef="number"/><formalParameter name="m"/>${body}</encapsulatedLogic>${more}</businessKnowledgeModel>`;
  const bound = (name: string, source: string, typeRef = ''): string =>
    `<binding><parameter name="${name}"${typeRef}/>${source === '' ? '' : literal(source)}</binding>`;
  const call = (...bindings: readonly string[]): string =>
    decision('d', `<invocation>${literal('k')}${bindings.join('')}</invocation>`, knows('k'));

  test('an invocation binds by name, a parameter without a formula to null, an argument of another type to null', async () => {
    const k = model('k', literal('[n, m]'));
    expect(await asked(k + call(bound('m', '1'), bound('n', '[2]')))).toEqual([2, 1]);
    expect(await asked(k + call(bound('n', '1'), bound('m', '')))).toEqual([1, null]);
    expect(await asked(k + call(bound('n', '1'), bound('m', '"x"', ' typeRef="number"')))).toEqual([1, null]);
  });

  test('knowledge models call one another and themselves', async () => {
    const sum = model('k', literal('if n <= 0 then 0 else h(n, m) + k(n - 1, m)'), knows('h') + knows('k'));
    expect(await asked(sum + model('h', literal('n * m')) + decision('d', literal('k(3, 10)'), knows('k')))).toBe(60);
  });

  test('a knowledge model is a value', async () => {
    const before = model('k', literal('n < m'));
    expect(await asked(before + decision('d', literal('sort([3, 1, 2], k)'), knows('k')))).toEqual([1, 2, 3]);
  });
});

test('a decision service gives what its variable declares', async () => {
  const service = (type: string): string =>
    `<decisionService id="s" name="s"><variable name="my service" typeRef="${type}"/><outputDecision href="#o"/><inputData href="#i"/></decisionService>`;
  const body = (type: string): string =>
    input('i', 'number') +
    decision('o', literal('i + 1'), needs('i')) +
    service(type) +
    decision('d', literal('my service(5)'), knows('s'));
  expect(await asked(body('number'))).toBe(6);
  expect(await asked(body('string'))).toBeNull();
});

test('names may hold white space of any kind, signs and words of FEEL', async () => {
  const body = (name: string, source: string): string =>
    `<inputData id="i" name="${name}"/>` + decision('d', literal(source), needs('i'));
  expect(await asked(body('Loan   Amount', 'Loan Amount + 1'), { 'Loan Amount': 1 })).toBe(2);
  expect(await asked(body('Loan&#10;Amount', 'Loan\n  Amount + 1'), { 'Loan Amount': 1 })).toBe(2);
  expect(await asked(body('for sale and rent', 'for sale and rent + 1'), { 'for sale and rent': 1 })).toBe(2);
  expect(await asked(body('a+b', 'a+b * 2'), { 'a+b': 4 })).toBe(8);
  expect(await asked(body('date', 'date("2026-01-02").day + date'), { date: 4 })).toBe(6);
});

test('what is required and not read, and a column that no rule looks at, are named', async () => {
  const rows = [
    ['-', '> 1', '1'],
    ['-', '<= 1', '2'],
  ];
  const idle = table({ policy: 'UNIQUE', inputs: ['x', 'y'], outputs: [{ name: 'o' }], rows });
  expect(await warned(input('x') + input('y', 'number') + decision('d', idle, needs('x', 'y')))).toEqual([
    'unused-input: No rule looks at x',
  ]);
  expect(await warned(input('x') + input('y') + decision('d', literal('x'), needs('x', 'y')))).toEqual([
    'unused-requirement: Required and never read: y',
  ]);
});
