import { searchTextsOf } from '../check-record.js';
import type { Work } from './connection.js';
import type { SqlValue } from './driver.js';
import { hasText, indexText } from './text-index.js';

/** A writing statement that stores `record` in at most one row; keeps the text index in step. True when a row was written. */
export function writeRow(write: {
  readonly collection: string;
  readonly sql: string;
  readonly values: readonly SqlValue[];
  readonly record: object;
}): Work<boolean> {
  if (!hasText(write.collection)) return (connection) => connection.run(write.sql, write.values) > 0;
  const sql = `${write.sql} RETURNING row`;
  const texts = searchTextsOf(write.record);
  return (connection) => {
    const row = connection.get(sql, write.values);
    if (row === undefined) return false;
    indexText(connection, write.collection, Number(row['row']), texts);
    return true;
  };
}
