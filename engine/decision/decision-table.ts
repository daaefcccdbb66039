import { errorAt } from '../compile/problem-maker.js';
import type { CompiledFeel } from '../feel/compile-feel.js';
import type { JsonValue } from '../model/json.js';
import type { DecisionLogic, DecisionScope, LogicContext, LogicResult } from './decision-scope.js';
import { compileText } from './compile-text.js';
import type { DmnNode } from './dmn-node.js';
import { children, idOf, text } from './dmn-node.js';
import type { Aggregation, Hit, HitPolicy, OutputColumns } from './hit-policy.js';
import { AGGREGATIONS, applyPolicy, HIT_POLICIES } from './hit-policy.js';
import type { InputColumn } from './table-columns.js';
import { compileInputs, compileOutputs } from './table-columns.js';
import type { CellTest } from './table-cell.js';
import { compileCell } from './table-cell.js';

interface Rule {
  readonly id: string;
  readonly tests: readonly CellTest[];
  readonly outputs: readonly (CompiledFeel | undefined)[];
}

interface Table {
  readonly policy: HitPolicy;
  readonly aggregation: Aggregation | undefined;
  readonly inputs: readonly InputColumn[];
  readonly columns: OutputColumns;
  readonly defaults: readonly (CompiledFeel | undefined)[];
  readonly rules: readonly Rule[];
}

/** Compiles a decision table (DMN 1.5, chapter 8). Problems are noted; undefined is returned when there is one. */
export function compileTable(node: DmnNode, context: LogicContext): DecisionLogic | undefined {
  const before = context.problems.length;
  const tableId = idOf(node, context.around);
  const note = (rule: string, elementId: string, zh: string, en: string): void => {
    context.problems.push(errorAt(rule, { elementId, clause: 'DMN 1.5 8.2' }, zh, en));
  };
  const policyText = text(node, 'hitPolicy') ?? 'UNIQUE';
  const policy = HIT_POLICIES.find((known) => known === policyText);
  if (!policy) note('hit-policy', tableId, `未知的命中策略：${policyText}`, `Unknown hit policy: ${policyText}`);
  const aggregationText = text(node, 'aggregation');
  const aggregation = AGGREGATIONS.find((known) => known === aggregationText);
  if (aggregationText !== undefined && (!aggregation || policy !== 'COLLECT')) {
    note('aggregation', tableId, `汇总方式无效：${aggregationText}`, `Aggregation does not apply: ${aggregationText}`);
  }
  const inputs = compileInputs(node, context);
  const { columns, defaults } = compileOutputs(node, context, policy === 'PRIORITY' || policy === 'OUTPUT ORDER');
  if (aggregation && columns.names.length > 1) {
    note('aggregation', tableId, '多个输出列不能汇总', 'Several output columns cannot be aggregated');
  }
  const rules = children(node, 'rule').map((rule) => {
    const id = idOf(rule, tableId);
    const [entries, results] = [children(rule, 'inputEntry'), children(rule, 'outputEntry')];
    if (entries.length !== children(node, 'input').length || results.length !== columns.names.length) {
      note('rule-width', id, '规则的单元格数与列数不符', 'The rule has not one cell a column');
    }
    const inside = { ...context, around: id };
    return {
      id,
      tests: entries.flatMap((entry) => compileCell(entry, inside) ?? []),
      outputs: results.map((entry) => (text(entry, 'text') ? compileText(entry, 'expression', inside) : undefined)),
    };
  });
  if (context.problems.length > before || !policy) return undefined;
  const table: Table = { policy, aggregation, inputs, columns, defaults, rules };
  return (scope) => evaluateTable(table, scope);
}

function evaluateTable(table: Table, scope: DecisionScope): LogicResult {
  const values: JsonValue[] = [];
  const inputs: Record<string, JsonValue> = {};
  for (const column of table.inputs) {
    const result = column.read(scope);
    if (!result.ok) return result;
    values.push(result.value);
    inputs[column.label] = result.value;
  }
  const hits: Hit[] = [];
  for (const rule of table.rules) {
    const matched = matches(rule, values, scope);
    if (typeof matched !== 'boolean') return matched;
    if (!matched) continue;
    const outputs = evaluateAll(rule.outputs, scope);
    if (!outputs.ok) return outputs;
    hits.push({ ruleId: rule.id, outputs: outputs.values });
    if (table.policy === 'FIRST') break;
  }
  if (hits.length === 0) return withoutHit(table, scope, inputs);
  const joined = applyPolicy(table.policy, table.aggregation, hits, table.columns);
  return joined.ok ? { ...joined, inputs } : joined;
}

function matches(rule: Rule, values: readonly JsonValue[], scope: DecisionScope): boolean | LogicResult {
  for (const [index, test] of rule.tests.entries()) {
    const answer = test(values[index] ?? null, scope);
    if (!answer.ok) return answer;
    if (!answer.matches) return false;
  }
  return true;
}

/** No rule matched: the default outputs, or null; an aggregating COUNT counts none (DMN 1.5, 8.2.11). */
function withoutHit(table: Table, scope: DecisionScope, inputs: Readonly<Record<string, JsonValue>>): LogicResult {
  if (table.defaults.every((output) => output === undefined)) {
    return { ok: true, value: table.aggregation === 'COUNT' ? 0 : null, ruleIds: [], inputs };
  }
  const outputs = evaluateAll(table.defaults, scope);
  if (!outputs.ok) return outputs;
  const joined = applyPolicy('FIRST', undefined, [{ ruleId: '', outputs: outputs.values }], table.columns);
  return joined.ok ? { ok: true, value: joined.value, ruleIds: [], inputs } : joined;
}

type Values = { readonly ok: true; readonly values: readonly JsonValue[] } | Extract<LogicResult, { ok: false }>;

function evaluateAll(outputs: readonly (CompiledFeel | undefined)[], scope: DecisionScope): Values {
  const values: JsonValue[] = [];
  for (const output of outputs) {
    const result = output?.evaluate(scope.context, scope.environment) ?? { ok: true, value: null };
    if (!result.ok) return result;
    values.push(result.value);
  }
  return { ok: true, values };
}
