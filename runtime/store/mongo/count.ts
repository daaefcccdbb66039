import type { Where } from '../../seams/store.js';
import { atMostOf } from '../query.js';
import type { MongoPlace } from './connection.js';
import { whereOf } from './filters.js';
import { countDocuments } from './read.js';

/** How many visible records match; with `atMost` it stops counting there. Throws BAD_QUERY. */
export async function countRecords(
  place: MongoPlace,
  name: string,
  where?: Where,
  any?: readonly Where[],
  atMost?: number,
): Promise<number> {
  return countDocuments(place, name, whereOf(where, any), atMostOf(atMost));
}
