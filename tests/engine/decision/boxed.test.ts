import { describe, expect, test } from '@jest/globals';
import type { CompiledDecisionModel } from '../../../engine/decision/compile-decision.js';
import { compileDecisions } from '../../../engine/decision/compile-decision.js';
import type { JsonObject, JsonValue } from '../../../engine/model/json.js';
import { decision, dmn, literal, table } from './dmn-text.js';

async function compiled(body: string): Promise<CompiledDecisionModel> {
  const result = await compileDecisions(dmn(body));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.decisions;
}

/** The value of decision `d`, made of a boxed expression. */
async function value(expression: string, context: JsonObject = {}, before = ''): Promise<JsonValue> {
  const result = (await compiled(before + decision('d', expression))).evaluate('d', context);
  if (!result.ok) throw new Error(result.message.en);
  return result.value;
}

/** The codes of the warnings of decision `d`. */
async function codes(expression: string, before = ''): Promise<readonly string[]> {
  const result = (await compiled(before + decision('d', expression))).evaluate('d', {});
  return result.ok ? result.warnings.map(({ code }) => code) : ['failed'];
}

const entry = (name: string, body: string, typeRef?: string): string =>
  `<contextEntry><variable name="${name}"${typeRef === undefined ? '' : ` typeRef="${typeRef}"`}/>${body}</contextEntry>`;

describe('a boxed context', () => {
  test('has entries that see those before them', async () => {
    expect(
      await value(`<context>${entry('a', literal('x + 1'))}${entry('b c', literal('a * 2'))}</context>`, { x: 1 }),
    ).toEqual({
      a: 2,
      'b c': 4,
    });
  });

  test('with a last entry without a name is the value of that entry', async () => {
    const result = `<contextEntry>${literal('b c + 1')}</contextEntry>`;
    expect(await value(`<context>${entry('b c', literal('2'))}${result}</context>`)).toBe(3);
  });

  test('may nest, and paths go through names with blanks', async () => {
    const inner = `<context>${entry('in ner', literal('7'))}</context>`;
    expect(await value(`<context>${entry('out er', inner)}${entry('x', literal('out er.in ner'))}</context>`)).toEqual({
      'out er': { 'in ner': 7 },
      x: 7,
    });
  });

  test('has no two entries of one name', async () => {
    const body = `<context>${entry('a', literal('1'))}${entry('a', literal('2'))}</context>`;
    expect(await compileDecisions(dmn(decision('d', body)))).toMatchObject({ problems: [{ rule: 'context-entry' }] });
  });
});

describe('boxed lists', () => {
  test('hold expressions of any kind', async () => {
    expect(await value(`<list>${literal('1')}<list>${literal('x')}</list></list>`, { x: 'a' })).toEqual([1, ['a']]);
  });

  test('as relations are lists of contexts', async () => {
    const rows =
      '<row><literalExpression><text>1</text></literalExpression><literalExpression><text>"a"</text></literalExpression></row>';
    expect(await value(`<relation><column name="n"/><column name="s t"/>${rows}${rows}</relation>`)).toEqual([
      { n: 1, 's t': 'a' },
      { n: 1, 's t': 'a' },
    ]);
  });

  test('as relations check the type of a column', async () => {
    const rows = '<row><literalExpression><text>"a"</text></literalExpression></row>';
    expect(await value(`<relation><column name="n" typeRef="number"/>${rows}</relation>`)).toEqual([{ n: null }]);
  });
});

describe('conditionals and iterators', () => {
  const part = (tag: string, source: string): string => `<${tag}>${literal(source)}</${tag}>`;
  const conditional = (source: string): string =>
    `<conditional>${part('if', source)}${part('then', '"then"')}${part('else', '"else"')}</conditional>`;

  test.each([
    ['true', 'then'],
    ['false', 'else'],
    ['null', 'else'],
    ['"text"', null],
  ])('if %s is %s', async (source, expected) => {
    expect(await value(conditional(source))).toBe(expected);
  });

  const loop = (tag: string, list: string, inner: string, source: string): string =>
    `<${tag} iteratorVariable="an item">${part('in', list)}${part(inner, source)}</${tag}>`;

  test.each<[string, JsonValue]>([
    [loop('for', '[1, 2, 3]', 'return', 'an item * x'), [10, 20, 30]],
    [loop('for', '[1, 2, 3]', 'return', 'count(partial) + an item'), [1, 3, 5]],
    [loop('for', '[]', 'return', 'an item'), []],
    [loop('some', '[1, 2]', 'satisfies', 'an item > 1'), true],
    [loop('some', '[1, 2]', 'satisfies', 'an item > 2'), false],
    [loop('every', '[1, 2]', 'satisfies', 'an item > 0'), true],
    [loop('every', '[]', 'satisfies', 'an item > 0'), true],
    [loop('every', '[1]', 'satisfies', '"no truth"'), null],
    [`<filter>${part('in', '[1, 2, 3]')}${part('match', 'item > 1')}</filter>`, [2, 3]],
    [`<filter>${part('in', '[{a: 1}, {a: 2}]')}${part('match', 'a = 2')}</filter>`, [{ a: 2 }]],
  ])('%s', async (expression, expected) => {
    expect(await value(expression, { x: 10 })).toEqual(expected);
  });

  test('a condition that is no truth value is named', async () => {
    expect(await codes(loop('every', '[1]', 'satisfies', '"no truth"'))).toContain('INVALID_TYPE');
  });
});

describe('functions', () => {
  const parameter = (name: string, typeRef = 'number'): string =>
    `<formalParameter name="${name}" typeRef="${typeRef}"/>`;
  const knowledge = `<businessKnowledgeModel id="k" name="per head"><variable name="per head"/><encapsulatedLogic>${parameter('whole sum')}${parameter('heads')}${literal('whole sum / heads')}</encapsulatedLogic></businessKnowledgeModel>`;
  const needs = '<knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>';
  const ask = async (expression: string): Promise<unknown> =>
    (await compiled(knowledge + decision('d', expression, needs))).evaluate('d', {});
  const bind = (name: string, source: string): string =>
    `<binding><parameter name="${name}"/>${literal(source)}</binding>`;

  test('of knowledge models are called by position and by name', async () => {
    expect(await ask(literal('per head(9, 3)'))).toMatchObject({ value: 3 });
    expect(await ask(literal('per head(heads: 3, whole sum: 9)'))).toMatchObject({ value: 3 });
  });

  test('are called by a boxed invocation', async () => {
    const call = (...bindings: readonly string[]): string =>
      `<invocation>${literal('per head')}${bindings.join('')}</invocation>`;
    expect(await ask(call(bind('heads', '4'), bind('whole sum', '8')))).toMatchObject({ value: 2 });
    expect(await ask(call(bind('heads', '4')))).toMatchObject({ value: null, warnings: [{}] });
    expect(await ask(call(bind('heads', '4'), bind('whole sum', '8'), bind('other', '8')))).toMatchObject({
      value: null,
    });
    expect(await ask(`<invocation>${literal('max')}${bind('list', '[1, 5, 2]')}</invocation>`)).toMatchObject({
      value: 5,
    });
  });

  test('are not evaluated with arguments of another type', async () => {
    expect(await ask(literal('per head("9", 3)'))).toMatchObject({ value: null, warnings: [{ code: 'NOT_OF_TYPE' }] });
  });

  test('take a list of one where one is asked for', async () => {
    expect(await ask(literal('per head([9], 3)'))).toMatchObject({ value: 3 });
  });

  test('see their parameters and what they require, not the caller', async () => {
    const outer =
      '<businessKnowledgeModel id="o" name="o"><encapsulatedLogic><literalExpression><text>x</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>';
    const model = await compiled(outer + decision('d', literal('o()'), needs.replace('#k', '#o')));
    expect(model.evaluate('d', { x: 1 })).toMatchObject({ value: null });
  });

  test('in a context remember what is around them', async () => {
    const definition = `<functionDefinition>${parameter('n')}${literal('n * factor')}</functionDefinition>`;
    const body = `<context>${entry('factor', literal('x'))}${entry('times', definition)}<contextEntry>${literal('times(5)')}</contextEntry></context>`;
    expect(await value(body, { x: 3 })).toBe(15);
  });

  test('that are a table without parameters take the variables the table reads', async () => {
    const inside = table({
      policy: 'FIRST',
      inputs: ['person.age'],
      outputs: [{ name: '' }],
      rows: [['>= limit', '"old"']],
    });
    const implicit = `<businessKnowledgeModel id="i" name="i"><encapsulatedLogic>${inside}</encapsulatedLogic></businessKnowledgeModel>`;
    const call = `<invocation>${literal('i')}${bind('limit', '60')}${bind('person', '{age: 70}')}</invocation>`;
    const model = await compiled(implicit + decision('d', call, needs.replace('#k', '#i')));
    expect(model.evaluate('d', {})).toMatchObject({ value: 'old' });
  });

  test('of knowledge models explain their tables', async () => {
    const rows = [
      ['< 10', '"small"'],
      ['>= 10', '"large"'],
    ];
    const size = `<businessKnowledgeModel id="s" name="size"><encapsulatedLogic>${parameter('n')}${table({ policy: 'UNIQUE', inputs: ['n'], outputs: [{ name: 'size' }], rows })}</encapsulatedLogic></businessKnowledgeModel>`;
    const model = await compiled(size + decision('d', literal('size(12)'), needs.replace('#k', '#s')));
    expect(model.evaluate('d', {})).toMatchObject({
      value: 'large',
      matchedRules: [
        { decisionId: 's', inputs: { n: 12 }, rules: [{ ruleId: 'r2', outputs: { size: 'large' } }], result: 'large' },
        { decisionId: 'd', ruleIds: [], result: 'large' },
      ],
    });
  });
});

describe('decision services', () => {
  const input = '<inputData id="i" name="i"><variable name="i" typeRef="number"/></inputData>';
  const requires = (id: string, kind: string): string =>
    `<informationRequirement><required${kind} href="#${id}"/></informationRequirement>`;
  const inner = decision('inner', literal('100'));
  const outer = decision('outer', literal('i + inner'), requires('i', 'Input') + requires('inner', 'Decision'));
  const service = (outputs: string): string =>
    `<decisionService id="s" name="s">${outputs}<inputDecision href="#inner"/><inputData href="#i"/></decisionService>`;
  const needs = '<knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement>';

  test('take their inputs, then their input decisions, for one call only', async () => {
    const body = input + inner + outer + service('<outputDecision href="#outer"/>');
    const model = await compiled(
      body + decision('d', literal('[s(1, 2), s(inner: 5, i: 1), outer]'), needs + requires('outer', 'Decision')),
    );
    expect(model.evaluate('d', { i: 7 })).toMatchObject({ value: [3, 6, 107] });
  });

  test('can be asked like a decision', async () => {
    const body = input + inner + outer + service('<outputDecision href="#outer"/>');
    expect((await compiled(body)).evaluate('s', { i: 1, inner: 3 })).toMatchObject({ value: 4 });
  });

  test('with several outputs give a context of them', async () => {
    const body = input + inner + outer + decision('other', literal('inner'), requires('inner', 'Decision'));
    const model = await compiled(body + service('<outputDecision href="#outer"/><outputDecision href="#other"/>'));
    expect(model.evaluate('s', { i: 1, inner: 3 })).toMatchObject({ value: { outer: 4, other: 3 } });
  });
});
