import type { StoreRecord } from '../../seams/store.js';
import { checkId } from '../check-record.js';
import type { MongoPlace } from './connection.js';
import { recordOf } from './document.js';
import { recordAs } from './filters.js';
import { readDocuments } from './read.js';

/** The visible record with this id. Throws BAD_QUERY. */
export async function getRecord<T extends StoreRecord>(
  place: MongoPlace,
  name: string,
  id: string,
): Promise<T | undefined> {
  const [found] = await readDocuments(place, name, { filter: recordAs(checkId(id), undefined), limit: 1 });
  return found === undefined ? undefined : recordOf<T>(found);
}
