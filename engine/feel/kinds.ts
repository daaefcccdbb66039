import { Decimal } from './decimal.js';
import type { FeelContext, FeelKindName, FeelRecord, FeelValue } from './value.js';
import { FEEL } from './value.js';

/** What an object is marked with: the kind of a record, `number` for a decimal, nothing for lists and contexts. */
type Mark = FeelRecord[typeof FEEL] | 'number' | undefined;

// Decimals carry the mark as well, so that one look tells every kind of object: this is the most frequent question there is.
Object.defineProperty(Decimal.prototype, FEEL, { value: 'number' });

function markOf(value: object): Mark {
  return (value as { readonly [FEEL]?: Mark })[FEEL];
}

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
  return isList(value) ? 'list' : (markOf(value) ?? 'context');
}

/** Whether a value is a list. */
export function isList(value: FeelValue | undefined): value is readonly FeelValue[] {
  return Array.isArray(value);
}

/** Whether a value is one of the marked records: a date, time, duration, range or function. */
export function isRecord(value: FeelValue | undefined): value is FeelRecord {
  if (typeof value !== 'object' || value === null) return false;
  const mark = markOf(value);
  return mark !== undefined && mark !== 'number';
}

/** Whether a value is a context. */
export function isContext(value: FeelValue | undefined): value is FeelContext {
  return typeof value === 'object' && value !== null && markOf(value) === undefined && !Array.isArray(value);
}

/** Keys that mean something to JavaScript itself; never data (`engine/model/json.ts`). */
export function isForbiddenKey(key: string): boolean {
  return key === '__proto__' || key === 'constructor' || key === 'prototype';
}

/** The entry of a context; undefined when there is none. */
export function entryOf(context: FeelContext, key: string): FeelValue | undefined {
  return Object.hasOwn(context, key) && !isForbiddenKey(key) ? context[key] : undefined;
}

/** Whether a key can be read from a context without asking whether it is its own: nothing that JavaScript's objects have of themselves. */
export function isPlainKey(key: string): boolean {
  return !(key in Object.prototype) && key !== 'prototype';
}
