import { insertDocuments } from './bulk.js';
import type { MongoPlace } from './connection.js';
import type { StoredDocument } from './document.js';

/** Inserts the new ones of these documents; gives how many were new. Of those with one `_id` the first counts. Throws STORE_UNAVAILABLE. */
export async function appendDocuments(
  place: MongoPlace,
  name: string,
  documents: readonly StoredDocument[],
): Promise<number> {
  const first = new Map<string, StoredDocument>();
  for (const document of documents) if (!first.has(document._id)) first.set(document._id, document);
  return (await insertDocuments(place, name, [...first.values()])).filter(Boolean).length;
}
