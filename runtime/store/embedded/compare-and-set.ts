import type { Expected, StoreRecord } from '../../seams/store.js';
import { encode } from '../check-record.js';
import { expectedOf } from './conditions.js';
import type { Work } from './connection.js';
import { tableName } from './names.js';
import { writeRow } from './write-row.js';

/** Replaces a record whose fields are as expected. */
export function replaceRecord(collection: string, expected: Expected, record: StoreRecord): Work<boolean> {
  const { json, srcSeq } = encode(record);
  const condition = expectedOf(expected);
  const sql = `UPDATE ${tableName(collection)} SET src = ?, body = ? WHERE _id = ? AND gone = 0 AND ${condition.sql}`;
  return writeRow({ collection, sql, values: [srcSeq, json, record._id, ...condition.values], record });
}
