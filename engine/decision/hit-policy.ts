import type { JsonObject, JsonValue } from '../model/json.js';
import type { Text } from '../model/text.js';

/** Hit policies of decision tables (DMN 1.5, 8.2.10). */
export const HIT_POLICIES = ['UNIQUE', 'ANY', 'PRIORITY', 'FIRST', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER'] as const;
export type HitPolicy = (typeof HIT_POLICIES)[number];

/** Aggregators of COLLECT (DMN 1.5, 8.2.10). */
export const AGGREGATIONS = ['SUM', 'COUNT', 'MIN', 'MAX'] as const;
export type Aggregation = (typeof AGGREGATIONS)[number];

/** A rule that matched, with the value of each output column. */
export interface Hit {
  readonly ruleId: string;
  readonly outputs: readonly JsonValue[];
}

/** Columns of a table: output names (one unnamed column allowed) and, per column, allowed values in order of priority. */
export interface OutputColumns {
  readonly names: readonly string[];
  readonly priorities: readonly (readonly JsonValue[])[];
}

/** The value of the table and the rules it rests on; or why there is none. */
export type PolicyResult =
  | { readonly ok: true; readonly value: JsonValue; readonly ruleIds: readonly string[] }
  | { readonly ok: false; readonly message: Text };

/**
 * Joins the hits, given in rule order and at least one, to the value of the table. Several hits of UNIQUE, different hits of ANY and
 * an aggregate over values that cannot be added or compared are failures.
 */
export function applyPolicy(
  policy: HitPolicy,
  aggregation: Aggregation | undefined,
  hits: readonly Hit[],
  columns: OutputColumns,
): PolicyResult {
  const values = (list: readonly Hit[]): JsonValue[] => list.map((hit) => valueOf(hit, columns));
  const all = hits.map((hit) => hit.ruleId);
  const one = (hit: Hit | undefined): PolicyResult =>
    hit
      ? { ok: true, value: valueOf(hit, columns), ruleIds: [hit.ruleId] }
      : failure('没有命中规则', 'No rule matched');
  switch (policy) {
    case 'UNIQUE':
      return hits.length === 1
        ? one(hits[0])
        : failure(`多条规则同时命中：${all.join('、')}`, `More than one rule matched: ${all.join(', ')}`);
    case 'ANY':
      if (new Set(hits.map((hit) => JSON.stringify(hit.outputs))).size === 1)
        return { ...one(hits[0]), ...{ ruleIds: all } };
      return failure(`命中规则的结果不一致：${all.join('、')}`, `Matching rules disagree: ${all.join(', ')}`);
    case 'FIRST':
      return one(hits[0]);
    case 'PRIORITY':
      return one(byPriority(hits, columns)[0]);
    case 'RULE ORDER':
      return { ok: true, value: values(hits), ruleIds: all };
    case 'OUTPUT ORDER': {
      const sorted = byPriority(hits, columns);
      return { ok: true, value: values(sorted), ruleIds: sorted.map((hit) => hit.ruleId) };
    }
    case 'COLLECT': {
      if (aggregation === undefined) return { ok: true, value: values(hits), ruleIds: all };
      const value = aggregate(aggregation, values(hits));
      if (value !== undefined) return { ok: true, value, ruleIds: all };
      return failure(`无法汇总：${aggregation}`, `Values that ${aggregation} cannot aggregate`);
    }
  }
}

function failure(zh: string, en: string): PolicyResult {
  return { ok: false, message: { zh, en } };
}

function valueOf(hit: Hit, columns: OutputColumns): JsonValue {
  if (columns.names.length === 1) return hit.outputs[0] ?? null;
  const value: Record<string, JsonValue> = {};
  columns.names.forEach((name, index) => {
    value[name] = hit.outputs[index] ?? null;
  });
  return value satisfies JsonObject;
}

/** Sorted by the first column's priorities, then the next; equal hits stay in rule order, values outside the list come last. */
function byPriority(hits: readonly Hit[], columns: OutputColumns): readonly Hit[] {
  const rank = (hit: Hit, column: number): number => {
    const wanted = JSON.stringify(hit.outputs[column] ?? null);
    const place = (columns.priorities[column] ?? []).findIndex((value) => JSON.stringify(value) === wanted);
    return place < 0 ? Number.MAX_SAFE_INTEGER : place;
  };
  return hits.toSorted((a, b) => {
    for (let column = 0; column < columns.names.length; column += 1) {
      const difference = rank(a, column) - rank(b, column);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

function aggregate(aggregation: Aggregation, values: readonly JsonValue[]): JsonValue | undefined {
  if (aggregation === 'COUNT') return values.length;
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length === values.length) {
    if (aggregation === 'SUM') return numbers.reduce((sum, value) => sum + value, 0);
    return aggregation === 'MIN' ? Math.min(...numbers) : Math.max(...numbers);
  }
  const texts = values.filter((value) => typeof value === 'string').sort();
  if (aggregation === 'SUM' || texts.length !== values.length) return undefined;
  return texts.at(aggregation === 'MIN' ? 0 : -1);
}
