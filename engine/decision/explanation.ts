import { isForbiddenKey } from '../feel/kinds.js';
import type { FeelValue } from '../feel/value.js';
import type { JsonValue } from '../model/json.js';
import type { Traced } from './decision-scope.js';
import { plainValue } from './plain-value.js';

/** A rule that counted, with what it said: its outputs by column, `''` for a single column without a name. */
export interface MatchedRule {
  readonly ruleId: string;
  readonly outputs: Readonly<Record<string, JsonValue>>;
}

/**
 * What one decision, knowledge model or service of an evaluation rested on: the inputs of its tables by their expression, the rules that
 * counted (none when no rule matched and a default stands, or when its logic is no table), and its value.
 */
export interface MatchedRules {
  readonly decisionId: string;
  readonly ruleIds: readonly string[];
  readonly inputs: Readonly<Record<string, JsonValue>>;
  readonly rules: readonly MatchedRule[];
  readonly result: JsonValue;
}

/** What an evaluation rested on, as plain data that can be kept. */
export function explain(trace: readonly Traced[]): readonly MatchedRules[] {
  return trace.map(({ id, tables, value }) => {
    const inputs: Record<string, JsonValue> = {};
    const rules: MatchedRule[] = [];
    for (const table of tables) {
      table.labels.forEach((label, index) => {
        inputs[label] = plainValue(table.values[index] ?? null);
      });
      for (const { ruleId, outputs } of table.hits) rules.push({ ruleId, outputs: named(table.outputNames, outputs) });
    }
    return { decisionId: id, ruleIds: rules.map(({ ruleId }) => ruleId), inputs, rules, result: plainValue(value) };
  });
}

function named(names: readonly string[], values: readonly FeelValue[]): Readonly<Record<string, JsonValue>> {
  const result: Record<string, JsonValue> = {};
  names.forEach((name, index) => {
    result[name] = plainValue(values[index] ?? null);
  });
  return result;
}

const PATH = /^[\p{L}_][\p{L}\p{M}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{M}\p{N}_]*)*$/u;

/** What an input is called in explanations: a variable or path by itself, anything calculated by the title of its column. */
export function inputLabel(expression: string, title: string): string {
  return PATH.test(expression) ? expression : title;
}

/**
 * An explanation as the case history keeps it: an input whose expression is a path stands under the names of the path, so that whatever
 * protects values by their names (sealing, masks) finds it; any other input stands under its expression.
 */
export function keptExplanation(matched: MatchedRules): MatchedRules {
  const inputs: Record<string, JsonValue> = {};
  for (const [label, value] of Object.entries(matched.inputs)) {
    if (PATH.test(label)) place(inputs, label.split('.'), value);
    else inputs[label] = value;
  }
  return { ...matched, inputs };
}

function place(into: Record<string, JsonValue>, path: readonly string[], value: JsonValue): void {
  const [name = '', ...rest] = path;
  if (isForbiddenKey(name)) return;
  if (rest.length === 0) {
    into[name] = value;
    return;
  }
  const inner: Record<string, JsonValue> = {};
  const known = into[name];
  if (typeof known === 'object' && known !== null && !Array.isArray(known)) Object.assign(inner, known);
  into[name] = inner;
  place(inner, rest, value);
}
