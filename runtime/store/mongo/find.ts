import type { Page, Query, Scalar, StoreRecord } from '../../seams/store.js';
import { cursorAfter, planQuery } from '../query.js';
import type { MongoPlace } from './connection.js';
import { recordOf, type StoredDocument } from './document.js';
import { afterCursor, filterOf } from './filters.js';
import { readDocuments } from './read.js';
import { pathOf } from './schemas.js';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sortValue = (document: StoredDocument, field: string): Scalar => {
  let value: unknown = field === '_id' ? document._id : document.body;
  if (field !== '_id') for (const part of field.split('.')) value = isRecord(value) ? value[part] : undefined;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
};

/** One page of a collection. Throws BAD_QUERY. */
export async function findRecords<T extends StoreRecord>(
  place: MongoPlace,
  name: string,
  query: Query,
): Promise<Page<T>> {
  const plan = planQuery(query);
  const after = afterCursor(plan);
  const found = await readDocuments(place, name, {
    filter: filterOf(plan.tests, plan.any, after === undefined ? [] : [after]),
    sort: Object.fromEntries(plan.sort.map((key) => [pathOf(key.field), key.descending ? -1 : 1])),
    limit: plan.limit + 1,
  });
  const page = found.slice(0, plan.limit);
  const last = page.at(-1);
  return {
    records: page.map((document) => recordOf<T>(document)),
    ...(found.length > page.length && last !== undefined
      ? { nextCursor: cursorAfter(plan.sort.map((key) => sortValue(last, key.field))) }
      : {}),
  };
}
