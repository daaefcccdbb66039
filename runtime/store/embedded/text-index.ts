import { declared, searchTexts } from '../check-record.js';
import { indexTokens } from '../text-tokens.js';
import type { Connection } from './connection.js';
import { tableName, textTableName } from './names.js';

/** All but what the tokenizer of SQLite (unicode61, of Unicode 6.1) leaves as it is: the Latin alphabet, digits, the Han characters of its time. */
const FOREIGN = /[^a-z0-9\u3007\u3400-\u4db5\u4e00-\u9fcc\u{20000}-\u{2a6d6}\u{2a700}-\u{2b81d}]/gu;

/** A token as it stands in the index: characters the tokenizer would fold or take for a border are written by their number. */
export function ftsToken(token: string): string {
  return token.replace(FOREIGN, (character) => `ǀ${(character.codePointAt(0) ?? 0).toString(36).padStart(4, '0')}`);
}

/** True when the collection has a text index. */
export function hasText(collection: string): boolean {
  return declared(collection).search === true;
}

/** Tokens of the texts that were indexed last: the rows of a case repeat its text, each time it moves. */
const lately = new Map<string, string>();
const MOST_KEPT = 1000;

function tokensOf(texts: readonly string[]): string {
  const key = JSON.stringify(texts);
  const known = lately.get(key);
  if (known !== undefined) return known;
  const tokens = indexTokens(texts).map(ftsToken).join(' ');
  if (lately.size >= MOST_KEPT) lately.clear();
  lately.set(key, tokens);
  return tokens;
}

/** Brings the text index of one row up to date with its texts. Call inside the transaction of the write. */
export function indexText(connection: Connection, collection: string, row: number, texts: readonly string[]): void {
  const tokens = tokensOf(texts);
  connection.run(`INSERT OR REPLACE INTO ${textTableName(collection)} (rowid, tokens) VALUES (?, ?)`, [row, tokens]);
}

/** Takes a row out of the text index. */
export function forgetText(connection: Connection, collection: string, row: number): void {
  connection.run(`DELETE FROM ${textTableName(collection)} WHERE rowid = ?`, [row]);
}

/** Indexes all texts of a collection anew. Call inside a transaction. */
export function reindexTexts(connection: Connection, collection: string): void {
  connection.run(`DELETE FROM ${textTableName(collection)}`);
  const sql = `SELECT row, body FROM ${tableName(collection)} WHERE gone = 0 AND row > ? ORDER BY row LIMIT 1000`;
  for (let last = 0; ;) {
    const rows = connection.all(sql, [last]);
    if (rows.length === 0) return;
    for (const { row, body } of rows) indexText(connection, collection, Number(row), searchTexts(String(body)));
    last = Number(rows.at(-1)?.['row']);
  }
}
