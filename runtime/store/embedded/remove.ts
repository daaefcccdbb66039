import type { RemoveGuard } from '../../seams/store.js';
import { checkId } from '../check-record.js';
import { expectedOf } from './conditions.js';
import type { Connection } from './connection.js';
import { tableName } from './names.js';
import { forgetText, hasText } from './text-index.js';

/** Removes a record as its guard says; with `srcSeq` a mark stays that older upserts cannot pass. */
export function removeRecord(connection: Connection, collection: string, id: string, guard: RemoveGuard): boolean {
  const table = tableName(collection);
  return connection.transaction(() => {
    const condition = expectedOf(guard.expected ?? {});
    const found = connection.get(`SELECT row, src, gone, (${condition.sql}) AS meets FROM ${table} WHERE _id = ?`, [
      ...condition.values,
      checkId(id),
    ]);
    const present = found !== undefined && Number(found['gone']) === 0;
    if (guard.expected !== undefined && !(present && Number(found['meets']) === 1)) return false;
    if (guard.srcSeq === undefined) {
      if (!present) return false;
      connection.run(`DELETE FROM ${table} WHERE _id = ?`, [id]);
    } else {
      const newer = found !== undefined && found['src'] !== null && Number(found['src']) > guard.srcSeq;
      if (newer) return false;
      connection.run(
        `INSERT INTO ${table} (_id, src, gone, body) VALUES (?, ?, 1, '{}')
          ON CONFLICT (_id) DO UPDATE SET src = excluded.src, gone = 1, body = '{}'`,
        [id, guard.srcSeq],
      );
    }
    if (present && hasText(collection)) forgetText(connection, collection, Number(found['row']));
    return present;
  });
}
