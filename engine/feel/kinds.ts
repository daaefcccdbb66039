import { Decimal } from './decimal.js';
import type { FeelContext, FeelKindName, FeelRecord, FeelValue } from './value.js';
import { FEEL } from './value.js';

/** The kind of a value, by FEEL's name of it. */
export function kindOf(value: FeelValue): FeelKindName {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'number':
      return 'number';
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
    default:
  }
  if (isList(value)) return 'list';
  if (value instanceof Decimal) return 'number';
  return isRecord(value) ? value[FEEL] : 'context';
}

/** Whether a value is a list. */
export function isList(value: FeelValue | undefined): value is readonly FeelValue[] {
  return Array.isArray(value);
}

/** Whether a value is one of the marked records: a date, time, duration, range or function. */
export function isRecord(value: FeelValue | undefined): value is FeelRecord {
  return typeof value === 'object' && value !== null && FEEL in value;
}

/** Whether a value is a context. */
export function isContext(value: FeelValue | undefined): value is FeelContext {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(FEEL in value) &&
    !(value instanceof Decimal)
  );
}

/** Keys that mean something to JavaScript itself; never data (`engine/model/json.ts`). */
export function isForbiddenKey(key: string): boolean {
  return key === '__proto__' || key === 'constructor' || key === 'prototype';
}

/** The entry of a context; undefined when there is none. */
export function entryOf(context: FeelContext, key: string): FeelValue | undefined {
  return Object.hasOwn(context, key) && !isForbiddenKey(key) ? context[key] : undefined;
}
