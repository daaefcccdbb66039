import { charge } from './budget.js';
import { entryOf, isContext, isList, isRecord } from './kinds.js';
import { compareNumbers, isNumber } from './number.js';
import { secondOfDay, utcInstant, utcSecond } from './temporal.js';
import type { FeelRun } from './run.js';
import type { FeelDate, FeelRange, FeelRecord, FeelValue } from './value.js';
import { FEEL } from './value.js';

/**
 * Whether two values are equal (DMN 1.5, 10.3.2); null when they are of different kinds and neither is null. Times are compared to the
 * second: the property `second` has no fraction (10.3.2).
 */
export function equal(left: FeelValue, right: FeelValue, run: FeelRun): boolean | null {
  if (left === right) return true;
  if (left === null || right === null) return false;
  const kind = typeof left;
  if (kind !== 'object') {
    if (kind === typeof right) return left === right;
    return isNumber(left) && isNumber(right) ? compareNumbers(left, right) === 0 : null;
  }
  charge(run, 1);
  if (isNumber(left)) return isNumber(right) ? compareNumbers(left, right) === 0 : null;
  if (isList(left)) return isList(right) ? equalLists(left, right, run) : null;
  if (isRecord(left)) return isRecord(right) ? equalRecords(left, right, run) : null;
  if (!isContext(left) || !isContext(right)) return null;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  for (const key of keys) {
    const [one, other] = [entryOf(left, key), entryOf(right, key)];
    if (one === undefined || other === undefined || equal(one, other, run) !== true) return false;
  }
  return true;
}

function equalLists(left: readonly FeelValue[], right: readonly FeelValue[], run: FeelRun): boolean {
  charge(run, left.length);
  return left.length === right.length && left.every((item, index) => equal(item, right[index] ?? null, run) === true);
}

function equalRecords(left: FeelRecord, right: FeelRecord, run: FeelRun): boolean | null {
  if (left[FEEL] === 'function') return right[FEEL] === 'function' ? false : null;
  if (left[FEEL] === 'range') return right[FEEL] === 'range' ? equalRanges(left, right, run) : null;
  const order = compareRecords(left, right);
  return order === null ? null : order === 0;
}

function equalRanges(left: FeelRange, right: FeelRange, run: FeelRun): boolean {
  const same = (one: FeelValue | undefined, other: FeelValue | undefined): boolean =>
    one === undefined || other === undefined ? one === other : equal(one, other, run) === true;
  return (
    left.test === right.test &&
    left.lowIncluded === right.lowIncluded &&
    left.highIncluded === right.highIncluded &&
    same(left.low, right.low) &&
    same(left.high, right.high)
  );
}

/** Negative, zero or positive for two values of one ordered kind (10.3.2); null when there is no order between them. */
export function compare(left: FeelValue, right: FeelValue): number | null {
  if (isNumber(left)) return isNumber(right) ? compareNumbers(left, right) : null;
  if (typeof left === 'string') return typeof right === 'string' ? compareText(left, right) : null;
  return isRecord(left) && isRecord(right) ? compareRecords(left, right) : null;
}

/** By code points, which is not the order of UTF-16 units above U+FFFF. */
function compareText(left: string, right: string): number {
  if (left === right) return 0;
  const shorter = Math.min(left.length, right.length);
  for (let index = 0; index < shorter; index += 1) {
    const [one, other] = [left.charCodeAt(index), right.charCodeAt(index)];
    if (one === other) continue;
    const surrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;
    if (surrogate(one) !== surrogate(other)) return surrogate(one) ? 1 : -1;
    return one < other ? -1 : 1;
  }
  return left.length - right.length;
}

function compareDates(left: FeelDate, right: FeelDate): number {
  return left.year - right.year || left.month - right.month || left.day - right.day;
}

function compareRecords(left: FeelRecord, right: FeelRecord): number | null {
  switch (left[FEEL]) {
    case 'date':
      return right[FEEL] === 'date' ? compareDates(left, right) : null;
    case 'time':
      if (right[FEEL] !== 'time') return null;
      return left.offset === right.offset && left.zone === right.zone
        ? secondOfDay(left) - secondOfDay(right)
        : utcSecond(left) - utcSecond(right);
    case 'date and time': {
      if (right[FEEL] !== 'date and time') return null;
      const local = left.time.offset === right.time.offset && left.time.zone === right.time.zone;
      if (local) return compareDates(left.date, right.date) || secondOfDay(left.time) - secondOfDay(right.time);
      const [one, other] = [utcInstant(left), utcInstant(right)];
      return one[0] - other[0] || one[1] - other[1];
    }
    case 'days and time duration': {
      if (right[FEEL] !== 'days and time duration') return null;
      return left.nanos < right.nanos ? -1 : left.nanos > right.nanos ? 1 : 0;
    }
    case 'years and months duration':
      return right[FEEL] === 'years and months duration' ? left.months - right.months : null;
    default:
      return null;
  }
}
