import { builtin, listVariant, variant } from '../builtin.js';
import { charge, chargeList } from '../budget.js';
import { callFunction } from '../call.js';
import { equal } from '../compare.js';
import { isList } from '../kinds.js';
import { truncated } from '../number.js';
import type { FeelRun } from '../run.js';
import type { List } from './list-algorithms.js';
import { contains, distinct, flattened, sorted } from './list-algorithms.js';
import type { FeelFunction, FeelNumber, FeelValue, FeelVariant } from '../value.js';

/** The index of a place counted from 1, or from the end below 0; undefined when there is no such place. */
function indexOf(list: List, place: FeelNumber): number | undefined {
  const whole = truncated(place);
  if (whole === 0 || Math.abs(whole) > list.length) return undefined;
  return whole > 0 ? whole - 1 : list.length + whole;
}

function joined(lists: readonly List[], run: FeelRun): List {
  chargeList(
    run,
    lists.reduce((sum, list) => sum + list.length, 0),
  );
  return lists.flat() as List;
}

function sublist(run: FeelRun, list: List, start: FeelNumber, length: FeelNumber | undefined): List | undefined {
  const from = indexOf(list, start);
  if (from === undefined) return undefined;
  const count = length === undefined ? list.length - from : truncated(length);
  if (count < 0 || from + count > list.length) return undefined;
  chargeList(run, count);
  return list.slice(from, from + count);
}

/** The list with `items` in place of as many elements as `taken` from a place on. */
function spliced(run: FeelRun, list: List, place: FeelNumber, taken: 0 | 1, items: List): List | undefined {
  const at = indexOf(list, place);
  if (at === undefined) return undefined;
  chargeList(run, list.length - taken + items.length);
  return list.toSpliced(at, taken, ...items);
}

function replaced(run: FeelRun, list: List, match: FeelFunction, item: FeelValue): List | undefined {
  if (match.parameters.length !== 2) return undefined;
  chargeList(run, list.length);
  const results: FeelValue[] = [];
  for (const old of list) {
    const answer = callFunction(match, [old, item], undefined, run);
    if (typeof answer !== 'boolean') return undefined;
    results.push(answer ? item : old);
  }
  return results;
}

/** A variant that takes any number of lists: `concatenate`, `union`. */
function manyLists(call: (run: FeelRun, lists: readonly List[]) => FeelValue | undefined): FeelVariant {
  return {
    parameters: [{ name: 'list', optional: false }],
    least: 1,
    rest: 'more',
    call: (args, run) => {
      const lists: List[] = [];
      for (const arg of args) {
        if (arg === undefined || arg === null) return undefined;
        lists.push(isList(arg) ? arg : [arg]);
      }
      return call(run, lists);
    },
  };
}

/** List functions (DMN 1.5, 10.3.4.4), those that do not calculate. */
export const LISTS = [
  builtin(
    'list contains',
    variant(
      [
        ['list', 'list'],
        ['element', 'any'],
      ],
      (run, list, value) => contains(list, value, run),
    ),
  ),
  builtin(
    'count',
    variant([['list', 'list']], (_run, list) => list.length),
  ),
  builtin(
    'sublist',
    variant(
      [
        ['list', 'list'],
        ['start position', 'number'],
        ['length??', 'number'],
      ],
      sublist,
    ),
  ),
  builtin('append', {
    parameters: [
      { name: 'list', optional: false },
      { name: 'item', optional: true },
    ],
    least: 1,
    rest: 'more',
    call: ([list, ...items], run) => {
      if (list === undefined || list === null) return undefined;
      return joined([isList(list) ? list : [list], items.filter((item) => item !== undefined)], run);
    },
  }),
  builtin(
    'concatenate',
    manyLists((run, lists) => joined(lists, run)),
  ),
  builtin(
    'union',
    manyLists((run, lists) => distinct(joined(lists, run), run)),
  ),
  builtin(
    'insert before',
    variant(
      [
        ['list', 'list'],
        ['position', 'number'],
        ['newItem', 'any'],
      ],
      (run, list, place, item) => spliced(run, list, place, 0, [item]),
    ),
  ),
  builtin(
    'remove',
    variant(
      [
        ['list', 'list'],
        ['position', 'number'],
      ],
      (run, list, place) => spliced(run, list, place, 1, []),
    ),
  ),
  builtin(
    'list replace',
    variant(
      [
        ['list', 'list'],
        ['match', 'function'],
        ['newItem', 'any'],
      ],
      replaced,
    ),
    variant(
      [
        ['list', 'list'],
        ['position', 'number'],
        ['newItem', 'any'],
      ],
      (run, list, place, item) => spliced(run, list, place, 1, [item]),
    ),
  ),
  builtin(
    'reverse',
    variant([['list', 'list']], (run, list) => {
      chargeList(run, list.length);
      return list.toReversed();
    }),
  ),
  builtin(
    'index of',
    variant(
      [
        ['list', 'list'],
        ['match', 'any'],
      ],
      (run, list, match) => {
        charge(run, list.length);
        return list.flatMap((item, index) => (equal(item, match, run) === true ? [index + 1] : []));
      },
    ),
  ),
  builtin(
    'distinct values',
    variant([['list', 'list']], (run, list) => distinct(list, run)),
  ),
  builtin(
    'flatten',
    variant([['list', 'list']], (run, list) => flattened(list, run)),
  ),
  builtin(
    'sort',
    variant(
      [
        ['list', 'list'],
        ['precedes', 'function'],
      ],
      (run, list, precedes) => {
        if (precedes.parameters.length !== 2) return undefined;
        chargeList(run, list.length);
        return sorted(list, (one, other) => callFunction(precedes, [one, other], undefined, run) === true);
      },
    ),
  ),
  builtin(
    'all',
    listVariant((_run, list) => conjunction(list, false)),
  ),
  builtin(
    'any',
    listVariant((_run, list) => conjunction(list, true)),
  ),
];

/** `any` where `decisive` is true, `all` where it is false: three-valued over truth values. */
function conjunction(list: List, decisive: boolean): boolean | null | undefined {
  if (list.some((item) => item !== null && typeof item !== 'boolean')) return undefined;
  if (list.includes(decisive)) return decisive;
  return list.includes(null) ? null : !decisive;
}
