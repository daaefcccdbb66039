import { COLLECTIONS, type CollectionSpec } from '../collections.js';
import { TOKENS_VERSION } from '../text-tokens.js';
import type { Connection } from './connection.js';
import { SCHEMA } from './driver.js';
import { readMark, writeMark } from './migrations.js';
import { fieldExpression, tableName, textTableName } from './names.js';
import { hasText, reindexTexts } from './text-index.js';

const indexName = (collection: string, fields: readonly string[]): string =>
  `i_${collection}_${fields.join('_').replaceAll('.', '-')}`;

const wanted = (collection: string, spec: CollectionSpec): ReadonlyMap<string, string> => {
  const table = tableName(collection);
  const made = new Map<string, string>();
  made.set(
    `c_${collection}`,
    `CREATE TABLE IF NOT EXISTS ${SCHEMA}.${table} (
      row INTEGER PRIMARY KEY,
      _id TEXT NOT NULL UNIQUE,
      src INTEGER,
      gone INTEGER NOT NULL DEFAULT 0,
      body TEXT NOT NULL
    )`,
  );
  for (const fields of spec.indexes) {
    const name = indexName(collection, fields);
    const columns = [...fields.map(fieldExpression), '_id'].join(', ');
    made.set(name, `CREATE INDEX IF NOT EXISTS ${SCHEMA}."${name}" ON ${table} (${columns}) WHERE gone = 0`);
  }
  if (spec.search === true) {
    // Contentless: the index holds tokens, not the texts.
    made.set(
      `s_${collection}`,
      `CREATE VIRTUAL TABLE IF NOT EXISTS ${SCHEMA}.${textTableName(collection)}
        USING fts5(tokens, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0')`,
    );
  }
  return made;
};

const TOKENS = 'tokensVersion';

const indexTextsAnew = (connection: Connection): void => {
  if (readMark(connection, TOKENS) === String(TOKENS_VERSION)) return;
  connection.transaction(() => {
    if (readMark(connection, TOKENS) === String(TOKENS_VERSION)) return;
    for (const name of Object.keys(COLLECTIONS)) if (hasText(name)) reindexTexts(connection, name);
    writeMark(connection, TOKENS, String(TOKENS_VERSION));
  });
};

/**
 * Creates tables and indexes that are declared but missing, and drops indexes of ours that are no longer declared. Texts that were indexed by
 * other rules (TOKENS_VERSION) are indexed anew.
 */
export function syncCollections(connection: Connection): void {
  const existing = new Set(
    connection
      .all(`SELECT name FROM ${SCHEMA}.sqlite_master WHERE type IN ('table', 'index')`)
      .map((row) => String(row['name'])),
  );
  const statements = new Map(Object.entries(COLLECTIONS).flatMap(([name, spec]) => [...wanted(name, spec)]));
  const missing = [...statements].filter(([name]) => !existing.has(name)).map(([, sql]) => sql);
  const stale = [...existing].filter((name) => name.startsWith('i_') && !statements.has(name));
  if (missing.length > 0 || stale.length > 0) {
    connection.transaction(() => {
      for (const name of stale) connection.exec(`DROP INDEX IF EXISTS ${SCHEMA}."${name}"`);
      for (const sql of missing) connection.exec(sql);
    });
  }
  indexTextsAnew(connection);
}
