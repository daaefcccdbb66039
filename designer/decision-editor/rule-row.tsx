import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Problem } from '../../engine/index.js';
import { Line } from '../fields/line.js';
import type { Lang } from '../form-view/types.js';
import { faultAt, located, withRowNumbers } from './cell-findings.js';
import type { Side } from './edit-table.js';
import { IconButton } from './icon-button.js';
import type { DecisionTable } from './table.js';
import { type DecisionTextKey, tellDecision } from './texts.js';

/** One rule: its conditions, results and note, and what moves or removes it. */
export function RuleRow(props: {
  readonly table: DecisionTable;
  readonly row: number;
  readonly findings: readonly Problem[];
  readonly lang: Lang;
  readonly onChange: (part: Partial<DecisionTable>) => void;
  readonly onMove: (by: -1 | 1) => void;
}): ReactNode {
  const { table, row, findings, lang, onChange } = props;
  const t = (key: DecisionTextKey, values?: Readonly<Record<string, string | number>>): string =>
    tellDecision(lang, key, values);
  const rule = table.rules[row];
  if (rule === undefined) return null;
  const replace = (part: Partial<typeof rule>): void =>
    onChange({ rules: table.rules.map((one, index) => (index === row ? { ...one, ...part } : one)) });
  const about = located(table, findings)
    .filter((one) => one.row === row)
    .map(({ problem }) => withRowNumbers(table, problem.text[lang], lang));
  const cell = (side: Side, at: number, label: string): ReactNode => {
    const place = `${String(row)}.${String(side === 'inputs' ? at : table.inputs.length + at)}`;
    return (
      <td key={place} data-cell={place}>
        <Line
          label={t('cell', { row: row + 1, column: label })}
          isLabelHidden
          isMono
          value={rule[side][at] ?? ''}
          problem={faultAt(table, findings, place, lang)}
          onCommit={(text) => replace({ [side]: rule[side].map((one, index) => (index === at ? text.trim() : one)) })}
        />
      </td>
    );
  };
  return (
    <tr data-wrong={about.length > 0 || undefined}>
      <th className="is-narrow" scope="row">
        {row + 1}
        {about.length > 0 && (
          <span className="ed-warn" role="img" aria-label={about.join(' ')} title={about.join('\n')}>
            !
          </span>
        )}
      </th>
      {table.inputs.map(({ label }, at) => cell('inputs', at, label))}
      {table.outputs.map(({ label }, at) => cell('outputs', at, label))}
      <td data-cell={`${String(row)}.${String(table.inputs.length + table.outputs.length)}`}>
        <Line
          label={t('noteOf', { row: row + 1 })}
          isLabelHidden
          value={rule.description}
          onCommit={(description) => replace({ description })}
        />
      </td>
      <td className="is-narrow">
        <div className="ed-row-actions">
          <IconButton
            icon={<ArrowUpOutlined aria-hidden />}
            label={t('ruleUp', { n: row + 1 })}
            isDisabled={row === 0}
            onClick={() => props.onMove(-1)}
          />
          <IconButton
            icon={<ArrowDownOutlined aria-hidden />}
            label={t('ruleDown', { n: row + 1 })}
            isDisabled={row === table.rules.length - 1}
            onClick={() => props.onMove(1)}
          />
          <IconButton
            icon={<DeleteOutlined aria-hidden />}
            label={t('removeRule', { n: row + 1 })}
            onClick={() => onChange({ rules: table.rules.filter((one) => one !== rule) })}
          />
        </div>
      </td>
    </tr>
  );
}
