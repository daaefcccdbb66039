import type { StoreRecord } from '../../seams/store.js';
import type { RawEntry, RawPage } from '../../seams/store-transfer.js';
import { checkId, encode } from '../check-record.js';
import { limitOf } from '../query.js';
import { columnValues } from './columns.js';
import type { Connection, Work } from './connection.js';
import { tableName } from './names.js';
import { writeStatements } from './statements.js';
import { changedText, hasText } from './text-index.js';

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
  const { put } = writeStatements(collection);
  const rows = entries.map(({ _id, srcSeq, record }) => ({
    id: checkId(_id),
    srcSeq,
    json: record === undefined ? '{}' : encode(record).json,
    columns: columnValues(collection, record ?? {}),
    gone: record === undefined ? 1 : 0,
  }));
  return (connection) => {
    for (const { id, srcSeq, json, columns, gone } of rows) {
      const found = connection.get(put, [id, srcSeq, json, ...columns, gone]);
      if (hasText(collection)) changedText(connection, collection, Number(found?.['row']));
    }
  };
}
