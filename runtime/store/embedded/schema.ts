import { createHash } from 'node:crypto';
import { PlatformError } from '../../seams/platform-error.js';
import { COLLECTIONS, type CollectionSpec } from '../collections.js';
import { TOKENS_VERSION } from '../text-tokens.js';
import { columnsOf } from './columns.js';
import type { Connection } from './connection.js';
import { SCHEMA } from './driver.js';
import { readMark, writeMark } from './migrations.js';
import { changedTextsName, columnName, fieldExpression, jsonExpression, tableName, textTableName } from './names.js';
import { forgetTexts, hasText } from './text-index.js';

const NAMES = Object.keys(COLLECTIONS);

const indexName = (collection: string, fields: readonly string[]): string =>
  `i_${collection}_${fields.join('_').replaceAll('.', '-')}`;

/** The table of the members of a list, kept by triggers whatever writes the rows, and filled with what is there. */
const listTable = (collection: string, field: string): readonly [string, string] => {
  const name = `l_${collection}_${field}`;
  const table = tableName(collection);
  const column = columnName(field);
  const members = (row: string): string =>
    `json_each(CASE WHEN json_valid(${row}${column}) THEN ${row}${column} ELSE '[]' END) AS member
      WHERE member.type NOT IN ('array', 'object')`;
  // Most rows have an empty list: their triggers end here.
  const isFilled = (row: string): string => `${row}${column} IS NOT NULL AND ${row}${column} <> '[]'`;
  const added = `INSERT INTO "${name}" SELECT DISTINCT member.value, new.row FROM ${members('new.')} AND new.gone = 0`;
  const removed = `DELETE FROM "${name}" WHERE row = old.row AND value IN (SELECT member.value FROM ${members('old.')})`;
  return [
    name,
    `CREATE TABLE ${SCHEMA}."${name}" (value, row INTEGER, PRIMARY KEY (value, row)) WITHOUT ROWID;
    INSERT INTO ${SCHEMA}."${name}" SELECT DISTINCT member.value, one.row FROM ${SCHEMA}.${table} AS one, ${members('one.')} AND one.gone = 0;
    CREATE TRIGGER ${SCHEMA}."${name}_added" AFTER INSERT ON ${table} WHEN ${isFilled('new.')} BEGIN ${added}; END;
    CREATE TRIGGER ${SCHEMA}."${name}_changed" AFTER UPDATE OF ${column}, gone ON ${table}
      WHEN old.${column} IS NOT new.${column} OR old.gone <> new.gone
      BEGIN ${removed}; ${added}; END;
    CREATE TRIGGER ${SCHEMA}."${name}_removed" AFTER DELETE ON ${table} WHEN ${isFilled('old.')} BEGIN ${removed}; END`,
  ];
};

/** What a collection needs beside its table: its indexes, the tables of its lists and of its texts, by name. */
const wanted = (collection: string, spec: CollectionSpec): readonly (readonly [string, string])[] => {
  const indexes = spec.indexes.map((fields): readonly [string, string] => {
    const name = indexName(collection, fields);
    const columns = [...fields.map((field) => fieldExpression(collection, field)), '_id'].join(', ');
    return [name, `CREATE INDEX ${SCHEMA}."${name}" ON ${tableName(collection)} (${columns}) WHERE gone = 0`];
  });
  const lists = (spec.lists ?? []).map((field) => listTable(collection, field));
  if (spec.search !== true) return [...indexes, ...lists];
  return [
    ...indexes,
    ...lists,
    // Contentless: the index holds tokens, not the texts.
    [
      `s_${collection}`,
      `CREATE VIRTUAL TABLE ${SCHEMA}.${textTableName(collection)}
        USING fts5(tokens, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0')`,
    ],
    [`t_${collection}`, `CREATE TABLE ${SCHEMA}.${changedTextsName(collection)} (row INTEGER PRIMARY KEY)`],
  ];
};

/** The columns stand before the text, which may be long: what lies behind it is found only by reading through it. */
const createTable = (collection: string): string =>
  `CREATE TABLE ${SCHEMA}.${tableName(collection)} (${[
    'row INTEGER PRIMARY KEY',
    '_id TEXT NOT NULL UNIQUE',
    'src INTEGER',
    'gone INTEGER NOT NULL DEFAULT 0',
    ...columnsOf(collection).map(({ field }) => columnName(field)),
    'body TEXT NOT NULL',
  ].join(', ')})`;

/** The columns of each collection. */
type Columns = Readonly<Record<string, readonly string[]>>;

const COLUMNS = 'columns';
const LAYOUT = 'layout';
const TOKENS = 'tokensVersion';

const ownColumns = (): Columns =>
  Object.fromEntries(NAMES.map((name) => [name, columnsOf(name).map(({ field }) => field)]));

const layoutOf = (columns: Columns): string => createHash('sha256').update(JSON.stringify(columns)).digest('hex');

/** Adds and fills the columns that whoever wrote to the table last did not know. */
function fillColumns(connection: Connection, collection: string, filled: readonly string[]): void {
  const table = tableName(collection);
  const there = new Set(connection.all(`PRAGMA ${SCHEMA}.table_info(${table})`).map((row) => String(row['name'])));
  const missing = columnsOf(collection).filter(({ field }) => !filled.includes(field));
  for (const { field } of missing) {
    const column = columnName(field);
    if (!there.has(column.slice(1, -1))) connection.exec(`ALTER TABLE ${SCHEMA}.${table} ADD COLUMN ${column}`);
  }
  if (missing.length === 0) return;
  const sets = missing.map(({ field }) => `${columnName(field)} = ${jsonExpression(field)}`);
  connection.run(`UPDATE ${table} SET ${sets.join(', ')}`);
}

/**
 * Creates tables, columns and indexes that are declared but missing, and drops indexes of ours that are no longer declared. Texts that were
 * indexed by other rules (TOKENS_VERSION) are to be indexed anew.
 */
export function syncCollections(connection: Connection): void {
  const own = ownColumns();
  const isKnown = (): boolean => readMark(connection, LAYOUT) === layoutOf(own);
  const existing = (): ReadonlySet<string> =>
    new Set(
      connection
        .all(`SELECT name FROM ${SCHEMA}.sqlite_master WHERE type IN ('table', 'index')`)
        .map((row) => String(row['name'])),
    );
  const statements = new Map(Object.entries(COLLECTIONS).flatMap(([name, spec]) => wanted(name, spec)));
  const isStale = (name: string): boolean => name.startsWith('i_') && !statements.has(name);
  const isTokenised = (): boolean => readMark(connection, TOKENS) === String(TOKENS_VERSION);
  const before = existing();
  const isComplete = [...statements.keys()].every((name) => before.has(name)) && ![...before].some(isStale);
  if (isComplete && isKnown() && isTokenised()) return;
  connection.transaction(() => {
    const now = existing();
    for (const name of [...now].filter(isStale)) connection.exec(`DROP INDEX ${SCHEMA}."${name}"`);
    if (!isKnown()) {
      const filled = JSON.parse(readMark(connection, COLUMNS) ?? '{}') as Columns;
      for (const name of NAMES)
        if (now.has(`r_${name}`)) fillColumns(connection, name, filled[name] ?? []);
        else connection.exec(createTable(name));
      writeMark(connection, COLUMNS, JSON.stringify(own));
      writeMark(connection, LAYOUT, layoutOf(own));
    }
    for (const [name, sql] of statements) if (!now.has(name)) connection.exec(sql);
    if (isTokenised()) return;
    for (const name of NAMES) if (hasText(name)) forgetTexts(connection, name);
    writeMark(connection, TOKENS, String(TOKENS_VERSION));
  });
}

/**
 * Makes transactions refuse to write where a program with other columns has taken over since the file was opened, as it counts on columns that
 * this one does not fill: they throw STORE_VERSION.
 */
export function guardLayout(connection: Connection): Connection {
  const own = layoutOf(ownColumns());
  const transaction: Connection['transaction'] = (work) =>
    connection.transaction(() => {
      if (readMark(connection, LAYOUT) !== own)
        throw new PlatformError('STORE_VERSION', 'a program with another layout has opened the store');
      return work();
    });
  return { ...connection, transaction };
}
