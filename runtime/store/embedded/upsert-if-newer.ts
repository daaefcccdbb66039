import type { StoreRecord } from '../../seams/store.js';
import { encodeVersioned } from '../check-record.js';
import { columnValues } from './columns.js';
import type { Work } from './connection.js';
import { writeStatements } from './statements.js';
import { writeRow } from './write-row.js';

/** Adds or replaces unless the stored record, or the mark of a removed one, is as new or newer. */
export function upsertRecord(collection: string, record: StoreRecord & { readonly srcSeq: number }): Work<boolean> {
  const { upsert } = writeStatements(collection);
  const { json, srcSeq } = encodeVersioned(record);
  const values = [record._id, srcSeq, json, ...columnValues(collection, record)];
  return (connection) => writeRow(connection, collection, upsert, values);
}
