import { builtin, listVariant } from '../builtin.js';
import { charge } from '../budget.js';
import { compare } from '../compare.js';
import { calculate } from '../arithmetic.js';
import { add, compareNumbers, divide, fromDecimal, isNumber, multiply, subtract, toDecimal } from '../number.js';
import { kindOf } from '../kinds.js';
import type { FeelRun } from '../run.js';
import type { FeelNumber, FeelValue } from '../value.js';

/** The items as numbers; undefined when one is none. */
function numbersOf(run: FeelRun, list: readonly FeelValue[]): readonly FeelNumber[] | undefined {
  charge(run, list.length * 8);
  return list.every(isNumber) ? list : undefined;
}

function folded(
  list: readonly FeelNumber[],
  join: (one: FeelNumber, other: FeelNumber) => FeelNumber | null,
): FeelNumber | undefined {
  let result: FeelNumber | undefined;
  for (const item of list) result = result === undefined ? item : (join(result, item) ?? undefined);
  return result;
}

/** The least item by order (`sign` 1) or the greatest (-1); undefined when two cannot be compared. */
function extreme(run: FeelRun, list: readonly FeelValue[], sign: number): FeelValue | undefined {
  charge(run, list.length);
  let best = list[0];
  for (const item of list) {
    const order = best === undefined ? null : compare(item, best);
    if (order === null) return undefined;
    if (order * sign < 0) best = item;
  }
  return best;
}

function isDuration(value: FeelValue): boolean {
  const kind = kindOf(value);
  return kind === 'days and time duration' || kind === 'years and months duration';
}

/** The sum of numbers, or of durations of one kind. */
function sum(run: FeelRun, list: readonly FeelValue[]): FeelValue | undefined {
  const numbers = numbersOf(run, list);
  if (numbers) return folded(numbers, add);
  if (list.some((item) => typeof item === 'string')) return undefined;
  let result = list[0];
  for (const item of list.slice(1)) {
    const next = result === undefined ? undefined : calculate('+', result, item, run);
    if (next === undefined || next === null) return undefined;
    result = next;
  }
  const [first] = list;
  return list.length > 1 || (first !== undefined && isDuration(first)) ? result : undefined;
}

function sortedNumbers(list: readonly FeelNumber[]): readonly FeelNumber[] {
  return list.toSorted(compareNumbers);
}

function median(run: FeelRun, list: readonly FeelValue[]): FeelValue | undefined {
  const numbers = numbersOf(run, list);
  if (numbers === undefined || numbers.length === 0) return undefined;
  const sorted = sortedNumbers(numbers);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (low === undefined || high === undefined) return undefined;
  if (low === high) return low;
  const both = add(low, high);
  return both === null ? undefined : divide(both, 2);
}

/** The values that are most frequent, in ascending order; of none, none (10.3.4.4, mode). */
function mode(run: FeelRun, list: readonly FeelValue[]): readonly FeelNumber[] | undefined {
  const numbers = numbersOf(run, list);
  if (numbers === undefined) return undefined;
  const groups: { value: FeelNumber; count: number }[] = [];
  for (const value of sortedNumbers(numbers)) {
    const last = groups.at(-1);
    if (last !== undefined && compareNumbers(last.value, value) === 0) last.count += 1;
    else groups.push({ value, count: 1 });
  }
  const most = Math.max(...groups.map(({ count }) => count), 0);
  return groups.filter(({ count }) => count === most).map(({ value }) => value);
}

/** The deviation of a sample (10.3.4.4, stddev): of fewer than two numbers there is none. */
function stddev(run: FeelRun, list: readonly FeelValue[]): FeelValue | undefined {
  const numbers = numbersOf(run, list);
  if (numbers === undefined || numbers.length < 2) return undefined;
  const total = folded(numbers, add);
  const mean = total === undefined ? null : divide(total, numbers.length);
  if (mean === null) return undefined;
  const squares = numbers.map((item) => {
    const gap = subtract(item, mean);
    return gap === null ? null : multiply(gap, gap);
  });
  if (!squares.every((square) => square !== null)) return undefined;
  const spread = divide(folded(squares, add) ?? 0, numbers.length - 1);
  return spread === null ? undefined : fromDecimal(toDecimal(spread).sqrt());
}

/** List functions (DMN 1.5, 10.3.4.4) that calculate with the items. Of an empty list there is no value. */
export const STATISTICS = [
  builtin(
    'min',
    listVariant((run, list) => extreme(run, list, 1)),
  ),
  builtin(
    'max',
    listVariant((run, list) => extreme(run, list, -1)),
  ),
  builtin('sum', listVariant(sum)),
  builtin(
    'product',
    listVariant((run, list) => {
      const numbers = numbersOf(run, list);
      return numbers && folded(numbers, multiply);
    }),
  ),
  builtin(
    'mean',
    listVariant((run, list) => {
      const numbers = numbersOf(run, list);
      const total = numbers && folded(numbers, add);
      return total === undefined ? undefined : divide(total, list.length);
    }),
  ),
  builtin('median', listVariant(median)),
  builtin('mode', listVariant(mode)),
  builtin('stddev', listVariant(stddev)),
];
