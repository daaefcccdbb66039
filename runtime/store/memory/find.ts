import type { Page, Query, Scalar, SearchQuery, StoreRecord, Where } from '../../seams/store.js';
import { PlatformError } from '../../seams/platform-error.js';
import { declared } from '../check-record.js';
import { compareValues } from '../compare-values.js';
import { cursorAfter, limitOf, planQuery, testsOf, type PlannedQuery } from '../query.js';
import { containsPhrases, queryPhrases } from '../text-tokens.js';
import { matches } from './match.js';
import { scalarAt, tableOf, type MemoryRow, type MemoryTables } from './memory-table.js';

const sortValues = (record: StoreRecord, plan: PlannedQuery): readonly Scalar[] =>
  plan.sort.map((key) => scalarAt(record, key.field) ?? null);

const compareSorted = (a: readonly Scalar[], b: readonly Scalar[], plan: PlannedQuery): number => {
  for (const [i, key] of plan.sort.entries()) {
    const order = compareValues(a[i], b[i]);
    if (order !== 0) return key.descending ? -order : order;
  }
  return 0;
};

const visible = (tables: MemoryTables, name: string): readonly MemoryRow[] =>
  [...tableOf(tables, name).values()].filter((row) => !row.gone);

/** One page of a collection. */
export function findRows<T extends StoreRecord>(tables: MemoryTables, name: string, query: Query): Page<T> {
  const plan = planQuery(query);
  const { after } = plan;
  const found = visible(tables, name)
    .filter((row) => matches(row.value, plan.tests, plan.any))
    .map((row) => ({ row, keys: sortValues(row.value, plan) }))
    .filter(({ keys }) => after === undefined || compareSorted(keys, after, plan) > 0)
    .sort((a, b) => compareSorted(a.keys, b.keys, plan));
  const page = found.slice(0, plan.limit);
  const last = page.at(-1);
  return {
    records: page.map(({ row }) => JSON.parse(row.json) as T),
    ...(found.length > page.length && last !== undefined ? { nextCursor: cursorAfter(last.keys) } : {}),
  };
}

/** How many visible records match. */
export function countRows(tables: MemoryTables, name: string, where?: Where, any?: readonly Where[]): number {
  const tests = testsOf(where);
  const alternatives = (any ?? []).map(testsOf);
  return visible(tables, name).filter((row) => matches(row.value, tests, alternatives)).length;
}

/** Full-text search, newest `_id` first. */
export function searchRows<T extends StoreRecord>(
  tables: MemoryTables,
  name: string,
  query: SearchQuery,
): readonly T[] {
  if (declared(name).search !== true) throw new PlatformError('BAD_QUERY', `no text index on ${name}`);
  const parts = queryPhrases(query.text);
  const limit = limitOf(query.limit);
  const tests = testsOf(query.where);
  const any = (query.any ?? []).map(testsOf);
  if (parts.length === 0) return [];
  return visible(tables, name)
    .filter((row) => containsPhrases(row.tokens, parts) && matches(row.value, tests, any))
    .sort((a, b) => compareValues(b.value._id, a.value._id))
    .slice(0, limit)
    .map((row) => JSON.parse(row.json) as T);
}
