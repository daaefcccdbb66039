import type { Expected, Scalar, StoreRecord } from '../../seams/store.js';
import { compareValues, sameValue } from '../compare-values.js';
import type { Test } from '../query.js';
import type { TokenPhrase } from '../text-tokens.js';
import { at, scalarAt } from './memory-table.js';

const isScalar = (value: unknown): value is Exclude<Scalar, null> =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const inRange = (order: number, op: '>' | '>=' | '<' | '<='): boolean => {
  if (op === '>') return order > 0;
  if (op === '>=') return order >= 0;
  return op === '<' ? order < 0 : order <= 0;
};

const holds = (record: StoreRecord, test: Test): boolean => {
  const value = scalarAt(record, test.field);
  switch (test.kind) {
    case 'equals':
      return sameValue(value, test.value);
    case 'not':
      return !sameValue(value, test.value);
    case 'in':
      return test.values.some((candidate) => sameValue(value, candidate));
    case 'has': {
      const list = at(record, test.field);
      return (
        Array.isArray(list) &&
        list.some((item: unknown) => isScalar(item) && test.values.some((candidate) => sameValue(item, candidate)))
      );
    }
    case 'prefix':
      return typeof value === 'string' && value.startsWith(test.prefix);
    case 'range':
      return value !== undefined && value !== null && inRange(compareValues(value, test.value), test.op);
  }
};

/** True when all tests hold and, if there are alternatives, at least one of them. */
export function matches(record: StoreRecord, tests: readonly Test[], any: readonly (readonly Test[])[]): boolean {
  if (!tests.every((test) => holds(record, test))) return false;
  return any.length === 0 || any.some((alternative) => alternative.every((test) => holds(record, test)));
}

/** True when the fields of the record equal the expected ones. */
export function meets(record: StoreRecord, expected: Expected): boolean {
  return Object.entries(expected).every(([field, value]) => sameValue(scalarAt(record, field), value));
}

const phraseAt = (tokens: readonly string[], start: number, phrase: TokenPhrase): boolean =>
  phrase.tokens.every((wanted, i) => {
    const token = tokens[start + i];
    if (token === undefined) return false;
    return phrase.open && i === phrase.tokens.length - 1 ? token.startsWith(wanted) : token === wanted;
  });

/** True when the tokens contain every part of a query in one of its readings. */
export function containsPhrases(tokens: readonly string[], parts: readonly (readonly TokenPhrase[])[]): boolean {
  return parts.every((readings) =>
    readings.some((phrase) => tokens.some((_, start) => phraseAt(tokens, start, phrase))),
  );
}
