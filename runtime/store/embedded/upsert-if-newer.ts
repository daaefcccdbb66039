import type { StoreRecord } from '../../seams/store.js';
import { encodeVersioned } from '../check-record.js';
import type { Work } from './connection.js';
import { tableName } from './names.js';
import { writeRow } from './write-row.js';

/** Adds or replaces unless the stored record, or the mark of a removed one, is as new or newer. */
export function upsertRecord(collection: string, record: StoreRecord & { readonly srcSeq: number }): Work<boolean> {
  const { json, srcSeq } = encodeVersioned(record);
  const sql = `INSERT INTO ${tableName(collection)} AS old (_id, src, gone, body) VALUES (?, ?, 0, ?)
    ON CONFLICT (_id) DO UPDATE SET src = excluded.src, gone = 0, body = excluded.body WHERE old.src IS NULL OR old.src < excluded.src`;
  return writeRow({ collection, sql, values: [record._id, srcSeq, json], record });
}
