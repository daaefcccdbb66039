import type { StoreRecord } from '../../seams/store.js';
import type { RawEntry, RawPage } from '../../seams/store-transfer.js';
import { checkId, encode, searchTexts } from '../check-record.js';
import { limitOf } from '../query.js';
import type { Connection, Work } from './connection.js';
import { tableName } from './names.js';
import { forgetText, hasText, indexText } from './text-index.js';

/** A page of a collection with its marks, in the order of `_id`. */
export function readRaw(
  connection: Connection,
  collection: string,
  afterId: string | undefined,
  limit: number,
): RawPage {
  const size = limitOf(limit);
  const rows = connection.all(
    `SELECT _id, src, gone, body FROM ${tableName(collection)} WHERE _id > ? ORDER BY _id LIMIT ?`,
    [afterId ?? '', size + 1],
  );
  const entries = rows.slice(0, size).map((row): RawEntry => ({
    _id: String(row['_id']),
    srcSeq: row['src'] === null ? null : Number(row['src']),
    ...(Number(row['gone']) === 1 ? {} : { record: JSON.parse(String(row['body'])) as StoreRecord }),
  }));
  const last = entries.at(-1);
  return { entries, ...(rows.length > size && last !== undefined ? { nextAfter: last._id } : {}) };
}

/** Puts entries in place as they are. */
export function writeRaw(collection: string, entries: readonly RawEntry[]): Work<void> {
  const sql = `INSERT INTO ${tableName(collection)} (_id, src, gone, body) VALUES (?, ?, ?, ?)
    ON CONFLICT (_id) DO UPDATE SET src = excluded.src, gone = excluded.gone, body = excluded.body RETURNING row`;
  const rows = entries.map(({ _id, srcSeq, record }) => ({
    id: checkId(_id),
    srcSeq,
    json: record === undefined ? undefined : encode(record).json,
  }));
  return (connection) => {
    for (const { id, srcSeq, json } of rows) {
      const found = connection.get(sql, [id, srcSeq, json === undefined ? 1 : 0, json ?? '{}']);
      if (!hasText(collection)) continue;
      if (json === undefined) forgetText(connection, collection, Number(found?.['row']));
      else indexText(connection, collection, Number(found?.['row']), searchTexts(json));
    }
  };
}
