import { errorAt } from '../compile/problem-maker.js';
import type { TypedFeel } from '../feel/compile-typed.js';
import { FeelFailure } from '../feel/budget.js';
import { isList } from '../feel/kinds.js';
import { newRun } from '../feel/run.js';
import type { FeelValue } from '../feel/value.js';
import { compileSource, compileText } from './compile-text.js';
import type { LogicScope } from './decision-scope.js';
import type { DmnNode } from './dmn-node.js';
import { child, children, idOf, text } from './dmn-node.js';
import { typeRef } from './item-types.js';
import type { InputColumn, OutputColumn } from './table-model.js';
import type { OutputColumns } from './table-policy.js';

/** Compiles the input clauses of a table (DMN 1.5, 8.3.2); fewer than there are when one of them has a Problem. */
export function compileInputs(table: DmnNode, scope: LogicScope): readonly InputColumn[] {
  return children(table, 'input').flatMap((input) => {
    const inside = { ...scope, around: idOf(input, scope.around) };
    const expression = child(input, 'inputExpression');
    if (!expression) {
      const place = { elementId: inside.around, clause: 'DMN 1.5 8.3.2' };
      scope.problems.push(errorAt('input-expression', place, '输入列没有表达式', 'The input has no expression'));
      return [];
    }
    const compiled = compileText(expression, 'expression', inside);
    const type = typeRef(scope.types, text(expression, 'typeRef'), inside.around, scope.problems);
    const values = child(input, 'inputValues');
    const allowed = values && compileTests(values, inside);
    const label = text(expression, 'text') ?? inside.around;
    const title = text(input, 'label') ?? label;
    return compiled ? [{ label, title, expression: compiled, type, allowed }] : [];
  });
}

/** Unary tests as a closure over `?`; undefined where everything passes: no text, or `-` (8.3.3). */
export function compileTests(node: DmnNode, scope: LogicScope): TypedFeel | undefined {
  const source = text(node, 'text');
  return source === undefined || source === '-' ? undefined : compileText(node, 'unaryTests', scope);
}

/** What is compiled of the output clauses. */
export interface CompiledOutputs {
  readonly outputs: readonly OutputColumn[];
  readonly columns: OutputColumns;
}

/** Compiles the output clauses of a table (DMN 1.5, 8.3.3); `ordered` policies need allowed values in a column. */
export function compileOutputs(table: DmnNode, scope: LogicScope, ordered: boolean): CompiledOutputs {
  const nodes = children(table, 'output');
  const note = (node: DmnNode, rule: string, zh: string, en: string): void => {
    scope.problems.push(errorAt(rule, { elementId: idOf(node, scope.around), clause: 'DMN 1.5 8.3.3' }, zh, en));
  };
  if (nodes.length === 0) note(table, 'output-missing', '决策表没有输出列', 'The table has no output');
  const seen = new Set<string>();
  const priorities: (readonly FeelValue[])[] = [];
  const outputs = nodes.map((node) => {
    const name = text(node, 'name') ?? '';
    if (nodes.length > 1 && (name === '' || seen.has(name))) {
      note(node, 'output-name', '多个输出列须各有不同的名称', 'Several outputs need names of their own');
    }
    seen.add(name);
    const inside = { ...scope, around: idOf(node, scope.around) };
    const type = typeRef(scope.types, text(node, 'typeRef'), inside.around, scope.problems);
    const values = child(node, 'outputValues');
    const ranked = prioritiesOf(text(values, 'text') ?? type.allowedValues, inside);
    priorities.push(ranked);
    const entry = child(node, 'defaultOutputEntry');
    const fallback = entry && text(entry, 'text') ? compileText(entry, 'expression', inside) : undefined;
    return { name, type, allowed: values && compileTests(values, inside), fallback };
  });
  if (ordered && priorities.every((ranked) => ranked.length === 0)) {
    note(nodes[0] ?? table, 'output-values', '该命中策略要求列出输出值', 'This hit policy needs output values listed');
  }
  return { outputs, columns: { names: outputs.map(({ name }) => name), priorities } };
}

/** The allowed values of an output in their order; none when they are not a list of constants. */
function prioritiesOf(source: string | undefined, scope: LogicScope): readonly FeelValue[] {
  if (source === undefined) return [];
  // What is no list of expressions is judged where the allowed values are compiled as tests.
  const compiled = compileSource(`[${source}]`, 'expression', { ...scope, problems: [], reads: new Set() });
  if (!compiled) return [];
  try {
    const value = compiled.evaluate({}, newRun({}));
    return isList(value) ? value : [];
  } catch (error) {
    if (error instanceof FeelFailure) return [];
    throw error;
  }
}
