import type { DecisionTable, TableRule } from './table.js';

/** One of the two kinds of columns. */
export type Side = 'inputs' | 'outputs';

/** Moves the item at an index by one place; undefined when it is at the end already. */
function moved<T>(items: readonly T[], at: number, by: -1 | 1): readonly T[] | undefined {
  const [item, other] = [items[at], items[at + by]];
  if (item === undefined || other === undefined) return undefined;
  return items.map((one, index) => (index === at ? other : index === at + by ? item : one));
}

/** The table with a row one place further up or down. */
export function moveRule(table: DecisionTable, row: number, by: -1 | 1): Partial<DecisionTable> | undefined {
  const rules = moved(table.rules, row, by);
  return rules === undefined ? undefined : { rules };
}

/** The table with a column, and its cells, one place further left or right among the columns of its kind. */
export function moveColumn(
  table: DecisionTable,
  side: Side,
  at: number,
  by: -1 | 1,
): Partial<DecisionTable> | undefined {
  const columns = moved<DecisionTable[Side][number]>(table[side], at, by);
  if (columns === undefined) return undefined;
  const rules = table.rules.map((rule) => ({ ...rule, [side]: moved(rule[side], at, by) ?? rule[side] }));
  return { [side]: columns, rules };
}

/** A row that says nothing yet. */
export function newRule(table: DecisionTable, rules: readonly TableRule[] = table.rules): TableRule {
  let number = rules.length + 1;
  while (rules.some((rule) => rule.id === `${table.id}_rule${String(number)}`)) number += 1;
  return {
    id: `${table.id}_rule${String(number)}`,
    description: '',
    inputs: table.inputs.map(() => '-'),
    outputs: table.outputs.map(() => '""'),
  };
}

/** A cell of a table: its row, and its column counted over conditions, results and the note. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/**
 * The table with a sheet put in from one cell on, as it is copied out of a spreadsheet; rows that are missing are added, columns that are
 * too many are left out.
 */
export function pasteSheet(
  table: DecisionTable,
  place: CellPlace,
  sheet: readonly (readonly string[])[],
): Partial<DecisionTable> {
  const rules = [...table.rules];
  sheet.forEach((texts, down) => {
    const row = place.row + down;
    while (rules.length <= row) rules.push(newRule(table, rules));
    const rule = rules[row];
    if (rule !== undefined)
      rules[row] = texts.reduce((next, text, right) => withText(table, next, place.column + right, text), rule);
  });
  return { rules };
}

function withText(table: DecisionTable, rule: TableRule, column: number, text: string): TableRule {
  const conditions = table.inputs.length;
  const results = conditions + table.outputs.length;
  const set = (cells: readonly string[], at: number, next: string): readonly string[] =>
    cells.map((one, index) => (index === at ? next : one));
  if (column < conditions)
    return { ...rule, inputs: set(rule.inputs, column, feelOf(text, table.inputs[column]?.type ?? 'Any', '-')) };
  if (column < results) {
    const at = column - conditions;
    return { ...rule, outputs: set(rule.outputs, at, feelOf(text, table.outputs[at]?.type ?? 'Any', 'null')) };
  }
  return column === results ? { ...rule, description: text.trim() } : rule;
}

const YES_NO: Readonly<Record<string, string>> = { 是: 'true', 否: 'false', true: 'true', false: 'false' };

/** What a cell of a spreadsheet says in FEEL: words become texts in quotes, 是 and 否 truth values; what is FEEL already stays. */
export function feelOf(text: string, type: string, empty: string): string {
  const plain = text.trim();
  if (plain === '') return empty;
  if (type === 'boolean') return YES_NO[plain.toLowerCase()] ?? plain;
  const isFeel = /^(?:-|null|".*"|[<>=[\](].*|not\(.*\)|\w+\(.*\))$/su.test(plain);
  return type === 'string' && !isFeel ? `"${plain.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : plain;
}

/** The rows and cells of copied spreadsheet cells (tabs and lines; cells with line breaks stand in quotes). */
export function readSheet(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  const cells = /("(?:[^"]|"")*"(?=[\t\r\n]|$)|[^\t\r\n]*)(\t|\r\n|\n|\r|$)/g;
  for (const [, cell = '', end = ''] of text.matchAll(cells)) {
    const isQuoted =
      cell.startsWith('"') && cell.endsWith('"') && cell.length > 1 && /["\t\r\n]/.test(cell.slice(1, -1));
    rows.at(-1)?.push(isQuoted ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '') break;
    if (end !== '\t') rows.push([]);
  }
  return rows.filter((row) => row.some((cell) => cell !== ''));
}
