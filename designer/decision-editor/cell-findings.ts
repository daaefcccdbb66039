import type { Problem } from '../../engine/index.js';
import type { Lang } from '../form-view/types.js';
import type { DecisionTable } from './table.js';

/** Where in the table a finding belongs: a cell, a row, the head of a column, or the table as a whole. */
export interface Found {
  readonly problem: Problem;
  /** `row.column` or `inputs.1`, as `data-cell` says it; undefined for the whole table. */
  readonly cell: string | undefined;
  readonly row: number | undefined;
}

/** The findings with their places. Ids are those that the file is written with. */
export function located(table: DecisionTable, findings: readonly Problem[]): readonly Found[] {
  return findings.map((problem) => {
    const id = problem.elementId ?? '';
    const row = table.rules.findIndex((rule) => rule.id === id);
    if (row >= 0) return { problem, cell: `${String(row)}.0`, row };
    const own = id.startsWith(`${table.id}_`) ? id.slice(table.id.length + 1) : '';
    const [, line = '', kind = '', at = ''] = /^r(\d+)([io])(\d+)$/.exec(own) ?? [];
    if (line !== '') {
      const column = Number(at) - 1 + (kind === 'o' ? table.inputs.length : 0);
      return { problem, cell: `${String(Number(line) - 1)}.${String(column)}`, row: undefined };
    }
    const [, side = '', column = ''] = /^(in|out)(\d+)/.exec(own) ?? [];
    const cell = side === '' ? undefined : `${side}puts.${String(Number(column) - 1)}`;
    return { problem, cell, row: undefined };
  });
}

/** What is wrong with one cell or head, as one text; undefined when nothing is. Findings about a whole row stand at its number. */
export function faultAt(
  table: DecisionTable,
  findings: readonly Problem[],
  cell: string,
  lang: Lang,
): string | undefined {
  const texts = located(table, findings)
    .filter((one) => one.cell === cell && one.row === undefined)
    .map(({ problem }) => problem.text[lang]);
  return texts.length === 0 ? undefined : texts.join(lang === 'zh' ? '；' : '; ');
}

/** The finding in words of the page: rows by their numbers instead of their ids. */
export function withRowNumbers(table: DecisionTable, text: string, lang: Lang): string {
  return table.rules.reduceRight((said, { id }, row) => {
    const name = lang === 'zh' ? `第 ${String(row + 1)} 行` : `row ${String(row + 1)}`;
    return said.replaceAll(new RegExp(`(?<![\\w-])${id.replaceAll(/[^\w]/g, '\\$&')}(?![\\w-])`, 'g'), name);
  }, text);
}
