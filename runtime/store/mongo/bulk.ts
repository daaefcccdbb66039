import { mongo } from 'mongoose';
import type { MongoPlace } from './connection.js';
import type { StoredDocument } from './document.js';
import { notNewer } from './filters.js';
import { insertDocument } from './insert.js';
import { upsertDocument } from './upsert-if-newer.js';

const isVersioned = (document: StoredDocument): document is StoredDocument & { readonly src: number } =>
  document.src !== undefined;

/** Which of the writes need a look of their own: those refused as duplicates; all of them when the answer as a whole is in doubt. */
const doubtful = (cause: unknown, count: number): readonly number[] => {
  const all = Array.from({ length: count }, (_, i) => i);
  if (!(cause instanceof mongo.MongoBulkWriteError)) return all;
  const { writeErrors } = cause;
  const errors = Array.isArray(writeErrors) ? writeErrors : [writeErrors];
  if (errors.length === 0 || cause.result.getWriteConcernError() !== undefined) return all;
  return errors.map((error) => error.index);
};

interface Batch {
  readonly documents: readonly StoredDocument[];
  readonly send: () => Promise<unknown>;
  readonly alone: (document: StoredDocument) => Promise<boolean>;
}

const sendAll = async ({ documents, send, alone }: Batch): Promise<readonly boolean[]> => {
  const answers = documents.map(() => true);
  try {
    await send();
  } catch (cause) {
    if (cause instanceof mongo.MongoServerSelectionError) throw cause;
    const again = doubtful(cause, documents.length);
    const found = await Promise.all(
      again.map(async (i) => {
        const document = documents[i];
        return [i, document !== undefined && (await alone(document))] as const;
      }),
    );
    for (const [i, answer] of found) answers[i] = answer;
  }
  return answers;
};

/** Adds documents in one command; tells for each whether it was new. Throws STORE_UNAVAILABLE. */
export async function insertDocuments(
  place: MongoPlace,
  name: string,
  documents: readonly StoredDocument[],
): Promise<readonly boolean[]> {
  const stored = place.documents(name);
  const alone = (document: StoredDocument): Promise<boolean> => insertDocument(place, name, document);
  if (documents.length < 2) return Promise.all(documents.map(alone));
  return sendAll({
    documents,
    send: () =>
      stored.bulkWrite(
        documents.map((document) => ({ insertOne: { document: { ...document } } })),
        { ordered: false },
      ),
    alone,
  });
}

/** Upserts documents in one command; tells for each whether it was newer. Throws STORE_UNAVAILABLE. */
export async function upsertDocuments(
  place: MongoPlace,
  name: string,
  documents: readonly StoredDocument[],
): Promise<readonly boolean[]> {
  const stored = place.documents(name);
  const alone = async (document: StoredDocument): Promise<boolean> =>
    isVersioned(document) && upsertDocument(place, name, document);
  if (documents.length < 2) return Promise.all(documents.map(alone));
  return sendAll({
    documents,
    send: () =>
      stored.bulkWrite(
        documents.map((document) => ({
          replaceOne: {
            filter: notNewer(document._id, document.src ?? 0, { same: false }),
            replacement: { ...document },
            upsert: true,
          },
        })),
        { ordered: false },
      ),
    alone,
  });
}
