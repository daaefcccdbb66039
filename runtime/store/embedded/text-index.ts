import { declared, searchTexts } from '../check-record.js';
import { indexTokens } from '../text-tokens.js';
import type { Connection } from './connection.js';
import { changedTextsName, tableName, textTableName } from './names.js';
import { readMark, writeMark } from './migrations.js';

/*
 * Full text is indexed behind the writes. Rows get ever larger numbers: the texts of those up to `indexedUpTo` are in the index, but for the
 * rows that changed afterwards, which are noted. A search reads the few texts that are not in the index yet as they are
 * (`search.ts`), so nobody waits for the index and it tells nothing that is not so. A row that is gone before its turn never gets there.
 */

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

const markOf = (collection: string): string => `text:${collection}`;

/** Up to which row the texts of a collection are in its index. */
export function indexedUpTo(connection: Connection, collection: string): number {
  return connection.once(markOf(collection), () => Number(readMark(connection, markOf(collection)) ?? 0));
}

/** Says up to which row the texts of a collection are in its index. Call inside a transaction. */
export function setIndexedUpTo(connection: Connection, collection: string, row: number): void {
  writeMark(connection, markOf(collection), String(row));
  connection.forget(markOf(collection));
}

/** Notes that a row was written or removed. Call inside the transaction of the write. */
export function changedText(connection: Connection, collection: string, row: number): void {
  if (row > indexedUpTo(connection, collection)) return;
  connection.run(`INSERT OR IGNORE INTO ${changedTextsName(collection)} (row) VALUES (?)`, [row]);
}

/** Brings some texts of a collection into its index; true when there may be more than these. Call inside a transaction. */
export function indexSome(connection: Connection, collection: string, most: number): boolean {
  const table = tableName(collection);
  const changedTexts = changedTextsName(collection);
  const into = `INSERT OR REPLACE INTO ${textTableName(collection)} (rowid, tokens) VALUES (?, ?)`;
  const index = (row: number, body: unknown): void => {
    const tokens = indexTokens(searchTexts(String(body)))
      .map(ftsToken)
      .join(' ');
    connection.run(into, [row, tokens]);
  };
  const upTo = indexedUpTo(connection, collection);
  const fresh = connection.all(`SELECT row, gone, body FROM ${table} WHERE row > ? ORDER BY row LIMIT ?`, [upTo, most]);
  for (const { row, gone, body } of fresh) if (Number(gone) === 0) index(Number(row), body);
  if (fresh.length > 0) setIndexedUpTo(connection, collection, Number(fresh.at(-1)?.['row']));
  const changed = connection.all(
    `SELECT t.row AS row, r.gone AS gone, r.body AS body FROM ${changedTexts} AS t LEFT JOIN ${table} AS r ON r.row = t.row
      ORDER BY t.row LIMIT ?`,
    [most],
  );
  for (const { row, gone, body } of changed) {
    if (gone === 0) index(Number(row), body);
    else connection.run(`DELETE FROM ${textTableName(collection)} WHERE rowid = ?`, [Number(row)]);
    connection.run(`DELETE FROM ${changedTexts} WHERE row = ?`, [Number(row)]);
  }
  return fresh.length === most || changed.length === most;
}

/** Forgets the index of a collection: all its texts are to be indexed anew. Call inside a transaction. */
export function forgetTexts(connection: Connection, collection: string): void {
  connection.run(`DELETE FROM ${textTableName(collection)}`);
  connection.run(`DELETE FROM ${changedTextsName(collection)}`);
  setIndexedUpTo(connection, collection, 0);
}
