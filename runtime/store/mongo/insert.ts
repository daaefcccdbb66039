import type { MongoPlace } from './connection.js';
import type { StoredDocument } from './document.js';
import { isDuplicate, unknownOutcome } from './failures.js';
import { settle } from './settle.js';

const TURNS = 5;

/** Adds a document unless its `_id` is taken; the mark of a removed record does not count. Throws STORE_UNAVAILABLE. */
export async function insertDocument(place: MongoPlace, name: string, document: StoredDocument): Promise<boolean> {
  const documents = place.documents(name);
  return settle(async () => {
    for (let turn = 0; turn < TURNS; turn += 1) {
      try {
        await documents.insertOne({ ...document });
        return true;
      } catch (cause) {
        if (!isDuplicate(cause)) throw cause;
      }
      const taken = await documents.findOne({ _id: document._id });
      // Nothing there: it was removed between the two, so try again.
      if (taken === null) continue;
      if (taken.w === document.w) return true;
      if (taken.gone !== true) return false;
      const { matchedCount } = await documents.replaceOne({ _id: document._id, gone: true }, { ...document });
      if (matchedCount === 1) return true;
    }
    throw unknownOutcome(undefined);
  });
}
