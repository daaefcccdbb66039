import type { Expected, Scalar, StoreRecord } from '../../seams/store.js';
import { compareValues, sameValue } from '../compare-values.js';
import { expectedTests, type Test } from '../query.js';
import { at } from './memory-table.js';

/** Lists and objects equal no scalar, and they are not null. */
const isScalar = (value: unknown): value is Scalar | undefined => typeof value !== 'object' || value === null;

const equals = (value: unknown, wanted: Scalar): boolean => isScalar(value) && sameValue(value, wanted);

const ORDERS = {
  '>': (order: number) => order > 0,
  '>=': (order: number) => order >= 0,
  '<': (order: number) => order < 0,
  '<=': (order: number) => order <= 0,
} as const;

const inRange = (value: unknown, test: Test & { readonly kind: 'range' }): boolean => {
  if (value === undefined || value === null || !isScalar(value)) return false;
  // Numbers are compared with numbers and text with text.
  if ((typeof value === 'string') !== (typeof test.value === 'string')) return false;
  return ORDERS[test.op](compareValues(value, test.value));
};

const holds = (record: StoreRecord, test: Test): boolean => {
  const value = at(record, test.field);
  switch (test.kind) {
    case 'equals':
      return equals(value, test.value);
    case 'not':
      return !equals(value, test.value);
    case 'in':
      return test.values.some((candidate) => equals(value, candidate));
    case 'has':
      return (
        Array.isArray(value) &&
        value.some(
          (item: unknown) =>
            item !== null && test.values.some((candidate) => candidate !== null && equals(item, candidate)),
        )
      );
    case 'prefix':
      return typeof value === 'string' && value.startsWith(test.prefix);
    case 'range':
      return inRange(value, test);
  }
};

/** True when all tests hold and, if there are alternatives, at least one of them. */
export function matches(record: StoreRecord, tests: readonly Test[], any: readonly (readonly Test[])[]): boolean {
  if (!tests.every((test) => holds(record, test))) return false;
  return any.length === 0 || any.some((alternative) => alternative.every((test) => holds(record, test)));
}

/** True when the fields of the record equal the expected ones. */
export function meets(record: StoreRecord, expected: Expected): boolean {
  return expectedTests(expected).every((test) => holds(record, test));
}
