import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { decisionName, withDecisionName } from '../fields/english-file.js';
import { Line } from '../fields/line.js';
import { Pick } from '../fields/pick.js';
import type { Lang } from '../form-view/types.js';
import type { PackageFiles } from '../publish/prepare-files.js';
import { moveColumn, moveRule, newRule, pasteSheet, readSheet, type Side } from './edit-table.js';
import { Findings } from './findings.js';
import { readTable } from './read-table.js';
import { RuleRow } from './rule-row.js';
import { TableHead } from './table-head.js';
import { type DecisionTable, HIT_POLICIES } from './table.js';
import { type DecisionTextKey, tellDecision } from './texts.js';
import { useFindings } from './use-findings.js';
import { writeTable } from './write-table.js';
import '../fields/editors.css';

/** True when a DMN file is one decision table, which is what this editor edits. */
export function isDecisionTable(xml: string): boolean {
  return readTable(xml) !== undefined;
}

/**
 * Edits a decision table: conditions and results as columns, one row a rule. Enter and the arrow keys go from cell to cell, Alt with them
 * moves a row or a column, cells copied from a spreadsheet are pasted from the cell on. Every change is handed on as the files it changes.
 */
export function DecisionEditor(props: {
  readonly path: string;
  readonly files: PackageFiles;
  readonly lang: Lang;
  readonly onChange: (files: PackageFiles) => void;
}): ReactNode {
  const { path, files, lang, onChange } = props;
  const xml = files[path] ?? '';
  const table = readTable(xml);
  const findings = useFindings(path, xml);
  if (table === undefined) return null;
  const t = (key: DecisionTextKey): string => tellDecision(lang, key);
  const change = (part: Partial<DecisionTable>): void => onChange({ [path]: writeTable({ ...table, ...part }) });
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
      <Grid table={table} findings={findings} lang={lang} onChange={change} />
    </div>
  );
}

/** The table itself, with what is wrong in it. */
function Grid(props: {
  readonly table: DecisionTable;
  readonly findings: ReturnType<typeof useFindings>;
  readonly lang: Lang;
  readonly onChange: (part: Partial<DecisionTable>) => void;
}): ReactNode {
  const { table, findings, lang, onChange } = props;
  const t = (key: DecisionTextKey, values?: Readonly<Record<string, string | number>>): string =>
    tellDecision(lang, key, values);
  const body = useRef<HTMLTableElement>(null);
  const [wanted, setWanted] = useState<string>();
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (wanted === undefined) return;
    body.current?.querySelector<HTMLElement>(`[data-cell="${wanted}"] input`)?.focus();
    setWanted(undefined);
  }, [wanted]);
  const addColumn = (side: Side): void => {
    const number = table[side].length + 1;
    const rules = table.rules.map((rule) => ({ ...rule, [side]: [...rule[side], side === 'inputs' ? '-' : '""'] }));
    if (side === 'inputs') {
      const fresh = { label: t('input', { n: number }), expression: `condition${number}`, type: 'string' };
      onChange({ inputs: [...table.inputs, fresh], rules });
    } else {
      const fresh = { label: t('output', { n: number }), name: `outcome${number}`, type: 'string' };
      onChange({ outputs: [...table.outputs, fresh], rules });
    }
  };
  const move = (row: number, by: -1 | 1, column: number): void => {
    const next = moveRule(table, row, by);
    if (next === undefined) return;
    onChange(next);
    setWanted(`${String(row + by)}.${String(column)}`);
    setSaid(t('movedRule', { from: row + 1, to: row + by + 1 }));
  };
  const shift = (side: Side, at: number, by: -1 | 1): void => {
    const next = moveColumn(table, side, at, by);
    if (next === undefined) return;
    onChange(next);
    setWanted(`${side}.${String(at + by)}`);
    setSaid(t('movedColumn', { n: at + by + 1 }));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>): void => {
    const place = placeOf(event.target);
    const isList = event.target instanceof Element && event.target.closest('[role=combobox]') !== null;
    if (place === undefined || event.ctrlKey || event.metaKey || isList) return;
    const { row, column, side } = place;
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' || event.key === 'Enter' ? 1 : undefined;
    const sideways = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : undefined;
    if (side !== undefined && event.altKey && sideways !== undefined) shift(side, column, sideways);
    else if (side === undefined && event.altKey && step !== undefined) move(row, step, column);
    else if (side === undefined && step !== undefined) {
      // The table is drawn anew when a cell that is left has changed: the focus waits for that.
      if (row + step >= 0 && row + step < table.rules.length) setWanted(`${String(row + step)}.${String(column)}`);
    } else return;
    event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent<HTMLTableElement>): void => {
    const place = placeOf(event.target);
    const text = event.clipboardData.getData('text/plain');
    if (place === undefined || place.side !== undefined || !/[\t\n\r]/.test(text.trim())) return;
    event.preventDefault();
    const sheet = readSheet(text);
    onChange(pasteSheet(table, place, sheet));
    setSaid(t('pasted', { n: sheet.length }));
  };
  return (
    <section className="ed-card ed-stack">
      <div className="ed-table" tabIndex={0} role="group" aria-label={t('table')}>
        <table ref={body} onKeyDown={onKeyDown} onPaste={onPaste}>
          <TableHead table={table} findings={findings} lang={lang} onChange={onChange} onShift={shift} />
          <tbody>
            {table.rules.map((rule, row) => (
              <RuleRow
                key={rule.id}
                table={table}
                row={row}
                findings={findings}
                lang={lang}
                onChange={onChange}
                onMove={(by) => move(row, by, 0)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p className="ed-hint">{t('cellHint')}</p>
      <p className="ed-hint">{t('keysHint')}</p>
      <div className="ed-foot">
        <Button
          icon={<PlusOutlined aria-hidden />}
          onClick={() => {
            onChange({ rules: [...table.rules, newRule(table)] });
            setWanted(`${String(table.rules.length)}.0`);
          }}
        >
          {t('addRule')}
        </Button>
        <Button icon={<PlusOutlined aria-hidden />} onClick={() => addColumn('inputs')}>
          {t('addInput')}
        </Button>
        <Button icon={<PlusOutlined aria-hidden />} onClick={() => addColumn('outputs')}>
          {t('addOutput')}
        </Button>
      </div>
      <p className="yz-unseen" role="status">
        {said}
      </p>
      <Findings table={table} findings={findings} lang={lang} onGo={(cell) => setWanted(cell)} />
    </section>
  );
}

/** The cell an event comes from: `row.column`, or the head of a column. */
function placeOf(
  target: EventTarget,
): { readonly row: number; readonly column: number; readonly side?: Side } | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-cell]')?.dataset['cell'] : undefined;
  const [first = '', second = ''] = cell?.split('.') ?? [];
  if (first === '') return undefined;
  if (first === 'inputs' || first === 'outputs') return { row: -1, column: Number(second), side: first };
  return { row: Number(first), column: Number(second) };
}
