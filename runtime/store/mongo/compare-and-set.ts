import type { Expected } from '../../seams/store.js';
import type { MongoPlace } from './connection.js';
import type { StoredDocument } from './document.js';
import { recordAs } from './filters.js';
import { hasLanded } from './read.js';
import { settleOnce } from './settle.js';

/** Replaces a record whose fields are as expected. Throws BAD_QUERY, STORE_UNAVAILABLE. */
export async function replaceDocument(
  place: MongoPlace,
  name: string,
  expected: Expected,
  document: StoredDocument,
): Promise<boolean> {
  const documents = place.documents(name);
  const filter = recordAs(document._id, expected);
  return settleOnce(
    async () => (await documents.replaceOne(filter, { ...document })).matchedCount === 1,
    () => hasLanded(place, name, document),
  );
}
