import type { JsonObject, JsonValue } from '../model/json.js';
import type { CorrelationPlan, MessagePlan } from '../model/plan.js';
import type { Program } from '../model/program.js';
import { record } from './draft.js';
import type { Run } from './run.js';
import { stateOf } from './run.js';
import { evaluate, feelEnvironment } from './scope.js';
import { correlationKeyOf } from './waits.js';

type Evaluate = (source: string) => JsonValue | undefined;

/**
 * The values of the correlation keys that a message carries, by key id (BPMN 2.0.2, 8.4.2): a key counts when each of its properties can be
 * read from the message. A value is a text that equals another one exactly when all properties do.
 */
function valuesOf(plan: CorrelationPlan, messageName: string, evaluateIn: Evaluate): Readonly<Record<string, string>> {
  const paths = plan.retrievals[messageName];
  if (paths === undefined) return {};
  const found = Object.entries(plan.keys).map(([keyId, properties]) => [
    keyId,
    valueOf(keyId, properties, paths, evaluateIn),
  ]);
  return Object.fromEntries(found.filter((one): one is [string, string] => one[1] !== undefined)) as Record<
    string,
    string
  >;
}

function valueOf(
  keyId: string,
  properties: readonly string[],
  paths: Readonly<Record<string, string>>,
  evaluateIn: Evaluate,
): string | undefined {
  const values: JsonValue[] = [];
  for (const property of properties) {
    const path = paths[property];
    const value = path === undefined ? undefined : evaluateIn(path);
    if (value === undefined || value === null) return undefined;
    values.push(value);
  }
  return `${keyId}=${JSON.stringify(values)}`;
}

/** What a message is waited for with: its own key expression, otherwise the value of a correlation key; '' takes any message of the name. */
export function waitedKey(run: Run, message: MessagePlan, context: JsonObject): string {
  const { correlation } = run.index.plan;
  if (message.correlationKey !== undefined || correlation === undefined) return correlationKeyOf(run, message, context);
  const known = stateOf(run).correlation ?? {};
  for (const [keyId, properties] of Object.entries(correlation.keys)) {
    const paths = correlation.retrievals[message.name] ?? {};
    if (!properties.every((property) => property in paths)) continue;
    // A subscription of the process follows its data; without one the conversation itself has given the key its value.
    const bound = correlation.bindings[keyId];
    const value = bound ? valueOf(keyId, properties, bound, (path) => evaluate(run, path, context)) : known[keyId];
    if (value !== undefined) return value;
  }
  return '';
}

/** Notes the values of correlation keys that a message of the conversation gives for the first time. Gives all values it carries. */
export function learnKeys(run: Run, elementId: string, messageName: string, variables: JsonObject): readonly string[] {
  const { correlation } = run.index.plan;
  if (correlation === undefined) return [];
  const values = valuesOf(correlation, messageName, (path) => evaluate(run, path, variables));
  for (const [keyId, value] of Object.entries(values)) {
    if (stateOf(run).correlation?.[keyId] === undefined)
      record(run.draft, 'correlationKnown', elementId, { keyId, value });
  }
  return Object.values(values);
}

/** The values of correlation keys that a message from outside carries, as a process of the office reads it. For hosts; never throws. */
export function keysOfMessage(
  program: Program,
  messageName: string,
  variables: JsonObject,
  at: number,
): readonly string[] {
  const { correlation } = program.plan;
  if (correlation === undefined) return [];
  const environment = feelEnvironment(program, { config: {} }, at);
  const values = valuesOf(correlation, messageName, (path) => {
    const result = program.expressions.get(path)?.evaluate(variables, environment);
    return result?.ok === true ? result.value : undefined;
  });
  return Object.values(values);
}
