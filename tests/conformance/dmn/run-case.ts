import type { Model, ModelNode } from '../../../engine/decision/model-nodes.js';
import type { ModelAnswer } from '../../../engine/decision/evaluate-model.js';
import { evaluateModel } from '../../../engine/decision/evaluate-model.js';
import { entryOf, isContext } from '../../../engine/feel/kinds.js';
import type { FeelValue } from '../../../engine/feel/value.js';
import type { TckCase, TckResult } from './tck-file.js';
import { agrees, feelValue } from './tck-value.js';

/** An instant for `now()` and `today()`: no case may depend on it. */
const NOW = Date.UTC(2026, 1, 13);

/** Runs one case. Gives what is wrong with each of its results; nothing when all are as expected. */
export function runCase(model: Model, testCase: TckCase): readonly string[] {
  return testCase.results.flatMap((result) => {
    const fault = guarded(() => faultOf(model, testCase, result));
    return fault === undefined ? [] : [`${testCase.id} ${result.name}: ${fault}`];
  });
}

/** A case whose file cannot be read, or that makes us throw, has failed like any other. */
function guarded(judge: () => string | undefined): string | undefined {
  try {
    return judge();
  } catch (error) {
    return `threw ${error instanceof Error ? error.message : String(error)}`;
  }
}

function faultOf(model: Model, testCase: TckCase, result: TckResult): string | undefined {
  const { type, invocableName, inputs } = testCase;
  const name = type === 'decision' ? result.name : (invocableName ?? result.name);
  const node = nodeOf(model, name, type);
  if (!node) return 'no such element';
  const values = new Map(
    inputs.map((input) => [`${input.namespace ?? model.namespace}#${input.name}`, feelValue(input.value)]),
  );
  const outside: Record<string, FeelValue> = {};
  for (const input of inputs) if (input.namespace === undefined) outside[input.name] = feelValue(input.value);
  const answer = evaluateModel({
    node,
    given: (input) => values.get(`${input.namespace}#${input.name}`) ?? outside[input.name],
    outside,
    environment: { now: NOW },
  });
  return judged(answer, result, node);
}

function judged(answer: ModelAnswer, result: TckResult, node: ModelNode): string | undefined {
  const failed = answer.failure !== undefined || answer.warnings.length > 0;
  const value = outputOf(answer.value, result.name, node);
  if (result.errorResult) {
    if (value !== null) return `an error was expected, got ${shown(value)}`;
    if (!failed) return 'an error was expected, got null without any';
    return undefined;
  }
  const expected = result.expected === undefined ? null : feelValue(result.expected);
  if (agrees(value, expected)) return undefined;
  const why = answer.failure?.en ?? answer.warnings[0]?.message.en ?? '';
  return `expected ${shown(expected)}, got ${shown(value)} ${why}`.trim();
}

/** A service with several outputs gives a context of them; a case names one. */
function outputOf(value: FeelValue, name: string, node: ModelNode): FeelValue {
  if (node.kind !== 'knowledge' || !node.service || !isContext(value) || node.name === name) return value;
  return entryOf(value, name) ?? value;
}

function nodeOf(model: Model, name: string, type: TckCase['type']): ModelNode | undefined {
  const kind = type === 'decision' ? 'decision' : 'knowledge';
  const nodes = [...model.nodes.values()].filter((node) => node.name === name);
  return nodes.find((node) => node.kind === kind) ?? nodes.find((node) => node.kind !== 'input');
}

function shown(value: FeelValue): string {
  const text = JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? String(part) : part));
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
