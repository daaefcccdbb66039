import { declared, searchTexts } from '../check-record.js';
import { indexTokens } from '../text-tokens.js';
import type { Connection } from './connection.js';
import { textTableName } from './names.js';

/** True when the collection has a text index. */
export function hasText(collection: string): boolean {
  return declared(collection).search === true;
}

/** Brings the text index of one row up to date with its JSON text. Call inside the transaction of the write. */
export function indexText(connection: Connection, collection: string, row: number, json: string): void {
  const tokens = indexTokens(searchTexts(json)).join(' ');
  connection.run(`INSERT OR REPLACE INTO ${textTableName(collection)} (rowid, tokens) VALUES (?, ?)`, [row, tokens]);
}

/** Takes a row out of the text index. */
export function forgetText(connection: Connection, collection: string, row: number): void {
  connection.run(`DELETE FROM ${textTableName(collection)} WHERE rowid = ?`, [row]);
}
