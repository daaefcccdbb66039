import { FeelFailure } from '../feel/budget.js';
import { newRun } from '../feel/run.js';
import { toJson } from '../feel/to-json.js';
import type { FeelValue } from '../feel/value.js';
import type { JsonValue } from '../model/json.js';

/** A value as plain JSON for people and for the history: what has no such form, or is too large to be kept, is null. */
export function plainValue(value: FeelValue): JsonValue {
  if (value === null || typeof value !== 'object') return value;
  try {
    return toJson(value, newRun({}));
  } catch (error) {
    if (error instanceof FeelFailure) return null;
    throw error;
  }
}
