import type { Where } from '../../seams/store.js';
import { whereOf } from './conditions.js';
import type { Connection } from './connection.js';
import { tableName } from './names.js';

/** How many visible records match. */
export function countRecords(
  connection: Connection,
  collection: string,
  where?: Where,
  any?: readonly Where[],
): number {
  const condition = whereOf(where, any);
  const row = connection.get(
    `SELECT count(*) AS n FROM ${tableName(collection)} WHERE gone = 0 AND ${condition.sql}`,
    condition.values,
  );
  return Number(row?.['n'] ?? 0);
}
