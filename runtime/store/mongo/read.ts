import type { QueryFilter } from 'mongoose';
import type { MongoPlace } from './connection.js';
import type { StoredDocument } from './document.js';
import type { Filter } from './filters.js';
import { inTime } from './in-time.js';

/** Order and number of documents to read; without `limit` all of them. */
export interface Reading {
  readonly sort?: Readonly<Record<string, 1 | -1>>;
  readonly limit?: number;
}

// The two libraries name the same filters by two types.
const forModel = (filter: Filter): QueryFilter<StoredDocument> => filter as QueryFilter<StoredDocument>;

/** Documents as they lie there, marks too unless the filter leaves them out. */
export async function readDocuments(
  place: MongoPlace,
  name: string,
  { filter, sort, limit }: Reading & { readonly filter: Filter },
): Promise<readonly StoredDocument[]> {
  const query = place.model(name).find(forModel(filter));
  if (sort !== undefined) query.sort({ ...sort });
  if (limit !== undefined) query.limit(limit);
  return inTime(query.lean<StoredDocument[]>());
}

/** The same one after the other, fetched in batches. */
export function eachDocument(
  place: MongoPlace,
  name: string,
  { filter, sort, batch }: Pick<Reading, 'sort'> & { readonly filter: Filter; readonly batch: number },
): AsyncIterable<StoredDocument> {
  const query = place.model(name).find(forModel(filter));
  return query
    .sort({ ...sort })
    .lean<StoredDocument>()
    .cursor({ batchSize: batch });
}

/** How many documents the filter finds. */
export async function countDocuments(
  place: MongoPlace,
  name: string,
  filter: Filter,
  atMost?: number,
): Promise<number> {
  const limit = atMost === undefined ? {} : { limit: atMost };
  return inTime(place.model(name).countDocuments(forModel(filter), limit));
}

/** True when the document stored under this id is the very one that was written, and a majority has it. */
export async function hasLanded(place: MongoPlace, name: string, document: StoredDocument): Promise<boolean> {
  const query = place.model(name).findOne({ _id: document._id }).readConcern(place.confirmed.level);
  return (await inTime(query.lean<StoredDocument>()))?.w === document.w;
}
