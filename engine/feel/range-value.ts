import { compare, equal } from './compare.js';
import type { FeelRun } from './run.js';
import type { FeelRange, FeelValue } from './value.js';

/** Whether a range contains a value (DMN 1.5, 10.3.2); null where they cannot be compared. */
export function rangeContains(range: FeelRange, value: FeelValue, run: FeelRun): boolean | null {
  if (range.test !== undefined) {
    const same = equal(value, range.low ?? null, run);
    return same === null ? null : same === (range.test === '=');
  }
  let inside = true;
  if (range.low !== undefined) {
    const order = compare(value, range.low);
    if (order === null) return null;
    inside = order > 0 || (order === 0 && range.lowIncluded);
  }
  if (range.high !== undefined) {
    const order = compare(value, range.high);
    if (order === null) return null;
    inside &&= order < 0 || (order === 0 && range.highIncluded);
  }
  return inside;
}
