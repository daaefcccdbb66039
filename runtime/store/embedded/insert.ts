import type { StoreRecord } from '../../seams/store.js';
import { encode } from '../check-record.js';
import { columnValues } from './columns.js';
import type { Work } from './connection.js';
import { writeStatements } from './statements.js';
import { writeRow } from './write-row.js';

/** Adds a record unless its `_id` is taken; the mark of a removed one does not count. */
export function insertRecord(collection: string, record: StoreRecord): Work<boolean> {
  const { insert } = writeStatements(collection);
  const { json, srcSeq } = encode(record);
  const values = [record._id, srcSeq, json, ...columnValues(collection, record)];
  return (connection) => writeRow(connection, collection, insert, values);
}
