import { compare, equal } from '../feel/compare.js';
import { calculate } from '../feel/arithmetic.js';
import { kindOf } from '../feel/kinds.js';
import type { FeelValue } from '../feel/value.js';
import type { DecisionRun } from './decision-scope.js';
import type { OutputColumns, Policy } from './table-policy.js';
import { failed } from './warn.js';

/** A rule that matched, with the value of each output column. */
export interface Hit {
  readonly ruleId: string;
  readonly outputs: readonly FeelValue[];
}

/** The value of a table and the hits it rests on, in the order in which they count. */
export interface PolicyResult {
  readonly value: FeelValue;
  readonly hits: readonly Hit[];
}

/**
 * Joins the hits, given in rule order and at least one, to the value of the table. Several hits of UNIQUE, different hits of ANY and
 * an aggregate over values that cannot be added or compared are null with a warning (DMN 1.5, 8.2.10).
 */
export function applyPolicy(policy: Policy, hits: readonly Hit[], run: DecisionRun): PolicyResult {
  const { hitPolicy, columns } = policy;
  const first = hits[0];
  const one = (hit: Hit | undefined): FeelValue => (hit ? valueOf(hit, columns) : null);
  const names = (between: string): string => hits.map((hit) => hit.ruleId).join(between);
  switch (hitPolicy) {
    case 'UNIQUE': {
      if (hits.length === 1) return { value: one(first), hits };
      const zh = `多条规则同时命中：${names('、')}`;
      return { value: failed(run, 'SEVERAL_RULES', zh, `More than one rule matched: ${names(', ')}`), hits };
    }
    case 'ANY': {
      if (
        hits.every((hit) =>
          hit.outputs.every((output, index) => equal(output, first?.outputs[index] ?? null, run) === true),
        )
      )
        return { value: one(first), hits };
      const zh = `命中规则的结果不一致：${names('、')}`;
      return { value: failed(run, 'RULES_DISAGREE', zh, `Matching rules disagree: ${names(', ')}`), hits };
    }
    case 'FIRST':
      return { value: one(first), hits: hits.slice(0, 1) };
    case 'PRIORITY': {
      const best = byPriority(hits, columns, run).slice(0, 1);
      return { value: one(best[0]), hits: best };
    }
    case 'RULE ORDER':
      return { value: hits.map(one), hits };
    case 'OUTPUT ORDER': {
      const sorted = byPriority(hits, columns, run);
      return { value: sorted.map(one), hits: sorted };
    }
    case 'COLLECT':
      return { value: collected(policy, hits.map(one), run), hits };
  }
}

function valueOf(hit: Hit, columns: OutputColumns): FeelValue {
  if (columns.names.length === 1) return hit.outputs[0] ?? null;
  const value: Record<string, FeelValue> = {};
  columns.names.forEach((name, index) => {
    value[name] = hit.outputs[index] ?? null;
  });
  return value;
}

/** Sorted by the first column's priorities, then the next; equal hits stay in rule order, values outside the list come last. */
function byPriority(hits: readonly Hit[], columns: OutputColumns, run: DecisionRun): readonly Hit[] {
  const rank = (hit: Hit, column: number): number => {
    const wanted = hit.outputs[column] ?? null;
    const place = (columns.priorities[column] ?? []).findIndex((value) => equal(value, wanted, run) === true);
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

function collected({ aggregation }: Policy, values: readonly FeelValue[], run: DecisionRun): FeelValue {
  if (aggregation === undefined) return values;
  if (aggregation === 'COUNT') return values.length;
  const step = aggregation === 'SUM' ? sum : extreme(aggregation === 'MIN' ? -1 : 1);
  let result: FeelValue | undefined;
  for (const value of values) {
    result = result === undefined ? step(value, value, true, run) : step(result, value, false, run);
    if (result === undefined) {
      return failed(run, 'NOT_AGGREGATED', `无法汇总：${aggregation}`, `Values that ${aggregation} cannot aggregate`);
    }
  }
  return result ?? null;
}

/** One step of an aggregation; undefined when the values do not go together. */
type Step = (so: FeelValue, next: FeelValue, begin: boolean, run: DecisionRun) => FeelValue | undefined;

/** What SUM adds, as the builtin `sum` does. */
const ADDED: readonly string[] = ['number', 'days and time duration', 'years and months duration'];

const sum: Step = (so, next, begin, run) => {
  const kind = kindOf(next);
  if (kind !== kindOf(so) || !ADDED.includes(kind)) return undefined;
  return begin ? next : (calculate('+', so, next, run) ?? undefined);
};

const extreme =
  (sign: 1 | -1): Step =>
  (so, next) => {
    const order = compare(next, so);
    if (order === null) return undefined;
    return order * sign > 0 ? next : so;
  };
