import type { Expected, StoreRecord } from '../../seams/store.js';
import { encode } from '../check-record.js';
import { columnValues } from './columns.js';
import type { Work } from './connection.js';
import { replacement } from './statements.js';
import { writeRow } from './write-row.js';

/**
 * Replaces a record whose fields are as expected. Most replacements leave everything that is indexed as it was: they are tried first, because
 * SQLite writes every index that a statement names, whether its value changes or not.
 */
export function replaceRecord(collection: string, expected: Expected, record: StoreRecord): Work<boolean> {
  const { json, srcSeq } = encode(record);
  const columns = columnValues(collection, record);
  const { inPlace, valuesInPlace, whole, values } = replacement(collection, expected, {
    id: record._id,
    src: srcSeq,
    body: json,
    columns,
  });
  return (connection) =>
    writeRow(connection, collection, inPlace, valuesInPlace) || writeRow(connection, collection, whole, values);
}
