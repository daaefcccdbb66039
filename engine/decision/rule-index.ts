import type { FeelValue } from '../feel/value.js';
import type { QuickTest, QuickValue } from './quick-test.js';
import type { Rule, RuleIndex, RuleSet } from './table-model.js';

/** Rules in one word: all bits of a small integer. */
const WORD = 31;

/** Tables of more rules are searched rule by rule: their index would be large. */
const MAX_RULES = 400;

type Lookup = (value: FeelValue) => RuleSet | undefined;

/**
 * Makes the index of a table: for each column the rules that match, by value for texts and truth values, by the stretch between two
 * limits for numbers. Undefined when a cell has no short way, a column mixes kinds, or there are too many rules.
 */
export function ruleIndex(rules: readonly Rule[], width: number): RuleIndex | undefined {
  if (rules.length > MAX_RULES) return undefined;
  const lookups: { readonly column: number; readonly find: Lookup }[] = [];
  for (let column = 0; column < width; column += 1) {
    const cells = rules.map((rule) => rule.tests.filter((cell) => cell.column === column));
    const quick = cells.flatMap((one) => one.map((cell) => cell.quick));
    const [first] = quick;
    if (quick.length === 0) continue;
    if (!first || quick.some((one) => one?.kind !== first.kind)) return undefined;
    const tests = cells.map((one) => one[0]?.quick);
    lookups.push({ column, find: first.kind === 'number' ? byStretch(tests) : byValue(first.kind, tests) });
  }
  const all = ruleSet(rules.map(() => true));
  return (values) => {
    let matching = all;
    for (const { column, find } of lookups) {
      const found = find(values[column] ?? null);
      if (found === undefined) return undefined;
      matching = matching === all ? found : both(matching, found);
    }
    return matching;
  };
}

/** Calls back for each rule of a set in order, until it answers false. */
export function eachRule(set: RuleSet, visit: (rule: number) => boolean): void {
  for (let word = 0; word < set.length; word += 1) {
    for (let bits = set[word] ?? 0; bits !== 0; bits &= bits - 1) {
      if (!visit(word * WORD + 31 - Math.clz32(bits & -bits))) return;
    }
  }
}

function both(left: RuleSet, right: RuleSet): RuleSet {
  if (left.length === 1) return [(left[0] ?? 0) & (right[0] ?? 0)];
  return left.map((word, index) => word & (right[index] ?? 0));
}

function ruleSet(matches: readonly boolean[]): RuleSet {
  const words = new Array<number>(Math.max(1, Math.ceil(matches.length / WORD))).fill(0);
  matches.forEach((match, rule) => {
    const word = Math.floor(rule / WORD);
    if (match) words[word] = (words[word] ?? 0) | (1 << (rule % WORD));
  });
  return words;
}

/** The rules whose cell in a column holds of a value; an empty cell always holds. */
function setOf(tests: readonly (QuickTest | undefined)[], value: QuickValue): RuleSet {
  return ruleSet(tests.map((test) => test === undefined || test.holds(value)));
}

function byValue(kind: 'string' | 'boolean', tests: readonly (QuickTest | undefined)[]): Lookup {
  const known = new Set(tests.flatMap((test) => test?.constants ?? []));
  const sets = new Map<FeelValue, RuleSet>([...known].map((value) => [value, setOf(tests, value)]));
  let other = '';
  while (known.has(other)) other += '~';
  const rest = kind === 'string' ? setOf(tests, other) : ruleSet(tests.map((test) => test === undefined));
  if (kind === 'boolean') for (const truth of [true, false]) sets.set(truth, setOf(tests, truth));
  return (value) => (typeof value === kind ? (sets.get(value) ?? rest) : undefined);
}

function byStretch(tests: readonly (QuickTest | undefined)[]): Lookup {
  const constants = tests.flatMap((test) => test?.constants ?? []).filter((value) => typeof value === 'number');
  const limits = [...new Set(constants)].toSorted((a, b) => a - b);
  const at = limits.map((limit) => setOf(tests, limit));
  // Before the first limit, then after each: halfway to the next one, which is a number of that stretch if it has any.
  const after = [-Infinity, ...limits].map((limit, index) => {
    const next = limits[index] ?? Infinity;
    return setOf(
      tests,
      Number.isFinite(limit) && Number.isFinite(next) ? (limit + next) / 2 : index === 0 ? -Infinity : Infinity,
    );
  });
  return (value) => {
    if (typeof value !== 'number') return undefined;
    let [low, high] = [0, limits.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((limits[middle] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    return limits[low] === value ? at[low] : after[low];
  };
}
