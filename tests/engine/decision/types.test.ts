import { describe, expect, test } from '@jest/globals';
import { compileDecisionFiles, compileDecisions } from '../../../engine/decision/compile-decision.js';
import type { JsonValue } from '../../../engine/model/json.js';
import { decision, dmn, literal } from './dmn-text.js';

const TYPES = `
<itemDefinition id="t1" name="tKind"><typeRef>string</typeRef><allowedValues><text>"shop", "stall"</text></allowedValues></itemDefinition>
<itemDefinition id="t2" name="tShop"><itemComponent id="c1" name="kind"><typeRef>tKind</typeRef></itemComponent><itemComponent id="c2" name="opened on"><typeRef>date</typeRef></itemComponent></itemDefinition>
<itemDefinition id="t3" name="tShops" isCollection="true"><typeRef>tShop</typeRef></itemDefinition>
<itemDefinition id="t4" name="tFew" isCollection="true"><typeRef>number</typeRef><typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>
<itemDefinition id="t5" name="tMarks" isCollection="true"><typeRef>number</typeRef><allowedValues><text>[1..5]</text></allowedValues></itemDefinition>`;

/** What decision `d` gives for an input of a type, with the codes of its warnings. */
async function asked(typeRef: string, value: JsonValue, source: string, result = 'Any'): Promise<readonly unknown[]> {
  const input = `<inputData id="i" name="in put"><variable name="in put" typeRef="${typeRef}"/></inputData>`;
  const requires = '<informationRequirement><requiredInput href="#i"/></informationRequirement>';
  const body = decision('d', literal(source), requires).replace('<variable', `<variable typeRef="${result}"`);
  const compiled = await compileDecisions(dmn(TYPES + input + body));
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const answer = compiled.decisions.evaluate('d', { 'in put': value });
  return answer.ok ? [answer.value, ...answer.warnings.map(({ code }) => code)] : [answer.message.en];
}

describe('inputs', () => {
  test.each<[string, JsonValue, string, readonly unknown[]]>([
    ['number', 5, 'in put + 1', [6]],
    ['number', '5', 'in put', [null, 'NOT_OF_TYPE']],
    ['number', null, 'in put', [null]],
    ['date', '2026-02-13', 'in put.month', [2]],
    ['date', '2026-02-31', 'in put', [null, 'NOT_OF_TYPE']],
    ['date and time', '2026-02-13T09:00:00+08:00', 'in put.hour', [9]],
    ['date and time', '2026-02-13', 'in put', [null, 'NOT_OF_TYPE']],
    ['time', '09:30:00', 'in put.minute', [30]],
    ['days and time duration', 'P2D', 'in put.days', [2]],
    ['years and months duration', 'P1Y2M', 'in put.months', [2]],
    ['tKind', 'shop', 'in put', ['shop']],
    ['tKind', 'van', 'in put', [null, 'NOT_OF_TYPE']],
    ['tShop', { kind: 'shop', 'opened on': '2026-02-13' }, 'in put.opened on.year', [2026]],
    ['tShop', { kind: 'shop' }, 'in put', [{ kind: 'shop', 'opened on': null }]],
    ['tShop', { kind: 'van' }, 'in put', [null, 'NOT_OF_TYPE']],
    ['tShops', { kind: 'shop' }, 'count(in put)', [1]],
    ['tShops', [{ kind: 'shop' }, { kind: 'stall' }], 'in put[kind = "stall"].kind', [['stall']]],
    ['number', [7], 'in put', [7]],
    ['tFew', [1, 2], 'count(in put)', [2]],
    ['tFew', [1, 2, 3], 'in put', [null, 'NOT_OF_TYPE']],
    ['tMarks', [1, 5], 'in put', [[1, 5]]],
    ['tMarks', [1, 6], 'in put', [null, 'NOT_OF_TYPE']],
    ['list&lt;number>', [1], 'in put', [[1]]],
    ['tShop', 5, 'in put', [null, 'NOT_OF_TYPE']],
  ])('of type %s: %j', async (typeRef, value, source, expected) => {
    expect(await asked(typeRef, value, source)).toEqual(expected);
  });
});

describe('results (DMN 1.5, 10.3.2.9.4)', () => {
  test.each<[string, string, readonly unknown[]]>([
    ['number', '"a"', [null, 'NOT_OF_TYPE']],
    ['number', '[5]', [5]],
    ['number', '[5, 6]', [null, 'NOT_OF_TYPE']],
    ['tMarks', '5', [[5]]],
    ['tMarks', '9', [null, 'NOT_OF_TYPE']],
    ['date and time', 'date("2026-02-13")', ['2026-02-13T00:00:00Z']],
    ['tShop', '{kind: "shop"}', [null, 'NOT_OF_TYPE']],
    ['tShop', '{kind: "shop", opened on: null, more: 1}', [{ kind: 'shop', 'opened on': null, more: 1 }]],
    ['boolean', '"shop" instance of tKind', [true]],
  ])('of type %s: %s', async (typeRef, source, expected) => {
    expect(await asked('Any', null, source, typeRef)).toEqual(expected);
  });
});

describe('imports', () => {
  const IMPORT = 'https://www.omg.org/spec/DMN/20191111/MODEL/';
  const library = dmn(
    `${TYPES}<inputData id="who" name="who"><variable name="who" typeRef="string"/></inputData>` +
      decision(
        'greet',
        literal('"Hello " + who'),
        '<informationRequirement><requiredInput href="#who"/></informationRequirement>',
      ) +
      `<businessKnowledgeModel id="twice" name="twice"><encapsulatedLogic><formalParameter name="n" typeRef="number"/>${literal('n * 2')}</encapsulatedLogic></businessKnowledgeModel>`,
  ).replace('urn:test', 'urn:library');
  const requires =
    '<informationRequirement><requiredDecision href="urn:library#greet"/></informationRequirement>' +
    '<knowledgeRequirement><requiredKnowledge href="urn:library#twice"/></knowledgeRequirement>';
  const main = dmn(
    `<import name="the library" namespace="urn:library" importType="${IMPORT}"/>` +
      decision('d', literal('the library.greet + string(the library.twice(4))'), requires) +
      decision('k', literal('"van"')).replace('<variable', '<variable typeRef="the library.tKind"'),
  );

  test('put decisions, knowledge and types under the name of the import', async () => {
    const [first] = await compileDecisionFiles([main, library]);
    if (first?.ok !== true) throw new Error(JSON.stringify(first));
    expect(first.decisions.evaluate('d', { who: '张明' })).toMatchObject({ value: 'Hello 张明8' });
    expect(first.decisions.evaluate('d', { 'the library': { who: '李' } })).toMatchObject({ value: 'Hello 李8' });
    expect(first.decisions.evaluate('k', {})).toMatchObject({ value: null, warnings: [{ code: 'NOT_OF_TYPE' }] });
  });

  test('of each other are refused', async () => {
    const back = library.replace(
      '<inputData',
      `<import name="m" namespace="urn:test" importType="${IMPORT}"/><inputData`,
    );
    const results = await compileDecisionFiles([main, back]);
    expect(results.some((result) => !result.ok && result.problems[0]?.rule === 'import-missing')).toBe(true);
  });
});

test.each([
  ['1.1', 'http://www.omg.org/spec/DMN/20151101/dmn.xsd'],
  ['1.2', 'http://www.omg.org/spec/DMN/20180521/MODEL/'],
  ['1.3', 'https://www.omg.org/spec/DMN/20191111/MODEL/'],
  ['1.4', 'https://www.omg.org/spec/DMN/20211108/MODEL/'],
  ['1.5', 'https://www.omg.org/spec/DMN/20230324/MODEL/'],
])('DMN %s is read', async (_version, namespace) => {
  const xml = dmn(TYPES + decision('d', literal('1'))).replace(
    'https://www.omg.org/spec/DMN/20191111/MODEL/',
    namespace,
  );
  const old = xml.replaceAll('<typeRef>string', '<typeRef>feel:string');
  expect(await compileDecisions(old)).toMatchObject({ ok: true });
});
