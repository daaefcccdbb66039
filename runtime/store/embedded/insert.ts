import type { StoreRecord } from '../../seams/store.js';
import { encode } from '../check-record.js';
import type { Work } from './connection.js';
import { tableName } from './names.js';
import { writeRow } from './write-row.js';

/** Adds a record unless its `_id` is taken; the mark of a removed one does not count. */
export function insertRecord(collection: string, record: StoreRecord): Work<boolean> {
  const { json, srcSeq } = encode(record);
  const sql = `INSERT INTO ${tableName(collection)} (_id, src, gone, body) VALUES (?, ?, 0, ?)
    ON CONFLICT (_id) DO UPDATE SET src = excluded.src, gone = 0, body = excluded.body WHERE gone = 1`;
  return writeRow({ collection, sql, values: [record._id, srcSeq, json], record });
}
