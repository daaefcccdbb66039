import { describe, expect, test } from '@jest/globals';
import type { CompiledDecisionModel } from '../../../engine/decision/compile-decision.js';
import { compileDecisions } from '../../../engine/decision/compile-decision.js';
import { decision, dmn, literal, table } from './dmn-text.js';
import type { TestTable } from './dmn-text.js';

async function compiled(body: string): Promise<CompiledDecisionModel> {
  const result = await compileDecisions(dmn(body));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.decisions;
}

async function refused(body: string): Promise<readonly string[]> {
  const result = await compileDecisions(dmn(body));
  return result.ok ? [] : result.problems.map((problem) => `${problem.rule} ${problem.elementId}`);
}

/** Bands of an area, overlapping so that the policies differ: 1 gives small, 10 small and middle, 100 all but small. */
function bands(policy: string, extra: Partial<TestTable> = {}): string {
  return decision(
    'band',
    table({
      policy,
      inputs: ['area'],
      outputs: [{ name: 'band', values: '"large", "middle", "small"' }],
      rows: [
        ['<= 10', '"small"'],
        ['[10..100]', '"middle"'],
        ['>= 100', '"large"'],
      ],
      ...extra,
    }),
  );
}

/** Fees that add up. */
function fees(aggregation?: string): string {
  const rows = [
    ['> 0', '5'],
    ['> 10', '3'],
    ['> 100', '4'],
  ];
  const sum = { policy: 'COLLECT', inputs: ['area'], outputs: [{ name: 'fee' }], rows };
  return decision('fee', table(aggregation === undefined ? sum : { ...sum, aggregation }));
}

describe('hit policies', () => {
  test.each([
    ['UNIQUE', 1, 'small', ['r1']],
    ['FIRST', 10, 'small', ['r1']],
    ['PRIORITY', 10, 'middle', ['r2']],
    ['PRIORITY', 100, 'large', ['r3']],
    ['RULE ORDER', 10, ['small', 'middle'], ['r1', 'r2']],
    ['OUTPUT ORDER', 10, ['middle', 'small'], ['r2', 'r1']],
    ['COLLECT', 100, ['middle', 'large'], ['r2', 'r3']],
    ['UNIQUE', null, null, []],
  ])('%s of %p is %j', async (policy, area, value, ruleIds) => {
    const result = (await compiled(bands(policy))).evaluate('band', { area });
    expect(result).toMatchObject({
      ok: true,
      value,
      matchedRules: [{ decisionId: 'band', ruleIds, inputs: { area }, result: value }],
    });
  });

  test('UNIQUE fails when several rules match, and names them', async () => {
    const result = (await compiled(bands('UNIQUE'))).evaluate('band', { area: 10 });
    expect(result).toMatchObject({ ok: false, message: { zh: expect.stringContaining('r1、r2') } });
  });

  test('ANY wants rules that agree', async () => {
    const agree = {
      rows: [
        ['<= 10', '"small"'],
        ['<= 20', '"small"'],
        ['> 5', '"middle"'],
      ],
    };
    const model = await compiled(bands('ANY', agree));
    expect(model.evaluate('band', { area: 3 })).toMatchObject({
      ok: true,
      value: 'small',
      matchedRules: [{ ruleIds: ['r1', 'r2'] }],
    });
    expect(model.evaluate('band', { area: 7 })).toMatchObject({ ok: false });
  });

  test.each([
    [undefined, [5, 3, 4]],
    ['SUM', 12],
    ['COUNT', 3],
    ['MIN', 3],
    ['MAX', 5],
  ])('COLLECT with %s gives %j', async (aggregation, value) => {
    expect((await compiled(fees(aggregation))).evaluate('fee', { area: 200 })).toMatchObject({ value });
  });

  test('an aggregate over what cannot be added is a failure', async () => {
    const texts = { aggregation: 'SUM', rows: [['-', '"a"']] };
    expect((await compiled(bands('COLLECT', texts))).evaluate('band', { area: 1 })).toMatchObject({ ok: false });
  });

  test('nothing matched: the default output, null, or a count of none', async () => {
    const fallback = { rows: [['1', '"one"']], outputs: [{ name: 'band', fallback: '"none"' }] };
    expect((await compiled(bands('UNIQUE', fallback))).evaluate('band', { area: 2 })).toMatchObject({ value: 'none' });
    expect((await compiled(fees('COUNT'))).evaluate('fee', { area: -1 })).toMatchObject({ value: 0 });
    expect((await compiled(fees('SUM'))).evaluate('fee', { area: -1 })).toMatchObject({ value: null });
  });
});

describe('tables', () => {
  test('several outputs make an object, and cells see variables and config', async () => {
    const model = await compiled(
      decision(
        'check',
        table({
          policy: 'FIRST',
          inputs: ['application.kind', 'application.cold'],
          outputs: [{ name: 'onSite' }, { name: 'days' }],
          rows: [
            ['"餐饮服务", "集中用餐单位食堂"', 'true', 'true', 'config.days * 2'],
            ['not("预包装食品销售")', '-', 'true', 'config.days'],
            ['', '', 'false', ''],
          ],
        }),
      ),
    );
    const ask = (kind: string, cold: boolean): unknown =>
      model.evaluate('check', { application: { kind, cold } }, { config: { days: 2 } });
    expect(ask('餐饮服务', true)).toMatchObject({
      value: { onSite: true, days: 4 },
      matchedRules: [{ ruleIds: ['r1'], inputs: { 'application.kind': '餐饮服务', 'application.cold': true } }],
    });
    expect(ask('餐饮服务', false)).toMatchObject({ value: { onSite: true, days: 2 } });
    expect(ask('预包装食品销售', false)).toMatchObject({ value: { onSite: false, days: null } });
  });

  test('constants in cells mean what FEEL means by them', async () => {
    const rows = [
      ['"a,b", "c"', '1'],
      ['-2.5, 7', '2'],
      ['true', '3'],
      ['null', '4'],
    ];
    const model = await compiled(
      decision('d', table({ policy: 'FIRST', inputs: ['x'], outputs: [{ name: '' }], rows })),
    );
    const values = ['a,b', 'c', 'a', -2.5, 7, true, false, null].map((x) => {
      const result = model.evaluate('d', { x });
      return result.ok && result.value;
    });
    expect(values).toEqual([1, 1, null, 2, 2, 3, null, 4]);
  });

  test('an input outside its allowed values is a failure', async () => {
    const body = bands('UNIQUE').replace(
      '</inputExpression>',
      '</inputExpression><inputValues><text>[0..1000]</text></inputValues>',
    );
    const model = await compiled(body);
    expect(model.evaluate('band', { area: 5 })).toMatchObject({ value: 'small' });
    expect(model.evaluate('band', { area: 5000 })).toMatchObject({
      ok: false,
      message: { en: 'Input not allowed: area = 5000', zh: '输入值不允许：area = 5000' },
    });
  });
});

test('a cell that does not go with the type of its column is named', async () => {
  const typed = bands('FIRST', { rows: [['> 5', '1']] }).replace(
    '<inputExpression>',
    '<inputExpression typeRef="string">',
  );
  const result = await compileDecisions(dmn(typed));
  expect(result.ok && result.warnings.map(({ rule, elementId }) => [rule, elementId])).toContainEqual([
    'feel-wrong-type',
    'r1',
  ]);
});

describe('required decisions', () => {
  const needs = (id: string): string =>
    `<informationRequirement><requiredDecision href="#${id}"/></informationRequirement>`;

  test('are evaluated first, once, and seen by their variable', async () => {
    const model = await compiled(
      decision('top', literal('left + right'), needs('left') + needs('right')) +
        decision('left', literal('base * 2'), needs('base')) +
        decision('right', literal('base * 3'), needs('base')) +
        decision('base', literal('x + 1')),
    );
    expect(model.decisionIds).toEqual(['top', 'left', 'right', 'base']);
    const result = model.evaluate('top', { x: 1 });
    expect(result).toMatchObject({ ok: true, value: 10 });
    expect(result.ok && result.matchedRules.map((entry) => entry.decisionId)).toEqual(['base', 'left', 'right', 'top']);
  });

  test('may have names with blanks', async () => {
    const model = await compiled(
      '<inputData id="in" name="Full Name"><variable name="Full Name"/></inputData>' +
        decision(
          'greet',
          literal('"Hello " + Full Name'),
          '<informationRequirement><requiredInput href="#in"/></informationRequirement>',
        ),
    );
    expect(model.evaluate('greet', { 'Full Name': '张明' })).toMatchObject({ value: 'Hello 张明' });
  });

  test('that fail make the whole fail', async () => {
    const model = await compiled(bands('UNIQUE') + decision('top', literal('band'), needs('band')));
    expect(model.evaluate('top', { area: 10 })).toMatchObject({ ok: false });
  });

  test('must not form a circle', async () => {
    const body = decision('a', literal('b'), needs('b')) + decision('b', literal('a'), needs('a'));
    expect(await refused(body)).toEqual(['decision-cycle a']);
  });

  test('must exist', async () => {
    expect(await refused(decision('a', literal('1'), needs('z')))).toEqual(['dangling-reference a']);
  });
});

describe('what is refused, by name and element', () => {
  test.each([
    [
      'a function of another kind',
      decision('a', `<functionDefinition id="f" kind="Java">${literal('1')}</functionDefinition>`),
      ['function-kind f'],
    ],
    [
      'an import of another kind',
      `<import id="i" namespace="x" importType="http://www.dmg.org/PMML-4_3"/>${decision('a', literal('1'))}`,
      ['import-type i'],
    ],
    [
      'an import of a model that is not there',
      `<import id="i" namespace="x" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>${decision('a', literal('1'))}`,
      ['import-missing i'],
    ],
    [
      'a type that nobody defines',
      decision('a', literal('1')).replace('<variable', '<variable typeRef="tNone"'),
      ['unknown-type a'],
    ],
    [
      'a constraint that is no FEEL',
      `<itemDefinition id="t" name="t"><allowedValues><text>1 +</text></allowedValues></itemDefinition>${decision('a', literal('1'))}`,
      ['feel-syntax t'],
    ],
    ['wrong FEEL', decision('a', literal('1 +')), ['feel-syntax a']],
    [
      'another language',
      decision('a', '<literalExpression id="l" expressionLanguage="groovy"><text>1</text></literalExpression>'),
      ['expression-language l'],
    ],
    [
      'an unknown attribute',
      decision('a', literal('1')).replace('name="a"', 'name="a" bogus="1"'),
      ['unknown-attribute a'],
    ],
    ['an unknown hit policy', bands('BEST'), ['hit-policy table']],
    ['an aggregation that does not apply', bands('FIRST', { aggregation: 'SUM' }), ['aggregation table']],
    ['priorities without values', bands('PRIORITY', { outputs: [{ name: 'band' }] }), ['output-values o1']],
    [
      'outputs without names',
      bands('FIRST', { outputs: [{ name: 'x' }, { name: '' }], rows: [['1', '1', '2']] }),
      ['output-name o2'],
    ],
    ['a row that is too short', bands('FIRST', { rows: [['1']] }), ['rule-width r1']],
    ['an id given twice', decision('a', literal('1')) + decision('a', literal('2')), ['duplicate-id a']],
    ['a file without decisions', '<inputData id="i" name="i"/>', ['no-decision defs']],
  ])('%s', async (_what, body, problems) => {
    expect(await refused(body)).toEqual(expect.arrayContaining(problems));
  });

  test('another language for the whole file', async () => {
    const xml = dmn(decision('a', literal('1'))).replace('id="defs"', 'id="defs" expressionLanguage="urn:groovy"');
    expect(await compileDecisions(xml)).toMatchObject({
      problems: [{ rule: 'expression-language', elementId: 'defs' }],
    });
  });

  test('hostile and broken XML', async () => {
    const results = await Promise.all(
      ['<!DOCTYPE x [<!ENTITY a "b">]><definitions/>', 'no xml', '', `<a xmlns="x"/>`, dmn('').slice(0, 90)].map(
        (xml) => compileDecisions(xml),
      ),
    );
    expect(results.map((result) => result.ok)).toEqual([false, false, false, false, false]);
  });

  test('an unknown element behind many foreign ones', async () => {
    const body = `${'<f:x/>'.repeat(200)}<bogus id="b"/>${decision('a', literal('1'))}`;
    expect(await refused(body)).toEqual(['unsupported-element b']);
  });

  test('but not foreign namespaces', async () => {
    const body = decision('a', literal('1')).replace(
      '<variable',
      '<extensionElements><f:x y="1"/></extensionElements><variable f:z="2"',
    );
    expect(await refused(body)).toEqual([]);
  });

  test('nor a decision that people make, but asking it is a failure', async () => {
    expect((await compiled('<decision id="a" name="a"/>')).evaluate('a', {})).toMatchObject({ ok: false });
  });

  test('an unknown decision is a failure, not an exception', async () => {
    expect((await compiled(decision('a', literal('1')))).evaluate('constructor', {})).toMatchObject({ ok: false });
  });
});
