import { trusted } from 'mongoose';
import type { RawEntry, RawPage } from '../../seams/store-transfer.js';
import { declared } from '../check-record.js';
import { limitOf } from '../query.js';
import type { MongoPlace } from './connection.js';
import { documentOf, markOf, recordOf, type StoredDocument } from './document.js';
import type { Filter } from './filters.js';
import { readDocuments } from './read.js';

const entryOf = (document: StoredDocument): RawEntry => ({
  _id: document._id,
  srcSeq: document.src ?? null,
  ...(document.gone === true ? {} : { record: recordOf(document) }),
});

/** A page of a collection with its marks, in the order of `_id`. Throws BAD_QUERY. */
export async function readRaw(
  place: MongoPlace,
  name: string,
  afterId: string | undefined,
  limit: number,
): Promise<RawPage> {
  const size = limitOf(limit);
  const filter = (afterId === undefined ? {} : { _id: trusted({ $gt: afterId }) }) as Filter;
  const found = await readDocuments(place, name, { filter, sort: { _id: 1 }, limit: size + 1 });
  const page = found.slice(0, size);
  const last = page.at(-1);
  return { entries: page.map(entryOf), ...(found.length > size && last !== undefined ? { nextAfter: last._id } : {}) };
}

/** Puts entries in place as they are; a crash may leave some of them. Throws BAD_QUERY. */
export async function writeRaw(place: MongoPlace, name: string, entries: readonly RawEntry[]): Promise<void> {
  const spec = declared(name);
  const documents = entries.map(({ _id, srcSeq, record }): StoredDocument => {
    if (record === undefined) return markOf(_id, srcSeq ?? 0, place.stamp());
    const { src: _src, ...document } = documentOf(spec, record, place.stamp());
    return srcSeq === null ? document : { ...document, src: srcSeq };
  });
  if (documents.length === 0) return;
  await place.documents(name).bulkWrite(
    documents.map((document) => ({
      replaceOne: { filter: { _id: document._id }, replacement: { ...document }, upsert: true },
    })),
    { ordered: false },
  );
}
