import { errorAt } from '../compile/problem-maker.js';
import type { CompiledFeel } from '../feel/compile-feel.js';
import { compileFeel } from '../feel/compile-feel.js';
import type { FeelResult } from '../feel/feel-problem.js';
import type { JsonValue } from '../model/json.js';
import type { DecisionScope, LogicContext } from './decision-scope.js';
import { compileText } from './compile-text.js';
import type { DmnNode } from './dmn-node.js';
import { child, children, idOf, text } from './dmn-node.js';
import type { OutputColumns } from './hit-policy.js';
import { compileCell } from './table-cell.js';

/** One input column: what people call it, and its value. A value outside the column's allowed ones is a failure. */
export interface InputColumn {
  readonly label: string;
  readonly read: (scope: DecisionScope) => FeelResult;
}

/** Compiles the input clauses of a table (DMN 1.5, 8.3.2). */
export function compileInputs(table: DmnNode, context: LogicContext): readonly InputColumn[] {
  return children(table, 'input').flatMap((input) => {
    const inside = { ...context, around: idOf(input, context.around) };
    const expression = child(input, 'inputExpression');
    const compiled = expression && compileText(expression, 'expression', inside);
    if (!expression) {
      const place = { elementId: inside.around, clause: 'DMN 1.5 8.3.2' };
      context.problems.push(errorAt('input-expression', place, '输入列没有表达式', 'The input has no expression'));
    }
    const allowed = compileCell(child(input, 'inputValues'), inside);
    if (!compiled || !allowed) return [];
    const label = text(expression, 'text') ?? inside.around;
    const read = (scope: DecisionScope): FeelResult => {
      const result = compiled.evaluate(scope.context, scope.environment);
      if (!result.ok || result.value === null) return result;
      const answer = allowed(result.value, scope);
      if (!answer.ok || answer.matches) return answer.ok ? result : answer;
      const shown = JSON.stringify(result.value);
      return {
        ok: false,
        message: { zh: `输入值不允许：${label} = ${shown}`, en: `Input not allowed: ${label} = ${shown}` },
      };
    };
    return [{ label, read }];
  });
}

/** What is compiled of the output clauses. A default that is absent is undefined. */
export interface CompiledOutputs {
  readonly columns: OutputColumns;
  readonly defaults: readonly (CompiledFeel | undefined)[];
}

/** Compiles the output clauses of a table (DMN 1.5, 8.3.3); `ordered` policies need allowed values in each column. */
export function compileOutputs(table: DmnNode, context: LogicContext, ordered: boolean): CompiledOutputs {
  const outputs = children(table, 'output');
  const note = (node: DmnNode, rule: string, zh: string, en: string): void => {
    const place = { elementId: idOf(node, context.around), clause: 'DMN 1.5 8.3.3' };
    context.problems.push(errorAt(rule, place, zh, en));
  };
  if (outputs.length === 0) note(table, 'output-missing', '决策表没有输出列', 'The table has no output');
  const seen = new Set<string>();
  const names = outputs.map((output) => {
    const name = text(output, 'name') ?? '';
    if (outputs.length > 1 && (name === '' || seen.has(name))) {
      note(output, 'output-name', '多个输出列须各有不同的名称', 'Several outputs need names of their own');
    }
    seen.add(name);
    return name;
  });
  const priorities = outputs.map((output) => {
    const values = prioritiesOf(child(output, 'outputValues'), context);
    if (ordered && values.length === 0) {
      note(output, 'output-values', '该命中策略要求列出输出值', 'This hit policy needs the output values listed');
    }
    return values;
  });
  const defaults = outputs.map((output) => {
    const entry = child(output, 'defaultOutputEntry');
    return entry && text(entry, 'text') ? compileText(entry, 'expression', context) : undefined;
  });
  return { columns: { names, priorities }, defaults };
}

/** The allowed values of an output in their order; none when they are not a list of constants. */
function prioritiesOf(node: DmnNode | undefined, context: LogicContext): readonly JsonValue[] {
  const source = text(node, 'text');
  if (source === undefined) return [];
  const compiled = compileFeel(`[${source}]`, 'expression', context.names);
  const result = compiled.ok ? compiled.expression.evaluate({}) : undefined;
  return result?.ok === true && Array.isArray(result.value) ? (result.value as readonly JsonValue[]) : [];
}
