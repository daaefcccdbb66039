import { describe, expect, test } from '@jest/globals';
import { faultAt, located, withRowNumbers } from '../../designer/decision-editor/cell-findings.js';
import { feelOf, moveColumn, moveRule, pasteSheet, readSheet } from '../../designer/decision-editor/edit-table.js';
import { type DecisionTable, newTable } from '../../designer/decision-editor/table.js';
import { writeTable } from '../../designer/decision-editor/write-table.js';
import { checkDraft } from '../../designer/publish/check-draft.js';

const TABLE: DecisionTable = {
  ...newTable('D-X', '优先级'),
  inputs: [
    { label: '用途', expression: 'purpose', type: 'string' },
    { label: '年龄', expression: 'age', type: 'number' },
  ],
  outputs: [{ label: '结论', name: 'outcome', type: 'string' }],
  rules: [
    { id: 'D-X_rule1', description: '', inputs: ['"visit"', '< 60'], outputs: ['"late"'] },
    { id: 'D-X_rule2', description: '', inputs: ['"visit"', '>= 50'], outputs: ['"soon"'] },
  ],
};
const MANIFEST = JSON.stringify({ key: 'draft', title: { zh: '-', en: '-' }, version: '1.0' });
const findingsOf = (table: DecisionTable): ReturnType<typeof checkDraft> =>
  checkDraft({ 'manifest.json': MANIFEST, 'decisions/x.dmn': writeTable(table) }, new Map());

describe('a decision table', () => {
  test('moves rows and columns with their cells, and no further than the edge', () => {
    expect(moveRule(TABLE, 0, 1)?.rules?.map(({ id }) => id)).toEqual(['D-X_rule2', 'D-X_rule1']);
    expect(moveColumn(TABLE, 'inputs', 1, -1)).toMatchObject({
      inputs: [{ label: '年龄' }, { label: '用途' }],
      rules: [{ inputs: ['< 60', '"visit"'] }, { inputs: ['>= 50', '"visit"'] }],
    });
    expect([moveRule(TABLE, 0, -1), moveColumn(TABLE, 'outputs', 0, 1)]).toEqual([undefined, undefined]);
  });

  test('takes cells of a spreadsheet from one cell on, and rows it has not yet', () => {
    const sheet = readSheet('探亲\t>= 18\t"好"\r\n"两行\n文字"\t-\t晚\t备注\t多余\r\n');
    expect(sheet).toEqual([
      ['探亲', '>= 18', '"好"'],
      ['两行\n文字', '-', '晚', '备注', '多余'],
    ]);
    expect(pasteSheet(TABLE, { row: 1, column: 0 }, sheet).rules).toEqual([
      TABLE.rules[0],
      { id: 'D-X_rule2', description: '', inputs: ['"探亲"', '>= 18'], outputs: ['"好"'] },
      { id: 'D-X_rule3', description: '备注', inputs: ['"两行\n文字"', '-'], outputs: ['"晚"'] },
    ]);
  });

  test.each([
    ['批准', 'string', '"批准"'],
    ['"a", "b"', 'string', '"a", "b"'],
    ['not("a")', 'string', 'not("a")'],
    ['', 'string', '-'],
    ['是', 'boolean', 'true'],
    ['FALSE', 'boolean', 'false'],
    [' >= 60 ', 'number', '>= 60'],
  ])('reads %j of a column of type %s as %s', (text, type, feel) => {
    expect(feelOf(text, type, '-')).toBe(feel);
  });

  test('says at the row what overlaps and for the whole table what no row is for, with an example', async () => {
    const findings = await findingsOf(TABLE);
    const found = located(TABLE, findings).map(({ problem, cell }) => [problem.rule, cell]);
    expect(found).toEqual([
      ['table-contradiction', '0.0'],
      ['table-gap', undefined],
    ]);
    const text = withRowNumbers(TABLE, findings[0]?.text.zh ?? '', 'zh');
    expect(text).toMatch(/第 1 行、第 2 行.*年龄 = 5\d/);
  });

  test('says at a cell that it is no FEEL', async () => {
    const [first, ...others] = TABLE.rules;
    if (first === undefined) throw new Error('no rule');
    const table = { ...TABLE, rules: [{ ...first, inputs: ['"visit"', '< )'] }, ...others] };
    const findings = await findingsOf(table);
    expect(faultAt(table, findings, '0.1', 'en')).toMatch(/FEEL/);
    expect(faultAt(table, findings, '0.0', 'en')).toBeUndefined();
  });
});
