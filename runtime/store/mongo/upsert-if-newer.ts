import type { MongoPlace } from './connection.js';
import type { StoredDocument } from './document.js';
import { isDuplicate, unknownOutcome } from './failures.js';
import { notNewer } from './filters.js';
import { settle } from './settle.js';

const TURNS = 5;

/**
 * Adds or replaces a document when none is stored with the same or a higher `src`. A duplicate key means that one is there: mostly a newer
 * one, but it may be an older one that arrived between the look and the insertion, so it is looked at. Throws STORE_UNAVAILABLE.
 */
export async function upsertDocument(
  place: MongoPlace,
  name: string,
  document: StoredDocument & { readonly src: number },
): Promise<boolean> {
  const documents = place.documents(name);
  const filter = notNewer(document._id, document.src, { same: false });
  return settle(async () => {
    for (let turn = 0; turn < TURNS; turn += 1) {
      try {
        await documents.replaceOne(filter, { ...document }, { upsert: true });
        return true;
      } catch (cause) {
        if (!isDuplicate(cause)) throw cause;
      }
      const stored = await documents.findOne({ _id: document._id });
      if (stored?.w === document.w) return true;
      if ((stored?.src ?? -1) >= document.src) return false;
    }
    throw unknownOutcome(undefined);
  });
}
