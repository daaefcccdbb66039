import type { Connection } from './connection.js';
import type { SqlValue } from './driver.js';
import { changedText, hasText } from './text-index.js';

/** Carries out a statement of `statements.ts` that stores at most one row; notes that its text is to be indexed. True when a row was written. */
export function writeRow(
  connection: Connection,
  collection: string,
  sql: string,
  values: readonly SqlValue[],
): boolean {
  if (!hasText(collection)) return connection.run(sql, values) > 0;
  const row = connection.get(sql, values);
  if (row === undefined) return false;
  changedText(connection, collection, Number(row['row']));
  return true;
}
