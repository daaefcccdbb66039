import { mongo, trusted } from 'mongoose';
import type { MongoPlace } from './connection.js';
import type { StoredDocument } from './document.js';
import { isDuplicate } from './failures.js';
import { notNewer, type Filter } from './filters.js';
import { inTime } from './in-time.js';
import { insertDocument } from './insert.js';
import { readDocuments } from './read.js';
import { upsertDocument } from './upsert-if-newer.js';

const isVersioned = (document: StoredDocument): document is StoredDocument & { readonly src: number } =>
  document.src !== undefined;

/** Which of the writes were refused as duplicates; undefined when the answer says less than that. */
const refusals = (cause: unknown): ReadonlySet<number> | undefined => {
  if (!(cause instanceof mongo.MongoBulkWriteError)) return undefined;
  const { writeErrors } = cause;
  const errors = Array.isArray(writeErrors) ? writeErrors : [writeErrors];
  if (errors.length === 0 || cause.result.getWriteConcernError() !== undefined) return undefined;
  return errors.every(isDuplicate) ? new Set(errors.map((error) => error.index)) : undefined;
};

interface Batch {
  readonly place: MongoPlace;
  readonly name: string;
  readonly documents: readonly StoredDocument[];
  readonly write: (document: StoredDocument) => mongo.AnyBulkWriteOperation<StoredDocument>;
  /** What a stored document says about a write that was refused because of it; undefined when it must be tried again. */
  readonly judge: (stored: StoredDocument, written: StoredDocument) => boolean | undefined;
  readonly alone: (document: StoredDocument) => Promise<boolean>;
}

const judgeAgain = async (batch: Batch, again: readonly StoredDocument[]): Promise<ReadonlyMap<string, boolean>> => {
  const { place, name, judge, alone } = batch;
  const filter = { _id: trusted({ $in: again.map(({ _id }) => _id) }) } as Filter;
  const stored = new Map((await readDocuments(place, name, { filter })).map((one) => [one._id, one]));
  const answers = again.map(async (document) => {
    const there = stored.get(document._id);
    return [
      document._id,
      (there === undefined ? undefined : judge(there, document)) ?? (await alone(document)),
    ] as const;
  });
  return new Map(await Promise.all(answers));
};

const sendAll = async (batch: Batch): Promise<readonly boolean[]> => {
  const { place, name, documents, write, alone } = batch;
  if (documents.length < 2) return Promise.all(documents.map(alone));
  try {
    await inTime(place.documents(name).bulkWrite(documents.map(write), { ordered: false }));
    return documents.map(() => true);
  } catch (cause) {
    if (cause instanceof mongo.MongoServerSelectionError) throw cause;
    const refused = refusals(cause);
    // The answer as a whole is in doubt: each write is sent again by itself, and tells by its stamp whether it was there already.
    if (refused === undefined) return Promise.all(documents.map(alone));
    const again = documents.filter((_, i) => refused.has(i));
    const found = await judgeAgain(batch, again);
    return documents.map((document, i) => (refused.has(i) ? (found.get(document._id) ?? false) : true));
  }
};

/** Adds documents of different ids in one command; tells for each whether it was new. Throws STORE_UNAVAILABLE. */
export async function insertDocuments(
  place: MongoPlace,
  name: string,
  documents: readonly StoredDocument[],
): Promise<readonly boolean[]> {
  return sendAll({
    place,
    name,
    documents,
    write: (document) => ({ insertOne: { document: { ...document } } }),
    judge: (there, written) => (there.gone === true ? undefined : there.w === written.w),
    alone: (document) => insertDocument(place, name, document),
  });
}

/** Upserts documents of different ids in one command; tells for each whether it was newer. Throws STORE_UNAVAILABLE. */
export async function upsertDocuments(
  place: MongoPlace,
  name: string,
  documents: readonly StoredDocument[],
): Promise<readonly boolean[]> {
  return sendAll({
    place,
    name,
    documents,
    write: (document) => ({
      replaceOne: {
        filter: notNewer(document._id, document.src ?? 0, { same: false }),
        replacement: { ...document },
        upsert: true,
      },
    }),
    judge: (there, written) => {
      if (there.w === written.w) return true;
      return (there.src ?? -1) >= (written.src ?? 0) ? false : undefined;
    },
    alone: async (document) => isVersioned(document) && upsertDocument(place, name, document),
  });
}
