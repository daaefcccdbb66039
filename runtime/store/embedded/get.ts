import { checkId } from '../check-record.js';
import type { Connection } from './connection.js';
import { tableName } from './names.js';

/** The JSON text of a visible record. */
export function getJson(connection: Connection, collection: string, id: string): string | undefined {
  const row = connection.get(`SELECT body FROM ${tableName(collection)} WHERE _id = ? AND gone = 0`, [checkId(id)]);
  return row === undefined ? undefined : String(row['body']);
}
