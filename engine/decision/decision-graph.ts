import type { FeelContext, FeelValue } from '../feel/value.js';
import { coerced, fromOutside } from './coerce.js';
import type { DecisionRun, Variables } from './decision-scope.js';
import type { Binding, DecisionNode, InputNode } from './model-nodes.js';
import { failed } from './warn.js';

/** One evaluation: values by node, and where those that are not decided come from. */
export interface Evaluation {
  readonly run: DecisionRun;
  readonly given: (input: InputNode) => FeelValue | undefined;
  /** Variables of the caller that no model declares. */
  readonly outside: FeelContext;
  readonly values: Map<InputNode | DecisionNode, FeelValue>;
}

/** The value of a decision or of input data; each is evaluated once (DMN 1.5, 10.4). */
export function valueOf(node: InputNode | DecisionNode, evaluation: Evaluation): FeelValue {
  const known = evaluation.values.get(node);
  if (known !== undefined) return known;
  const value = node.kind === 'input' ? inputValue(node, evaluation) : decide(node, evaluation);
  evaluation.values.set(node, value);
  return value;
}

function inputValue(node: InputNode, { given, run }: Evaluation): FeelValue {
  const value = given(node);
  return value === undefined ? null : coerced(fromOutside(value, node.type), node.type, run, node.name);
}

function decide(node: DecisionNode, evaluation: Evaluation): FeelValue {
  const { run } = evaluation;
  const { logic } = node;
  if (logic === undefined)
    return failed(
      run,
      'NO_LOGIC',
      `决策没有可执行的逻辑：${node.name}`,
      `The decision has no logic that can be executed: ${node.name}`,
    );
  const variables = boundVariables(node.bindings, evaluation);
  for (const name of node.free) {
    if (Object.hasOwn(evaluation.outside, name)) variables[name] = evaluation.outside[name] ?? null;
  }
  return traced(node.id, run, () => logic(variables, run));
}

/** Evaluates something that has an id, and notes it and its tables in the trace. */
export function traced(id: string, run: DecisionRun, evaluate: () => FeelValue): FeelValue {
  const around = run.tables;
  run.tables = [];
  const value = evaluate();
  run.trace.push({ id, tables: run.tables, value });
  run.tables = around;
  return value;
}

/** The variables that bindings stand for. */
export function boundVariables(bindings: readonly Binding[], evaluation: Evaluation): Variables {
  const variables: Variables = {};
  for (const { prefix, name, source } of bindings) {
    const value = source.kind === 'knowledge' ? (source.value ?? null) : valueOf(source, evaluation);
    if (prefix === '') variables[name] = value;
    else variables[prefix] = { ...(variables[prefix] as FeelContext | undefined), [name]: value };
  }
  return variables;
}
