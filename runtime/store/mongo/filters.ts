import { trusted, type mongo } from 'mongoose';
import type { Expected, Scalar, Where } from '../../seams/store.js';
import { expectedTests, testsOf, type PlannedQuery, type Test } from '../query.js';
import type { StoredDocument } from './document.js';
import { pathOf } from './schemas.js';

/** A condition in MongoDB's language, made of checked fields and scalars only. */
export type Filter = mongo.Filter<StoredDocument>;

/** Behind every text: the end of a range of texts with a common beginning. */
export const LAST_CHARACTER = '\u{10FFFF}';

const op = (operators: Readonly<Record<string, unknown>>): unknown => trusted({ ...operators });

const and = (parts: readonly Filter[]): Filter => {
  if (parts.length === 1) return parts[0] ?? {};
  return parts.length === 0 ? {} : { $and: [...parts] };
};

const or = (parts: readonly Filter[]): Filter => (parts.length === 1 ? (parts[0] ?? {}) : { $or: [...parts] });

/** One condition on one path. */
const on = (path: string, condition: unknown): Filter => ({ [path]: condition }) as Filter;

const present = (values: readonly Scalar[]): readonly Scalar[] => values.filter((value) => value !== null);

const RANGES = { '>': '$gt', '>=': '$gte', '<': '$lt', '<=': '$lte' } as const;

const filterOfTest = (test: Test): Filter => {
  const path = pathOf(test.field);
  switch (test.kind) {
    case 'equals':
      return on(path, test.value);
    case 'not':
      return on(path, op({ $ne: test.value }));
    case 'in':
      return on(path, op({ $in: test.values }));
    case 'has':
      return on(path, op({ $elemMatch: { $in: present(test.values) } }));
    case 'prefix':
      return on(path, op({ $gte: test.prefix, $lt: `${test.prefix}${LAST_CHARACTER}` }));
    case 'range':
      return on(path, op({ [RANGES[test.op]]: test.value }));
  }
};

// Conditions on one field stay in one object where they can: MongoDB then sees one span of its index.
const merged = (tests: readonly Test[]): readonly Filter[] => {
  const spans = new Map<string, Record<string, unknown>>();
  const others: Filter[] = [];
  for (const test of tests) {
    if (test.kind !== 'range') others.push(filterOfTest(test));
    else {
      const span = spans.get(test.field) ?? {};
      spans.set(test.field, { ...span, [RANGES[test.op]]: test.value });
    }
  }
  return [...others, ...[...spans].map(([field, span]) => on(pathOf(field), op(span)))];
};

/** What `find` sees: never the marks of removed records. */
export const VISIBLE = Object.freeze({ gone: null }) as unknown as Filter;

/** Tests and alternatives as one filter on visible records. */
export function filterOf(
  tests: readonly Test[],
  any: readonly (readonly Test[])[],
  more: readonly Filter[] = [],
): Filter {
  const parts = [{ ...VISIBLE }, ...merged(tests), ...more];
  return and(any.length === 0 ? parts : [...parts, or(any.map((one) => and(merged(one))))]);
}

/** A `where` with alternatives as one filter on visible records. Throws BAD_QUERY. */
export function whereOf(
  where: Where | undefined,
  any: readonly Where[] | undefined,
  more: readonly Filter[] = [],
): Filter {
  return filterOf(testsOf(where), (any ?? []).map(testsOf), more);
}

/** The visible record with this id, when its fields are as expected. Throws BAD_QUERY. */
export function recordAs(id: string, expected: Expected | undefined, more: readonly Filter[] = []): Filter {
  return and([{ _id: id, ...VISIBLE }, ...more, ...merged(expectedTests(expected))]);
}

/** The record or mark with this id, when its `src` is not above the given one (or, with `same: false`, not as high). */
export function notNewer(id: string, src: number, { same }: { readonly same: boolean }): Filter {
  return { _id: id, src: op({ $not: same ? { $gt: src } : { $gte: src } }) } as Filter;
}

const level = (path: string, value: Scalar): Filter => on(path, value === null ? null : op({ $eq: value }));

// MongoDB's order is: absent, numbers, texts, true and false. A comparison stays within one of these kinds, so the kinds behind are named.
const behind = (path: string, descending: boolean, value: Scalar): Filter | undefined => {
  if (value === null) return descending ? undefined : on(path, op({ $ne: null }));
  if (path === '_id') return on(path, op({ [descending ? '$lt' : '$gt']: value }));
  const kinds = ['number', 'string', 'bool'];
  const own = kinds.indexOf(typeof value === 'boolean' ? 'bool' : typeof value);
  const others = descending ? kinds.slice(0, own) : kinds.slice(own + 1);
  return or([
    on(path, op({ [descending ? '$lt' : '$gt']: value })),
    ...(others.length === 0 ? [] : [on(path, op({ $type: others }))]),
    ...(descending ? [on(path, null)] : []),
  ]);
};

/** What lies behind the cursor of a planned query; undefined without one. */
export function afterCursor(plan: PlannedQuery): Filter | undefined {
  const { after } = plan;
  if (after === undefined) return undefined;
  const steps = plan.sort.flatMap((key, i) => {
    const step = behind(pathOf(key.field), key.descending, after[i] ?? null);
    if (step === undefined) return [];
    return [and([...plan.sort.slice(0, i).map((earlier, j) => level(pathOf(earlier.field), after[j] ?? null)), step])];
  });
  return or(steps);
}
