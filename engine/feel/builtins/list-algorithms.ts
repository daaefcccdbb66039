import { charge, chargeList } from '../budget.js';
import { equal } from '../compare.js';
import { isList } from '../kinds.js';
import type { FeelRun } from '../run.js';
import type { FeelValue } from '../value.js';

/** A list as the algorithms take it. */
export type List = readonly FeelValue[];

/** Whether a list holds a value that equals this one. */
export function contains(list: List, value: FeelValue, run: FeelRun): boolean {
  charge(run, list.length);
  return list.some((item) => equal(item, value, run) === true);
}

/** The items without those that equal an earlier one. */
export function distinct(list: List, run: FeelRun): List {
  chargeList(run, list.length);
  const plain = new Set<FeelValue>();
  const others: FeelValue[] = [];
  const kept: FeelValue[] = [];
  for (const item of list) {
    if (item === null || typeof item !== 'object') {
      if (plain.has(item)) continue;
      plain.add(item);
    } else {
      charge(run, others.length * 4);
      if (contains(others, item, run)) continue;
      others.push(item);
    }
    kept.push(item);
  }
  return kept;
}

/** The items of lists within lists, in one list. */
export function flattened(list: List, run: FeelRun): List {
  const flat: FeelValue[] = [];
  const visit = (items: List): void => {
    charge(run, items.length + 1);
    for (const item of items) {
      if (isList(item)) visit(item);
      else flat.push(item);
    }
  };
  visit(list);
  chargeList(run, flat.length);
  return flat;
}

/** A stable merge sort that asks only whether one item precedes another. */
export function sorted(list: List, precedes: (one: FeelValue, other: FeelValue) => boolean): List {
  if (list.length < 2) return list;
  const middle = list.length >> 1;
  const [left, right] = [sorted(list.slice(0, middle), precedes), sorted(list.slice(middle), precedes)];
  const merged: FeelValue[] = [];
  let [one, other] = [0, 0];
  while (one < left.length && other < right.length) {
    const [first, second] = [left[one] ?? null, right[other] ?? null];
    if (precedes(second, first)) {
      merged.push(second);
      other += 1;
    } else {
      merged.push(first);
      one += 1;
    }
  }
  return [...merged, ...left.slice(one), ...right.slice(other)];
}
