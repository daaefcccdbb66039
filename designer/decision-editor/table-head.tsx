import { ArrowLeftOutlined, ArrowRightOutlined, DeleteOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Problem } from '../../engine/index.js';
import { Line } from '../fields/line.js';
import { Pick } from '../fields/pick.js';
import type { Lang } from '../form-view/types.js';
import { faultAt } from './cell-findings.js';
import type { Side } from './edit-table.js';
import { IconButton } from './icon-button.js';
import { COLUMN_TYPES, type DecisionTable, type TableInput, type TableOutput } from './table.js';
import { type DecisionTextKey, tellDecision } from './texts.js';

/** The heads of the columns: what each is called, what it asks or says, its type, and what moves or removes it. */
export function TableHead(props: {
  readonly table: DecisionTable;
  readonly findings: readonly Problem[];
  readonly lang: Lang;
  readonly onChange: (part: Partial<DecisionTable>) => void;
  readonly onShift: (side: Side, at: number, by: -1 | 1) => void;
}): ReactNode {
  const { table, findings, lang, onChange } = props;
  const t = (key: DecisionTextKey, values?: Readonly<Record<string, string | number>>): string =>
    tellDecision(lang, key, values);
  const types = COLUMN_TYPES.map((type) => ({ value: type, label: t(`type.${type}` as DecisionTextKey) }));
  const withColumn = (side: Side, at: number, part: Partial<TableInput & TableOutput>): void =>
    onChange({ [side]: table[side].map((one, index) => (index === at ? { ...one, ...part } : one)) });
  const remove = (side: Side, at: number): void => {
    const left = <T,>(items: readonly T[]): readonly T[] => items.filter((_, index) => index !== at);
    const rules = table.rules.map((rule) => ({ ...rule, [side]: left(rule[side]) }));
    onChange(side === 'inputs' ? { inputs: left(table.inputs), rules } : { outputs: left(table.outputs), rules });
  };
  const head = (side: Side, at: number, column: TableInput | TableOutput): ReactNode => {
    const place = `${side}.${String(at)}`;
    const fault = faultAt(table, findings, place, lang);
    const isInput = 'expression' in column;
    return (
      <th key={place} scope="col" className={isInput ? undefined : 'is-output'} data-cell={place}>
        <div className="ed-stack" role="group" aria-label={t(isInput ? 'input' : 'output', { n: at + 1 })}>
          <Line label={t('label')} value={column.label} onCommit={(label) => withColumn(side, at, { label })} />
          {isInput ? (
            <Line
              label={t('expression')}
              value={column.expression}
              isMono
              problem={fault}
              onCommit={(expression) => withColumn(side, at, { expression: expression.trim() })}
            />
          ) : (
            <Line
              label={t('result')}
              value={column.name}
              isMono
              problem={fault}
              onCommit={(name) => withColumn(side, at, { name: name.trim() })}
            />
          )}
          <Pick
            label={t('type')}
            value={column.type}
            options={types}
            onChange={(type) => withColumn(side, at, { type })}
          />
          <div className="ed-row-actions">
            <IconButton
              icon={<ArrowLeftOutlined aria-hidden />}
              label={t('columnLeft', { title: column.label })}
              isDisabled={at === 0}
              onClick={() => props.onShift(side, at, -1)}
            />
            <IconButton
              icon={<ArrowRightOutlined aria-hidden />}
              label={t('columnRight', { title: column.label })}
              isDisabled={at === table[side].length - 1}
              onClick={() => props.onShift(side, at, 1)}
            />
            {table[side].length > 1 && (
              <IconButton
                icon={<DeleteOutlined aria-hidden />}
                label={t(isInput ? 'removeInput' : 'removeOutput', { n: at + 1 })}
                onClick={() => remove(side, at)}
              />
            )}
          </div>
        </div>
      </th>
    );
  };
  return (
    <thead>
      <tr>
        <th className="is-narrow" scope="col">
          #
        </th>
        {table.inputs.map((input, at) => head('inputs', at, input))}
        {table.outputs.map((output, at) => head('outputs', at, output))}
        <th scope="col">{t('note')}</th>
        <th className="is-narrow" scope="col">
          <span className="yz-unseen">{t('actions')}</span>
        </th>
      </tr>
    </thead>
  );
}
