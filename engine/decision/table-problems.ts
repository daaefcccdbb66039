import { warningAt } from '../compile/problem-maker.js';
import type { Problem } from '../model/problem.js';
import type { Text } from '../model/text.js';
import type { TableFinding } from './check-table.js';
import { checkTable } from './check-table.js';
import type { Table } from './table-model.js';

/** Rule keys of the problems about tables: warnings, and errors where a package requires soundness. */
export const TABLE_RULES: ReadonlySet<string> = new Set([
  'table-overlap',
  'table-contradiction',
  'table-gap',
  'table-unreachable',
  'table-unproven',
]);

/** The findings about a table as warnings at it or at the rule concerned, each with an example input. */
export function tableProblems(table: Table): readonly Problem[] {
  return checkTable(table).map((finding) => {
    const place = { elementId: finding.ruleIds[0] ?? table.id, clause: 'DMN 1.5 8.2.10' };
    const { zh, en } = textOf(finding);
    return warningAt(`table-${finding.kind}`, place, zh, en);
  });
}

function textOf({ kind, ruleIds, example, certain }: TableFinding): Text {
  const entries = Object.entries(example).map(([label, value]) => `${label} = ${JSON.stringify(value)}`);
  const [zhExample, enExample] = [entries.join('，'), entries.join(', ')];
  const [zhSuch, enSuch] = entries.length === 0 ? ['', ''] : [`（例如 ${zhExample}）`, ` (for example ${enExample})`];
  const [zhMay, enMay] = certain ? ['', ''] : ['可能', 'perhaps '];
  const [zhRules, enRules] = [ruleIds.join('、'), ruleIds.join(', ')];
  switch (kind) {
    case 'overlap':
      return {
        zh: `规则${zhMay}重叠：${zhRules}${zhSuch}`,
        en: `Rules ${enMay}overlap: ${enRules}${enSuch}`,
      };
    case 'contradiction':
      return {
        zh: `规则${zhMay}同时命中且结果不同：${zhRules}${zhSuch}`,
        en: `Rules ${enMay}match together and disagree: ${enRules}${enSuch}`,
      };
    case 'gap':
      return { zh: `${zhMay}没有规则命中${zhSuch}`, en: `${enMay}no rule matches${enSuch}` };
    case 'unreachable': {
      const [own = '', ...others] = ruleIds;
      const by = others.join('、');
      return others.length === 0
        ? { zh: `规则永远不会命中：${own}`, en: `The rule can never match: ${own}` }
        : {
            zh: `规则永远不起作用：${own}（总被其他规则先行命中：${by}）`,
            en: `The rule never counts: ${own} (others always come before it: ${others.join(', ')})`,
          };
    }
    case 'unproven':
      return entries.length === 0
        ? { zh: '决策表过大，无法检查空缺和重叠', en: 'The table is too large to be judged for gaps and overlaps' }
        : {
            zh: `无法证明决策表没有空缺和重叠：${zhExample}`,
            en: `Not proven that the table has no gap and no overlap: ${enExample}`,
          };
  }
}
