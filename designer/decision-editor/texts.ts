import type { Text } from '../../engine/index.js';
import type { Lang } from '../form-view/types.js';

const TEXTS = {
  table: { zh: '决策表', en: 'Decision table' },
  name: { zh: '中文名称', en: 'Chinese name' },
  english: { zh: '英文名称', en: 'English name' },
  policy: { zh: '命中规则', en: 'Hit policy' },
  label: { zh: '列名', en: 'Column' },
  expression: { zh: '表达式（FEEL）', en: 'Expression (FEEL)' },
  result: { zh: '结果名', en: 'Name of the result' },
  type: { zh: '类型', en: 'Type' },
  input: { zh: '条件 {n}', en: 'Condition {n}' },
  output: { zh: '结果 {n}', en: 'Result {n}' },
  addInput: { zh: '添加条件列', en: 'Add a condition' },
  addOutput: { zh: '添加结果列', en: 'Add a result' },
  addRule: { zh: '添加一行', en: 'Add a row' },
  removeInput: { zh: '删除条件 {n}', en: 'Remove condition {n}' },
  removeOutput: { zh: '删除结果 {n}', en: 'Remove result {n}' },
  removeRule: { zh: '删除第 {n} 行', en: 'Remove row {n}' },
  cell: { zh: '第 {row} 行 {column}', en: 'Row {row}, {column}' },
  note: { zh: '说明', en: 'Note' },
  noteOf: { zh: '第 {row} 行说明', en: 'Note of row {row}' },
  cellHint: {
    zh: '条件写法：- 表示任意，"文字"，>= 60，[1..5]，true；结果写 FEEL 值，文字加引号。',
    en: 'Conditions: - for anything, "text", >= 60, [1..5], true. Results are FEEL values; texts stand in quotes.',
  },
  actions: { zh: '移动和删除', en: 'Move and remove' },
  ruleUp: { zh: '上移第 {n} 行', en: 'Move row {n} up' },
  ruleDown: { zh: '下移第 {n} 行', en: 'Move row {n} down' },
  columnLeft: { zh: '左移“{title}”', en: 'Move “{title}” left' },
  columnRight: { zh: '右移“{title}”', en: 'Move “{title}” right' },
  movedRule: { zh: '第 {from} 行移到了第 {to} 行', en: 'Row {from} is row {to} now' },
  movedColumn: { zh: '现在是第 {n} 列', en: 'It is column {n} now' },
  pasted: { zh: '已粘贴 {n} 行', en: '{n} rows pasted' },
  keysHint: {
    zh: '回车或上下键换行，Alt+上下键移动一行，在列头按 Alt+左右键移动一列；可从 Excel 复制后粘贴。',
    en: 'Enter and the arrow keys change the row, Alt with up or down moves a row, Alt with left or right a column; cells copied from Excel can be pasted.',
  },
  findings: { zh: '需要注意', en: 'Findings' },
  noFindings: { zh: '没有发现空缺、重叠或写错的单元格。', en: 'No gap, no overlap and no faulty cell was found.' },
  'policy.UNIQUE': { zh: '唯一：各行互不重叠', en: 'Unique: rows do not overlap' },
  'policy.FIRST': { zh: '首个：取最上面一行', en: 'First: the topmost row' },
  'policy.ANY': { zh: '任一：结果相同即可', en: 'Any: results agree' },
  'policy.PRIORITY': { zh: '优先级', en: 'Priority' },
  'policy.COLLECT': { zh: '收集全部', en: 'Collect' },
  'policy.RULE ORDER': { zh: '收集全部（按行序）', en: 'Collect in rule order' },
  'policy.OUTPUT ORDER': { zh: '收集全部（按结果优先级）', en: 'Collect in output order' },
  'type.string': { zh: '文字', en: 'Text' },
  'type.number': { zh: '数字', en: 'Number' },
  'type.boolean': { zh: '是否', en: 'Yes or no' },
  'type.date': { zh: '日期', en: 'Date' },
  'type.Any': { zh: '任意', en: 'Any' },
} as const satisfies Readonly<Record<string, Text>>;

/** A key of the sentences of the decision editor. */
export type DecisionTextKey = keyof typeof TEXTS;

/** A sentence of the decision editor. */
export function tellDecision(
  lang: Lang,
  key: DecisionTextKey,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const text: Text = TEXTS[key];
  return text[lang].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
