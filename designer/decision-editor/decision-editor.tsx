import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { decisionName, withDecisionName } from '../fields/english-file.js';
import { Line } from '../fields/line.js';
import { Pick } from '../fields/pick.js';
import type { Lang } from '../form-view/types.js';
import type { PackageFiles } from '../publish/prepare-files.js';
import { readTable } from './read-table.js';
import { COLUMN_TYPES, type DecisionTable, HIT_POLICIES, type TableInput, type TableOutput } from './table.js';
import { type DecisionTextKey, tellDecision } from './texts.js';
import { writeTable } from './write-table.js';
import '../fields/editors.css';

/** True when a DMN file is one decision table, which is what this editor edits. */
export function isDecisionTable(xml: string): boolean {
  return readTable(xml) !== undefined;
}

/** Edits a decision table: conditions and results as columns, one row a rule. Every change is handed on as the files that it changes. */
export function DecisionEditor(props: {
  readonly path: string;
  readonly files: PackageFiles;
  readonly lang: Lang;
  readonly onChange: (files: PackageFiles) => void;
}): ReactNode {
  const { path, files, lang, onChange } = props;
  const table = readTable(files[path] ?? '');
  if (table === undefined) return null;
  const t = (key: DecisionTextKey, values?: Readonly<Record<string, string | number>>): string =>
    tellDecision(lang, key, values);
  const change = (part: Partial<DecisionTable>): void => onChange({ [path]: writeTable({ ...table, ...part }) });
  const types = COLUMN_TYPES.map((type) => ({ value: type, label: t(`type.${type}` as DecisionTextKey) }));
  const withInput = (at: number, part: Partial<TableInput>): void =>
    change({ inputs: table.inputs.map((one, index) => (index === at ? { ...one, ...part } : one)) });
  const withOutput = (at: number, part: Partial<TableOutput>): void =>
    change({ outputs: table.outputs.map((one, index) => (index === at ? { ...one, ...part } : one)) });
  const withCell = (row: number, side: 'inputs' | 'outputs', at: number, text: string): void =>
    change({
      rules: table.rules.map((rule, index) =>
        index === row ? { ...rule, [side]: rule[side].map((one, column) => (column === at ? text : one)) } : rule,
      ),
    });
  const addColumn = (side: 'inputs' | 'outputs'): void => {
    const number = table[side].length + 1;
    const rules = table.rules.map((rule) => ({ ...rule, [side]: [...rule[side], side === 'inputs' ? '-' : '""'] }));
    if (side === 'inputs') {
      const fresh = { label: t('input', { n: number }), expression: `condition${number}`, type: 'string' };
      change({ inputs: [...table.inputs, fresh], rules });
    } else {
      const fresh = { label: t('output', { n: number }), name: `outcome${number}`, type: 'string' };
      change({ outputs: [...table.outputs, fresh], rules });
    }
  };
  const removeColumn = (side: 'inputs' | 'outputs', at: number): void => {
    const left = <T,>(items: readonly T[]): readonly T[] => items.filter((_, index) => index !== at);
    const rules = table.rules.map((rule) => ({ ...rule, [side]: left(rule[side]) }));
    change(side === 'inputs' ? { inputs: left(table.inputs), rules } : { outputs: left(table.outputs), rules });
  };
  const addRule = (): void => {
    const rule = {
      id: freeId(table),
      description: '',
      inputs: table.inputs.map(() => '-'),
      outputs: table.outputs.map(() => '""'),
    };
    change({ rules: [...table.rules, rule] });
  };
  return (
    <div className="ed">
      <section className="ed-card ed-stack" aria-label={t('table')}>
        <div className="ed-pair">
          <Line label={t('name')} value={table.name} onCommit={(name) => change({ name: name.trim() })} />
          <Line
            label={t('english')}
            value={decisionName(files, table.id)}
            onCommit={(name) => onChange(withDecisionName(files, table.id, name.trim()))}
          />
        </div>
        <Pick
          label={t('policy')}
          value={table.hitPolicy}
          options={HIT_POLICIES.map((one) => ({ value: one, label: t(`policy.${one}` as DecisionTextKey) }))}
          onChange={(hitPolicy) => change({ hitPolicy })}
        />
      </section>
      <section className="ed-card ed-stack">
        <div className="ed-table" tabIndex={0} role="group" aria-label={t('table')}>
          <table>
            <thead>
              <tr>
                <th className="is-narrow" scope="col">
                  #
                </th>
                {table.inputs.map((input, at) => (
                  <th key={at} scope="col">
                    <div className="ed-stack" role="group" aria-label={t('input', { n: at + 1 })}>
                      <Line label={t('label')} value={input.label} onCommit={(label) => withInput(at, { label })} />
                      <Line
                        label={t('expression')}
                        value={input.expression}
                        isMono
                        onCommit={(expression) => withInput(at, { expression: expression.trim() })}
                      />
                      <Pick
                        label={t('type')}
                        value={input.type}
                        options={types}
                        onChange={(type) => withInput(at, { type })}
                      />
                      {table.inputs.length > 1 && (
                        <Remove label={t('removeInput', { n: at + 1 })} onClick={() => removeColumn('inputs', at)} />
                      )}
                    </div>
                  </th>
                ))}
                {table.outputs.map((output, at) => (
                  <th key={at} scope="col" className="is-output">
                    <div className="ed-stack" role="group" aria-label={t('output', { n: at + 1 })}>
                      <Line label={t('label')} value={output.label} onCommit={(label) => withOutput(at, { label })} />
                      <Line
                        label={t('result')}
                        value={output.name}
                        isMono
                        onCommit={(name) => withOutput(at, { name: name.trim() })}
                      />
                      <Pick
                        label={t('type')}
                        value={output.type}
                        options={types}
                        onChange={(type) => withOutput(at, { type })}
                      />
                      {table.outputs.length > 1 && (
                        <Remove label={t('removeOutput', { n: at + 1 })} onClick={() => removeColumn('outputs', at)} />
                      )}
                    </div>
                  </th>
                ))}
                <th scope="col">{t('note')}</th>
                <th className="is-narrow" scope="col">
                  <span className="yz-unseen">{t('removeRule', { n: '' })}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {table.rules.map((rule, row) => (
                <tr key={rule.id}>
                  <th className="is-narrow" scope="row">
                    {row + 1}
                  </th>
                  {(['inputs', 'outputs'] as const).flatMap((side) =>
                    table[side].map((column, at) => (
                      <td key={`${side}${at}`}>
                        <Line
                          label={t('cell', { row: row + 1, column: column.label })}
                          isLabelHidden
                          isMono
                          value={rule[side][at] ?? ''}
                          onCommit={(text) => withCell(row, side, at, text.trim())}
                        />
                      </td>
                    )),
                  )}
                  <td>
                    <Line
                      label={t('noteOf', { row: row + 1 })}
                      isLabelHidden
                      value={rule.description}
                      onCommit={(description) =>
                        change({ rules: table.rules.map((one) => (one === rule ? { ...one, description } : one)) })
                      }
                    />
                  </td>
                  <td className="is-narrow">
                    <Remove
                      label={t('removeRule', { n: row + 1 })}
                      onClick={() => change({ rules: table.rules.filter((one) => one !== rule) })}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p className="ed-hint">{t('cellHint')}</p>
        <div className="ed-foot">
          <Button icon={<PlusOutlined aria-hidden />} onClick={addRule}>
            {t('addRule')}
          </Button>
          <Button icon={<PlusOutlined aria-hidden />} onClick={() => addColumn('inputs')}>
            {t('addInput')}
          </Button>
          <Button icon={<PlusOutlined aria-hidden />} onClick={() => addColumn('outputs')}>
            {t('addOutput')}
          </Button>
        </div>
      </section>
    </div>
  );
}

function Remove(props: { readonly label: string; readonly onClick: () => void }): ReactNode {
  return (
    <Button
      size="small"
      type="text"
      icon={<DeleteOutlined aria-hidden />}
      aria-label={props.label}
      onClick={props.onClick}
    />
  );
}

function freeId({ id, rules }: DecisionTable): string {
  let number = rules.length + 1;
  while (rules.some((rule) => rule.id === `${id}_rule${number}`)) number += 1;
  return `${id}_rule${number}`;
}
