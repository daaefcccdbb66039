import { PlatformError } from '../seams/platform-error.js';
import type { Condition, Expected, Query, Scalar, SortKey, Where } from '../seams/store.js';
import { fieldParts } from './field-path.js';

/** Largest page. */
export const MAX_LIMIT = 1000;

/** A condition with its kind, ready to be carried out by any adapter. */
export type Test =
  | { readonly kind: 'equals'; readonly field: string; readonly value: Scalar }
  | { readonly kind: 'not'; readonly field: string; readonly value: Scalar }
  | { readonly kind: 'in'; readonly field: string; readonly values: readonly Scalar[] }
  | { readonly kind: 'has'; readonly field: string; readonly values: readonly Scalar[] }
  | { readonly kind: 'prefix'; readonly field: string; readonly prefix: string }
  | {
      readonly kind: 'range';
      readonly field: string;
      readonly op: '>' | '>=' | '<' | '<=';
      readonly value: number | string;
    };

/** A query with defaults filled in and everything checked. `after` are the sort values and the `_id` of the last record seen. */
export interface PlannedQuery {
  readonly tests: readonly Test[];
  readonly any: readonly (readonly Test[])[];
  /** Ends with `_id`. */
  readonly sort: readonly { readonly field: string; readonly descending: boolean }[];
  readonly limit: number;
  readonly after?: readonly Scalar[];
}

const isScalar = (value: unknown): value is Scalar =>
  value === null ||
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value));

const scalars = (field: string, values: readonly Scalar[]): readonly Scalar[] => {
  if (!Array.isArray(values) || !values.every(isScalar)) throw new PlatformError('BAD_QUERY', `values of ${field}`);
  return values;
};

const RANGES = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

const testsOfField = (field: string, condition: Condition): readonly Test[] => {
  fieldParts(field);
  if (isScalar(condition)) return [{ kind: 'equals', field, value: condition }];
  if (typeof condition !== 'object') throw new PlatformError('BAD_QUERY', `condition of ${field}`);
  if ('in' in condition) return [{ kind: 'in', field, values: scalars(field, condition.in) }];
  if ('has' in condition) return [{ kind: 'has', field, values: scalars(field, condition.has) }];
  if ('not' in condition && isScalar(condition.not)) return [{ kind: 'not', field, value: condition.not }];
  if ('prefix' in condition && typeof condition.prefix === 'string')
    return [{ kind: 'prefix', field, prefix: condition.prefix }];
  const tests: Test[] = [];
  for (const [key, value] of Object.entries(condition)) {
    const known =
      Object.hasOwn(RANGES, key) &&
      (typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value)));
    if (!known) throw new PlatformError('BAD_QUERY', `condition ${key} of ${field}`);
    tests.push({ kind: 'range', field, op: RANGES[key as keyof typeof RANGES], value: value as number | string });
  }
  if (tests.length === 0) throw new PlatformError('BAD_QUERY', `empty condition of ${field}`);
  return tests;
};

/** The conditions of a `where` as tests. Throws BAD_QUERY. */
export function testsOf(where: Where | undefined): readonly Test[] {
  return Object.entries(where ?? {}).flatMap(([field, condition]) => testsOfField(field, condition));
}

/** Expected fields as tests. Throws BAD_QUERY for anything but scalars. */
export function expectedTests(expected: Expected | undefined): readonly Test[] {
  return Object.entries(expected ?? {}).map(([field, value]) => {
    fieldParts(field);
    if (!isScalar(value)) throw new PlatformError('BAD_QUERY', `expected ${field}`);
    return { kind: 'equals', field, value };
  });
}

/** Checks a limit: 1 to MAX_LIMIT, default 100. Throws BAD_QUERY. */
export function limitOf(limit: number | undefined): number {
  const value = limit ?? 100;
  if (!Number.isInteger(value) || value < 1 || value > MAX_LIMIT)
    throw new PlatformError('BAD_QUERY', `limit ${String(limit)}`);
  return value;
}

/** Checks where counting is to stop: a whole number from 1; undefined: nowhere. Throws BAD_QUERY. */
export function atMostOf(atMost: number | undefined): number | undefined {
  if (atMost !== undefined && (!Number.isSafeInteger(atMost) || atMost < 1))
    throw new PlatformError('BAD_QUERY', `at most ${String(atMost)}`);
  return atMost;
}

const readCursor = (cursor: string, parts: number): readonly Scalar[] => {
  let values: unknown;
  try {
    values = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (cause) {
    throw new PlatformError('BAD_QUERY', 'cursor', { cause });
  }
  if (
    !Array.isArray(values) ||
    values.length !== parts ||
    !values.every(isScalar) ||
    typeof values.at(-1) !== 'string'
  ) {
    throw new PlatformError('BAD_QUERY', 'cursor');
  }
  return values;
};

/** The cursor behind a record with these sort values (the last is its `_id`). */
export function cursorAfter(values: readonly Scalar[]): string {
  return Buffer.from(JSON.stringify(values), 'utf8').toString('base64url');
}

/** Checks a query and fills in defaults. Throws BAD_QUERY. */
export function planQuery(query: Query): PlannedQuery {
  const keys: readonly SortKey[] = query.sort ?? [];
  const sort = keys.map((key) => ({ field: key.field, descending: key.descending === true }));
  for (const key of sort) fieldParts(key.field);
  const ordered = sort.some((key) => key.field === '_id')
    ? sort
    : [...sort, { field: '_id', descending: sort.at(-1)?.descending ?? false }];
  const untilId = ordered.slice(0, ordered.findIndex((key) => key.field === '_id') + 1);
  return {
    tests: testsOf(query.where),
    any: (query.any ?? []).map(testsOf),
    sort: untilId,
    limit: limitOf(query.limit),
    ...(query.cursor === undefined ? {} : { after: readCursor(query.cursor, untilId.length) }),
  };
}
