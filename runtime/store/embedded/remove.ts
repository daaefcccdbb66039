import type { RemoveGuard } from '../../seams/store.js';
import { checkId, checkSrcSeq } from '../check-record.js';
import { expectedOf } from './conditions.js';
import type { Work } from './connection.js';
import { tableName } from './names.js';
import { changedText, hasText } from './text-index.js';

/** Removes a record as its guard says; with `srcSeq` a mark stays that older upserts cannot pass. */
export function removeRecord(collection: string, id: string, guard: RemoveGuard = {}): Work<boolean> {
  checkId(id);
  return guard.srcSeq === undefined
    ? removeRow(collection, id, guard.expected)
    : leaveMark(collection, id, checkSrcSeq(guard.srcSeq), guard.expected);
}

function removeRow(collection: string, id: string, expected: RemoveGuard['expected']): Work<boolean> {
  const condition = expectedOf(collection, expected ?? {});
  const sql = `DELETE FROM ${tableName(collection)} WHERE _id = ? AND gone = 0 AND ${condition.sql}`;
  const values = [id, ...condition.values];
  return (connection) => {
    if (!hasText(collection)) return connection.run(sql, values) > 0;
    const removed = connection.get(`${sql} RETURNING row`, values);
    if (removed !== undefined) changedText(connection, collection, Number(removed['row']));
    return removed !== undefined;
  };
}

function leaveMark(collection: string, id: string, srcSeq: number, expected: RemoveGuard['expected']): Work<boolean> {
  const table = tableName(collection);
  const condition = expectedOf(collection, expected ?? {});
  const values = [...condition.values, id];
  return (connection) => {
    const found = connection.get(
      `SELECT row, src, gone, (${condition.sql}) AS meets FROM ${table} WHERE _id = ?`,
      values,
    );
    const present = found !== undefined && Number(found['gone']) === 0;
    if (expected !== undefined && !(present && Number(found['meets']) === 1)) return false;
    const newer = found !== undefined && found['src'] !== null && Number(found['src']) > srcSeq;
    if (newer) return false;
    connection.run(
      `INSERT INTO ${table} (_id, src, gone, body) VALUES (?, ?, 1, '{}')
        ON CONFLICT (_id) DO UPDATE SET src = excluded.src, gone = 1, body = '{}'`,
      [id, srcSeq],
    );
    if (present && hasText(collection)) changedText(connection, collection, Number(found['row']));
    return present;
  };
}
