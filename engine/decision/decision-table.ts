import { errorAt, warningAt } from '../compile/problem-maker.js';
import { charge } from '../feel/budget.js';
import type { TypedFeel } from '../feel/compile-typed.js';
import type { FeelType } from '../feel/types.js';
import { ANY } from '../feel/types.js';
import type { FeelValue } from '../feel/value.js';
import { coerced } from './coerce.js';
import { compileText } from './compile-text.js';
import type { CompiledLogic, DecisionRun, LogicScope, Variables } from './decision-scope.js';
import type { DmnNode } from './dmn-node.js';
import { children, idOf, text } from './dmn-node.js';
import { inputLabel } from './explanation.js';
import type { Hit } from './hit-policy.js';
import { applyPolicy } from './hit-policy.js';
import { AGGREGATIONS, HIT_POLICIES } from './table-policy.js';
import { ANY_TYPE } from './item-types.js';
import { plainValue } from './plain-value.js';
import { quickly, quickTest } from './quick-test.js';
import { eachRule, ruleIndex } from './rule-index.js';

import { compileInputs, compileOutputs, compileTests } from './table-columns.js';
import { readIntended } from './table-intended.js';
import type { OutputColumn, Rule, Table } from './table-model.js';
import { failed } from './warn.js';

/** Compiles a decision table (DMN 1.5, chapter 8). Problems are noted; undefined is returned when there is one. */
export function compileTable(node: DmnNode, scope: LogicScope): CompiledLogic | undefined {
  const before = scope.problems.length;
  const id = idOf(node, scope.around);
  const note = (rule: string, elementId: string, zh: string, en: string): void => {
    scope.problems.push(errorAt(rule, { elementId, clause: 'DMN 1.5 8.2' }, zh, en));
  };
  const policyText = text(node, 'hitPolicy') ?? 'UNIQUE';
  const hitPolicy = HIT_POLICIES.find((known) => known === policyText);
  if (!hitPolicy) note('hit-policy', id, `未知的命中策略：${policyText}`, `Unknown hit policy: ${policyText}`);
  const aggregationText = text(node, 'aggregation');
  const aggregation = AGGREGATIONS.find((known) => known === aggregationText);
  if (aggregationText !== undefined && (!aggregation || hitPolicy !== 'COLLECT')) {
    note('aggregation', id, `汇总方式无效：${aggregationText}`, `Aggregation does not apply: ${aggregationText}`);
  }
  const inputs = compileInputs(node, scope);
  const ordered = hitPolicy === 'PRIORITY' || hitPolicy === 'OUTPUT ORDER';
  const { outputs, columns } = compileOutputs(node, scope, ordered);
  if (aggregation && outputs.length > 1) {
    note('aggregation', id, '多个输出列不能汇总', 'Several output columns cannot be aggregated');
  }
  const width = children(node, 'input').length;
  const rules = children(node, 'rule').map((rule): Rule => {
    const ruleId = idOf(rule, id);
    const [entries, results] = [children(rule, 'inputEntry'), children(rule, 'outputEntry')];
    if (entries.length !== width || results.length !== outputs.length) {
      note('rule-width', ruleId, '规则的单元格数与列数不符', 'The rule has not one cell a column');
    }
    const inside = { ...scope, around: ruleId };
    return {
      id: ruleId,
      tests: entries.flatMap((entry, column) => {
        const input = inputs.length === width ? inputs[column]?.type.feel : undefined;
        const variables = input === undefined ? inside.variables : { ...inside.variables, '?': input };
        const test = compileTests(entry, { ...inside, variables });
        return test ? [{ column, test, quick: quickTest(test) }] : [];
      }),
      outputs: results.map((entry) => (text(entry, 'text') ? compileText(entry, 'expression', inside) : undefined)),
    };
  });
  inputs.forEach(({ label }, column) => {
    if (
      rules.length === 0 ||
      inputs.length < width ||
      rules.some(({ tests }) => tests.some((one) => one.column === column))
    )
      return;
    const place = { elementId: id, clause: 'DMN 1.5 8.3.2' };
    scope.problems.push(warningAt('unused-input', place, `没有规则使用输入：${label}`, `No rule looks at ${label}`));
  });
  const wrong = scope.problems.slice(before).some(({ severity }) => severity === 'error');
  if (wrong || !hitPolicy) return undefined;
  const labels = inputs.map(({ label, title }) => inputLabel(label, title));
  const intended = readIntended(node, scope);
  const policy = { hitPolicy, aggregation, columns };
  const index = ruleIndex(rules, inputs.length);
  const table: Table = { id, policy, inputs, labels, outputs, rules, index, intended };
  scope.tables.push(table);
  return { logic: (variables, run) => evaluateTable(table, variables, run), type: typeOf(table) };
}

function evaluateTable(table: Table, variables: Variables, run: DecisionRun): FeelValue {
  const values: FeelValue[] = [];
  for (const { expression, type, allowed, label } of table.inputs) {
    let value = expression.evaluate(variables, run);
    if (type !== ANY_TYPE) value = coerced(value, type, run, label);
    if (allowed !== undefined && value !== null) {
      variables['?'] = value;
      if (allowed.evaluate(variables, run) !== true) return notAllowed(run, label, value);
    }
    values.push(value);
  }
  const hits: Hit[] = [];
  const hit = (rule: Rule): boolean => {
    hits.push({ ruleId: rule.id, outputs: outputsOf(table.outputs, rule.outputs, variables, run) });
    return table.policy.hitPolicy !== 'FIRST';
  };
  charge(run, table.rules.length);
  const found = table.index?.(values);
  if (found !== undefined) {
    eachRule(found, (index) => {
      const rule = table.rules[index];
      return rule === undefined || hit(rule);
    });
  } else for (const rule of table.rules) if (matches(rule, values, variables, run) && !hit(rule)) break;
  variables['?'] = null;
  const counted = hits.length === 0 ? withoutHit(table, variables, run) : applyPolicy(table.policy, hits, run);
  const { id: tableId, labels } = table;
  run.tables.push({ tableId, labels, values, outputNames: table.policy.columns.names, hits: counted.hits });
  return counted.value;
}

function matches(rule: Rule, values: readonly FeelValue[], variables: Variables, run: DecisionRun): boolean {
  for (const { column, test, quick } of rule.tests) {
    const value = values[column] ?? null;
    const known = quickly(quick, value);
    if (known === true) continue;
    if (known === false) return false;
    variables['?'] = value;
    if (test.evaluate(variables, run) !== true) return false;
  }
  return true;
}

function notAllowed(run: DecisionRun, label: string, value: FeelValue): FeelValue {
  const shown = `${label} = ${JSON.stringify(plainValue(value))}`;
  return failed(run, 'INPUT_NOT_ALLOWED', `输入值不允许：${shown}`, `Input not allowed: ${shown}`);
}

/** The values of the output cells, each of its column's type and among its allowed values, or null with a warning. */
function outputsOf(
  columns: readonly OutputColumn[],
  cells: readonly (TypedFeel | undefined)[],
  variables: Variables,
  run: DecisionRun,
): readonly FeelValue[] {
  return columns.map(({ name, type, allowed }, index) => {
    let value = cells[index]?.evaluate(variables, run) ?? null;
    if (type !== ANY_TYPE) value = coerced(value, type, run, name);
    if (allowed === undefined || value === null) return value;
    variables['?'] = value;
    if (allowed.evaluate(variables, run) === true) return value;
    return failed(run, 'OUTPUT_NOT_ALLOWED', `输出值不允许：${name}`, `Output not allowed: ${name}`);
  });
}

/** No rule matched: the default outputs, or null; an aggregating COUNT counts none (DMN 1.5, 8.2.11). */
function withoutHit(table: Table, variables: Variables, run: DecisionRun): { value: FeelValue; hits: readonly Hit[] } {
  const { policy, outputs } = table;
  if (outputs.every(({ fallback }) => fallback === undefined)) {
    return { value: policy.aggregation === 'COUNT' ? 0 : null, hits: [] };
  }
  const cells = outputs.map(({ fallback }) => fallback);
  const hit = { ruleId: '', outputs: outputsOf(outputs, cells, variables, run) };
  return { value: applyPolicy({ ...policy, hitPolicy: 'FIRST' }, [hit], run).value, hits: [] };
}

function typeOf({ policy, outputs }: Table): FeelType {
  const [only] = outputs;
  const one: FeelType =
    outputs.length === 1 && only
      ? only.type.feel
      : { kind: 'context', members: Object.fromEntries(outputs.map(({ name, type }) => [name, type.feel])) };
  const { hitPolicy, aggregation } = policy;
  if (aggregation !== undefined) return aggregation === 'COUNT' ? { kind: 'number' } : one;
  return hitPolicy === 'COLLECT' || hitPolicy === 'RULE ORDER' || hitPolicy === 'OUTPUT ORDER'
    ? { kind: 'list', of: one }
    : outputs.length === 0
      ? ANY
      : one;
}
