import { failureText } from '../feel/budget.js';
import type { FeelEnvironment } from '../feel/feel-environment.js';
import type { FeelWarning } from '../feel/feel-problem.js';
import { newRun } from '../feel/run.js';
import type { FeelContext, FeelValue } from '../feel/value.js';
import type { Text } from '../model/text.js';
import type { Evaluation } from './decision-graph.js';
import { valueOf } from './decision-graph.js';
import type { DecisionRun, Traced } from './decision-scope.js';
import type { InputNode, ModelNode } from './model-nodes.js';

/** What an evaluation gives to callers that hold FEEL values. */
export interface ModelAnswer {
  readonly value: FeelValue;
  readonly warnings: readonly FeelWarning[];
  readonly trace: readonly Traced[];
  /** Why there is no value, or the first table that had no answer where it was meant to have one. */
  readonly failure: Text | undefined;
}

/** The question. `given` are input data by node, `outside` the variables of the caller. */
export interface ModelQuestion {
  readonly node: ModelNode;
  readonly given: (input: InputNode) => FeelValue | undefined;
  readonly outside: FeelContext;
  readonly environment: FeelEnvironment;
}

/**
 * Evaluates a decision, or calls a knowledge model or service with arguments by name out of `outside`. Pure; never throws. What goes
 * wrong is null with a warning (DMN 1.5, 10.3), over budget a failure.
 */
export function evaluateModel({ node, given, outside, environment }: ModelQuestion): ModelAnswer {
  const run = decisionRun(environment);
  const { warnings, trace } = run;
  try {
    const value =
      node.kind === 'knowledge' ? called(node, outside, run) : valueOf(node, evaluationOf(run, given, outside));
    return { value, warnings, trace, failure: run.failure };
  } catch (error) {
    return { value: null, warnings, trace, failure: failureText(error) };
  }
}

// Written out rather than spread: this is made for every question.
function decisionRun(environment: FeelEnvironment): DecisionRun {
  const { steps, depth, warnings } = newRun(environment);
  return { steps, depth, warnings, environment, trace: [], tables: [], failure: undefined };
}

function evaluationOf(run: DecisionRun, given: Evaluation['given'], outside: FeelContext): Evaluation {
  return { run, given, outside, values: new Map() };
}

function called(node: Extract<ModelNode, { kind: 'knowledge' }>, outside: FeelContext, run: DecisionRun): FeelValue {
  const { value } = node;
  if (!value) return null;
  const args = value.parameters.map((name) => (Object.hasOwn(outside, name) ? (outside[name] ?? null) : null));
  return value.call(args, run);
}
