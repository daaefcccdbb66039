import type { Connection } from './connection.js';
import type { SqlValue } from './driver.js';
import { hasText, indexText } from './text-index.js';

/**
 * Runs a writing statement that stores `json` in at most one row; keeps the text index in step, both in one transaction. True when a row
 * was written.
 */
export function writeRow(
  connection: Connection,
  write: {
    readonly collection: string;
    readonly sql: string;
    readonly values: readonly SqlValue[];
    readonly json: string;
  },
): boolean {
  if (!hasText(write.collection)) return connection.run(write.sql, write.values) > 0;
  return connection.transaction(() => {
    const row = connection.get(`${write.sql} RETURNING row`, write.values);
    if (row === undefined) return false;
    indexText(connection, write.collection, Number(row['row']), write.json);
    return true;
  });
}
