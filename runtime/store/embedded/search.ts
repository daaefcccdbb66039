import { PlatformError } from '../../seams/platform-error.js';
import type { SearchQuery, StoreRecord } from '../../seams/store.js';
import { searchTexts } from '../check-record.js';
import { compareValues } from '../compare-values.js';
import { limitOf } from '../query.js';
import { containsPhrases, indexTokens, queryPhrases, type TokenPhrase } from '../text-tokens.js';
import { whereOf } from './conditions.js';
import type { Connection } from './connection.js';
import { changedTextsName, tableName, textTableName } from './names.js';
import { ftsToken, hasText, indexedUpTo } from './text-index.js';

// Tokens are letters and digits only, so quoting them is all the escaping FTS5 needs.
const phrase = (one: TokenPhrase): string => `"${one.tokens.map(ftsToken).join(' ')}"${one.open ? ' *' : ''}`;

/** Full-text search, newest `_id` first: what the index knows, and the texts that are not in it yet. */
export function searchRecords<T extends StoreRecord>(
  connection: Connection,
  collection: string,
  query: SearchQuery,
): readonly T[] {
  if (!hasText(collection)) throw new PlatformError('BAD_QUERY', `no text index on ${collection}`);
  const limit = limitOf(query.limit);
  const condition = whereOf(collection, query.where, query.any);
  const parts = queryPhrases(query.text);
  if (parts.length === 0) return [];
  const match = parts.map((readings) => `(${readings.map(phrase).join(' OR ')})`).join(' AND ');
  const table = tableName(collection);
  const changed = `(SELECT row FROM ${changedTextsName(collection)})`;
  return connection.snapshot(() => {
    const upTo = indexedUpTo(connection, collection);
    const indexed = connection.all(
      `SELECT body FROM ${table}
        WHERE gone = 0 AND row <= ? AND row NOT IN ${changed}
          AND row IN (SELECT rowid FROM ${textTableName(collection)} WHERE tokens MATCH ?) AND ${condition.sql}
        ORDER BY _id DESC LIMIT ?`,
      [upTo, match, ...condition.values, limit],
    );
    const others = connection.all(
      `SELECT body FROM ${table} WHERE gone = 0 AND (row > ? OR row IN ${changed}) AND ${condition.sql}`,
      [upTo, ...condition.values],
    );
    const found = others
      .map((row) => String(row['body']))
      .filter((body) => containsPhrases(indexTokens(searchTexts(body)), parts));
    return [...indexed.map((row) => String(row['body'])), ...found]
      .map((body) => JSON.parse(body) as T)
      .sort((a, b) => compareValues(b._id, a._id))
      .slice(0, limit);
  });
}
