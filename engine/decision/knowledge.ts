import type { FeelType } from '../feel/types.js';
import type { FeelFunction, FeelValue } from '../feel/value.js';
import { functionType, makeFunction } from './boxed-function.js';
import type { CompiledBody, Parameter } from './boxed-function.js';
import type { Evaluation } from './decision-graph.js';
import { boundVariables, traced, valueOf } from './decision-graph.js';
import type { DecisionRun } from './decision-scope.js';
import type { DmnType } from './item-types.js';
import type { Binding, DecisionNode, InputNode, KnowledgeNode } from './model-nodes.js';

/**
 * The function of a business knowledge model (DMN 1.5, 6.3.9 and 10.4): it sees its parameters and the knowledge it requires, nothing
 * else.
 */
export function knowledgeFunction(
  { id, name }: KnowledgeNode,
  { parameters, results, logic }: CompiledBody,
  bindings: readonly Binding[],
): FeelFunction {
  return makeFunction({
    name,
    parameters,
    results,
    body: (args, run) => {
      const inside = boundVariables(bindings, emptyEvaluation(run));
      parameters.forEach((parameter, index) => {
        inside[parameter.name] = args[index] ?? null;
      });
      return traced(id, run, () => logic(inside, run));
    },
  });
}

/** The parts of a decision service (DMN 1.5, 6.3.10). */
export interface ServiceParts {
  /** What it declares to give. */
  readonly results: readonly DmnType[];
  readonly inputs: readonly InputNode[];
  readonly inputDecisions: readonly DecisionNode[];
  readonly outputs: readonly DecisionNode[];
}

/** The parameters of a decision service: its input data, then its input decisions (10.4). */
export function serviceParameters({ inputs, inputDecisions }: ServiceParts): readonly Parameter[] {
  return [...inputs, ...inputDecisions].map(({ name, type }) => ({ name, type }));
}

/**
 * The function of a decision service: its parameters stand in the place of its inputs and input decisions, for this call only. One
 * output decision gives its value, several give a context of them by name.
 */
export function serviceFunction({ id, name }: KnowledgeNode, parts: ServiceParts): FeelFunction {
  const nodes = [...parts.inputs, ...parts.inputDecisions];
  const [only] = parts.outputs;
  return makeFunction({
    name,
    parameters: serviceParameters(parts),
    results: parts.results,
    body: (args, run) => {
      const evaluation = emptyEvaluation(run);
      nodes.forEach((node, index) => evaluation.values.set(node, args[index] ?? null));
      return traced(id, run, () => {
        if (parts.outputs.length === 1 && only) return valueOf(only, evaluation);
        const value: Record<string, FeelValue> = {};
        for (const output of parts.outputs) value[output.name] = valueOf(output, evaluation);
        return value;
      });
    },
  });
}

/** FEEL's view of a service. */
export function serviceType(parts: ServiceParts): FeelType {
  const [only] = parts.outputs;
  const type = functionType(serviceParameters(parts), parts.results);
  if (parts.results.length > 0) return type;
  return parts.outputs.length === 1 && only && type.kind === 'function' ? { ...type, result: only.feel } : type;
}

function emptyEvaluation(run: DecisionRun): Evaluation {
  return { run, given: () => undefined, outside: {}, values: new Map() };
}
