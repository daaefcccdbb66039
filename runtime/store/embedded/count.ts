import type { Where } from '../../seams/store.js';
import { atMostOf, testsOf } from '../query.js';
import type { Connection } from './connection.js';
import { reachOf } from './narrow.js';

/** How many visible records match; with `most` it stops counting there. Throws BAD_QUERY. */
export function countRecords(
  connection: Connection,
  collection: string,
  where?: Where,
  any?: readonly Where[],
  most?: number,
): number {
  const atMost = atMostOf(most);
  const { from, condition } = reachOf(connection, collection, testsOf(where), (any ?? []).map(testsOf));
  const row = connection.get(
    atMost === undefined
      ? `SELECT count(*) AS n FROM ${from} WHERE gone = 0 AND ${condition.sql}`
      : `SELECT count(*) AS n FROM (SELECT 1 FROM ${from} WHERE gone = 0 AND ${condition.sql} LIMIT ?)`,
    atMost === undefined ? condition.values : [...condition.values, atMost],
  );
  return Number(row?.['n'] ?? 0);
}
