import type { TypedFeel } from '../feel/compile-typed.js';
import { newRun } from '../feel/run.js';
import type { FeelValue } from '../feel/value.js';
import { equal } from '../feel/compare.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import { plainValue } from './plain-value.js';
import { constantsOf, literalOf } from './table-atoms.js';
import type { Table } from './table-model.js';
import type { Found, Point } from './table-search.js';
import { everywhere, shared, uncovered } from './table-search.js';
import type { Space } from './table-space.js';
import { spaceOf } from './table-space.js';

/**
 * What is found about a table. `overlap`: two rules match the same input where one is meant to; `contradiction`: two rules that may both
 * match say different things; `gap`: an input that no rule matches; `unreachable`: a rule that can never count; `unproven`: parts of
 * the table that cannot be decided. `example` is an input by the columns' titles; `certain` is false when that input may not exist, because it
 * is calculated or depends on others.
 */
export interface TableFinding {
  readonly kind: 'overlap' | 'contradiction' | 'gap' | 'unreachable' | 'unproven';
  readonly ruleIds: readonly string[];
  readonly example: JsonObject;
  readonly certain: boolean;
}

/** Most findings of one kind about one table. */
const MAX_FINDINGS = 20;

/**
 * Checks a decision table for what its hit policy does not mean (DMN 1.5, 8.2.10). Never says that there is no gap or overlap unless
 * that is proven; what cannot be decided is named once as `unproven`. Values that are null are left out unless a cell speaks of null.
 * What the author declares as intended is left out, too.
 */
export function checkTable(table: Table): readonly TableFinding[] {
  const space = spaceOf(table);
  if (!space) return table.intended.unproven ? [] : [unproven(table)];
  const { hitPolicy } = table.policy;
  const findings = [
    ...(hitPolicy === 'UNIQUE' || hitPolicy === 'ANY' ? sharedInputs(table, space) : []),
    ...unreachable(table, space),
    ...gaps(table, space),
  ];
  const proven = findings.filter(({ kind }) => kind !== 'unproven');
  const open = findings.find(({ kind }) => kind === 'unproven');
  return [...proven, ...(open && !table.intended.unproven ? [open] : [])];
}

function exampleOf({ dimensions }: Space, point: Point): JsonObject {
  const example: Record<string, JsonValue> = {};
  dimensions.forEach(({ label, atoms }, index) => {
    const atom = atoms?.[point[index] ?? -1];
    if (atom !== undefined) example[label] = plainValue(atom);
  });
  return example;
}

function isCertain({ dimensions }: Space): boolean {
  return dimensions.every(({ certain }) => certain);
}

/** The columns in which something cannot be decided, as the example of an `unproven` finding. */
function unproven(table: Table): TableFinding {
  const example: Record<string, JsonValue> = {};
  for (const rule of table.rules)
    for (const { column, test } of rule.tests)
      if (constantsOf(test) === undefined) example[table.inputs[column]?.title ?? ''] = test.source;
  return { kind: 'unproven', ruleIds: [], example, certain: true };
}

function sharedInputs(table: Table, space: Space): readonly TableFinding[] {
  const findings: TableFinding[] = [];
  const { rules, intended } = table;
  for (let one = 0; one < rules.length && findings.length < MAX_FINDINGS; one += 1) {
    for (let other = one + 1; other < rules.length && findings.length < MAX_FINDINGS; other += 1) {
      const ruleIds = [rules[one]?.id ?? '', rules[other]?.id ?? ''];
      if (intended.overlaps.some((group) => ruleIds.every((id) => group.has(id)))) continue;
      const differ = table.policy.hitPolicy === 'UNIQUE' ? true : outputsDiffer(table, one, other);
      if (differ === false) continue;
      const kind = outputsDiffer(table, one, other) === true ? 'contradiction' : 'overlap';
      const sure = shared(space, one, other, 'must');
      if (sure === 'unknown') return [...findings, unproven(table)];
      if (sure !== 'none' && differ !== undefined)
        findings.push({ kind, ruleIds, example: exampleOf(space, sure.point), certain: isCertain(space) });
      else if (shared(space, one, other, 'may') !== 'none') findings.push(unproven(table));
    }
  }
  return findings;
}

/** Whether two rules say different things; undefined when their outputs are calculated. */
function outputsDiffer(table: Table, one: number, other: number): boolean | undefined {
  let unknown = false;
  for (const column of table.outputs.keys()) {
    const [left, right] = [table.rules[one]?.outputs[column], table.rules[other]?.outputs[column]];
    if (left?.source.trim() === right?.source.trim()) continue;
    const [first, second] = [constant(left), constant(right)];
    if (first === undefined || second === undefined) unknown = true;
    else if (equal(first, second, newRun({})) !== true) return true;
  }
  return unknown ? undefined : false;
}

function constant(output: TypedFeel | undefined): FeelValue | undefined {
  return output === undefined ? null : literalOf(output);
}

/** Rules that an earlier rule, or one of a higher priority, always comes before; and rules whose cells let nothing pass. */
function unreachable(table: Table, space: Space): readonly TableFinding[] {
  return table.rules.flatMap((rule, index): readonly TableFinding[] => {
    if (table.intended.unreachable.has(rule.id)) return [];
    const inside = (space.rules[index] ?? []).map(({ may }) => may);
    const before = rivals(table, index);
    const found = uncovered(space, before, 'must', inside);
    if (found !== 'none') return found === 'unknown' ? [unproven(table)] : [];
    const ruleIds = [rule.id, ...before.map((one) => table.rules[one]?.id ?? '')];
    return [{ kind: 'unreachable', ruleIds, example: {}, certain: true }];
  });
}

/** The rules that count instead of a rule where both match. */
function rivals(table: Table, index: number): readonly number[] {
  const { hitPolicy, columns } = table.policy;
  if (hitPolicy === 'FIRST') return table.rules.slice(0, index).map((_, one) => one);
  if (hitPolicy !== 'PRIORITY') return [];
  const ranks = table.rules.map((rule) => rankOf(rule.outputs.map(constant), columns.priorities));
  const own = ranks[index];
  return own === undefined
    ? []
    : [...ranks.keys()].filter((one) => one !== index && before(ranks[one], one, own, index));
}

function before(rank: readonly number[] | undefined, at: number, own: readonly number[], index: number): boolean {
  if (rank === undefined) return false;
  for (const [column, value] of rank.entries()) {
    const difference = value - (own[column] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return at < index;
}

function rankOf(
  outputs: readonly (FeelValue | undefined)[],
  priorities: readonly (readonly FeelValue[])[],
): readonly number[] | undefined {
  const ranks: number[] = [];
  for (const [column, output] of outputs.entries()) {
    const place =
      output === undefined
        ? -1
        : (priorities[column] ?? []).findIndex((value) => equal(value, output, newRun({})) === true);
    if (place < 0 && (priorities[column] ?? []).length > 0) return undefined;
    ranks.push(place);
  }
  return ranks;
}

function gaps(table: Table, space: Space): readonly TableFinding[] {
  const { policy, intended, outputs } = table;
  const single =
    policy.hitPolicy === 'UNIQUE' ||
    policy.hitPolicy === 'ANY' ||
    policy.hitPolicy === 'FIRST' ||
    policy.hitPolicy === 'PRIORITY';
  if (!single || intended.gaps || outputs.some(({ fallback }) => fallback !== undefined)) return [];
  const all = [...table.rules.keys()];
  const search = (of: 'must' | 'may'): Found => uncovered(space, all, of, everywhere(space));
  const sure = search('may');
  if (sure !== 'none' && sure !== 'unknown')
    return [{ kind: 'gap', ruleIds: [], example: exampleOf(space, sure.point), certain: isCertain(space) }];
  return search('must') === 'none' ? [] : [unproven(table)];
}
