import { checkId } from '../check-record.js';
import type { Connection } from './connection.js';
import { tableName } from './names.js';

const statements = new Map<string, string>();

const statementOf = (collection: string): string => {
  const known = statements.get(collection);
  if (known !== undefined) return known;
  const made = `SELECT body FROM ${tableName(collection)} WHERE _id = ? AND gone = 0`;
  statements.set(collection, made);
  return made;
};

/** The JSON text of a visible record. */
export function getJson(connection: Connection, collection: string, id: string): string | undefined {
  const row = connection.get(statementOf(collection), [checkId(id)]);
  return row === undefined ? undefined : String(row['body']);
}
