import { PlatformError } from '../../seams/platform-error.js';
import type { SearchQuery, StoreRecord } from '../../seams/store.js';
import { limitOf } from '../query.js';
import { queryPhrases, type TokenPhrase } from '../text-tokens.js';
import { whereOf } from './conditions.js';
import type { Connection } from './connection.js';
import { tableName, textTableName } from './names.js';
import { ftsToken, hasText } from './text-index.js';

// Tokens are letters and digits only, so quoting them is all the escaping FTS5 needs.
const phrase = (one: TokenPhrase): string => `"${one.tokens.map(ftsToken).join(' ')}"${one.open ? ' *' : ''}`;

/** Full-text search, newest `_id` first. */
export function searchRecords<T extends StoreRecord>(
  connection: Connection,
  collection: string,
  query: SearchQuery,
): readonly T[] {
  if (!hasText(collection)) throw new PlatformError('BAD_QUERY', `no text index on ${collection}`);
  const limit = limitOf(query.limit);
  const condition = whereOf(query.where, query.any);
  const parts = queryPhrases(query.text);
  if (parts.length === 0) return [];
  const match = parts.map((readings) => `(${readings.map(phrase).join(' OR ')})`).join(' AND ');
  const sql = `SELECT body FROM ${tableName(collection)}
    WHERE gone = 0 AND row IN (SELECT rowid FROM ${textTableName(collection)} WHERE tokens MATCH ?) AND ${condition.sql}
    ORDER BY _id DESC LIMIT ?`;
  return connection.all(sql, [match, ...condition.values, limit]).map((row) => JSON.parse(String(row['body'])) as T);
}
