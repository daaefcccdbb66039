import type { Where } from '../../seams/store.js';
import { atMostOf } from '../query.js';
import { whereOf } from './conditions.js';
import type { Connection } from './connection.js';
import { tableName } from './names.js';

/** How many visible records match; with `most` it stops counting there. Throws BAD_QUERY. */
export function countRecords(
  connection: Connection,
  collection: string,
  where?: Where,
  any?: readonly Where[],
  most?: number,
): number {
  const atMost = atMostOf(most);
  const condition = whereOf(collection, where, any);
  const row = connection.get(
    atMost === undefined
      ? `SELECT count(*) AS n FROM ${tableName(collection)} WHERE gone = 0 AND ${condition.sql}`
      : `SELECT count(*) AS n FROM (SELECT 1 FROM ${tableName(collection)} WHERE gone = 0 AND ${condition.sql} LIMIT ?)`,
    atMost === undefined ? condition.values : [...condition.values, atMost],
  );
  return Number(row?.['n'] ?? 0);
}
