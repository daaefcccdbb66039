import { describe, expect, test } from '@jest/globals';
import type { CompiledDecisionModel, DecisionResult } from '../../../engine/decision/compile-decision.js';
import { compileDecisions } from '../../../engine/decision/compile-decision.js';
import type { JsonValue } from '../../../engine/model/json.js';
import { decision, dmn, literal, table } from './dmn-text.js';

async function compiled(body: string): Promise<CompiledDecisionModel> {
  const result = await compileDecisions(dmn(body));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.decisions;
}

const knows = (id: string): string => `<knowledgeRequirement><requiredKnowledge href="#${id}"/></knowledgeRequirement>`;
const knowledge = (id: string, source: string): string =>
  `<businessKnowledgeModel id="${id}" name="${id}"><encapsulatedLogic><formalParameter name="n"/>${literal(source)}</encapsulatedLogic>${knows(id)}</businessKnowledgeModel>`;

describe('recursion', () => {
  const sum = knowledge('sum', 'if n = 0 then 0 else n + sum(n - 1)');
  const ask = async (n: number): Promise<DecisionResult> =>
    (await compiled(sum + decision('d', literal(`sum(${n})`), knows('sum')))).evaluate('d', {});

  test('of a knowledge model works', async () => {
    expect(await ask(20)).toMatchObject({ value: 210 });
  });

  test('without end is a failure', async () => {
    expect(await ask(-1)).toMatchObject({ ok: false, message: { en: expect.any(String) } });
  });

  test('of a service that asks the decision it stands in is a failure', async () => {
    const service = '<decisionService id="s" name="s"><outputDecision href="#d"/></decisionService>';
    expect((await compiled(service + decision('d', literal('s() + 1'), knows('s')))).evaluate('d', {})).toMatchObject({
      ok: false,
    });
  });

  test('of a type is a type', async () => {
    const tree = `<itemDefinition id="t" name="tree"><itemComponent id="c1" name="name"><typeRef>string</typeRef></itemComponent><itemComponent id="c2" name="below" isCollection="true"><typeRef>tree</typeRef></itemComponent></itemDefinition>`;
    const input = '<inputData id="i" name="i"><variable name="i" typeRef="tree"/></inputData>';
    const requires = '<informationRequirement><requiredInput href="#i"/></informationRequirement>';
    const model = await compiled(tree + input + decision('d', literal('i.below.below.name'), requires));
    const leaf = { name: 'leaf', below: [] };
    const nested = { name: 'a', below: [{ name: 'b', below: [leaf] }] };
    expect(model.evaluate('d', { i: nested })).toMatchObject({ ok: true });
    const wrong = { name: 'a', below: [{ name: 5, below: [] }] };
    expect(model.evaluate('d', { i: wrong })).toMatchObject({ value: null, warnings: [{ code: 'NOT_OF_TYPE' }] });
  });
});

describe('the budget', () => {
  test('holds over all decisions of an evaluation', async () => {
    const loops = 'count(for a in 1..1000, b in 1..1000 return a)';
    expect((await compiled(decision('d', literal(loops)))).evaluate('d', {})).toMatchObject({ ok: false });
  });

  test('holds in boxed iterators', async () => {
    const inner = `<for iteratorVariable="b"><in>${literal('1..5000')}</in><return>${literal('b')}</return></for>`;
    const list = literal('for i in 1..5000 return i');
    const outer = `<for iteratorVariable="a"><in>${list}</in><return>${inner.replace(literal('1..5000'), list)}</return></for>`;
    expect((await compiled(decision('d', outer))).evaluate('d', {})).toMatchObject({ ok: false });
  });

  test('holds for tables that are asked again and again', async () => {
    const rows = Array.from({ length: 50 }, (_, index) => [String(index), '1']);
    const inside = table({ policy: 'COLLECT', inputs: ['n'], outputs: [{ name: 'x' }], rows });
    const asked = `<businessKnowledgeModel id="k" name="k"><encapsulatedLogic><formalParameter name="n"/>${inside}</encapsulatedLogic></businessKnowledgeModel>`;
    const model = await compiled(asked + decision('d', literal('for i in 1..9000 return k(i)'), knows('k')));
    expect(model.evaluate('d', {})).toMatchObject({ ok: false });
  });
});

test.each<[string, JsonValue]>([
  ['__proto__', { polluted: true }],
  ['constructor', 'x'],
  ['x', { __proto__: { y: 1 } }],
])('an input called %s reaches nothing', async (name, value) => {
  const model = await compiled(decision('d', literal('[x, constructor, __proto__]')));
  const context = JSON.parse(`{${JSON.stringify(name)}: ${JSON.stringify(value)}}`) as Record<string, JsonValue>;
  const result = model.evaluate('d', context);
  expect(result.ok).toBe(true);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
