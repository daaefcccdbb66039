import type { RemoveGuard } from '../../seams/store.js';
import { checkId, checkSrcSeq } from '../check-record.js';
import { expectedOf } from './conditions.js';
import type { Work } from './connection.js';
import { tableName } from './names.js';
import { forgetText, hasText } from './text-index.js';

/** Removes a record as its guard says; with `srcSeq` a mark stays that older upserts cannot pass. */
export function removeRecord(collection: string, id: string, guard: RemoveGuard = {}): Work<boolean> {
  const table = tableName(collection);
  const condition = expectedOf(guard.expected ?? {});
  const values = [...condition.values, checkId(id)];
  const srcSeq = guard.srcSeq === undefined ? undefined : checkSrcSeq(guard.srcSeq);
  const guarded = guard.expected !== undefined;
  return (connection) => {
    const found = connection.get(
      `SELECT row, src, gone, (${condition.sql}) AS meets FROM ${table} WHERE _id = ?`,
      values,
    );
    const present = found !== undefined && Number(found['gone']) === 0;
    if (guarded && !(present && Number(found['meets']) === 1)) return false;
    if (srcSeq === undefined) {
      if (!present) return false;
      connection.run(`DELETE FROM ${table} WHERE _id = ?`, [id]);
    } else {
      const newer = found !== undefined && found['src'] !== null && Number(found['src']) > srcSeq;
      if (newer) return false;
      connection.run(
        `INSERT INTO ${table} (_id, src, gone, body) VALUES (?, ?, 1, '{}')
          ON CONFLICT (_id) DO UPDATE SET src = excluded.src, gone = 1, body = '{}'`,
        [id, srcSeq],
      );
    }
    if (present && hasText(collection)) forgetText(connection, collection, Number(found['row']));
    return present;
  };
}
