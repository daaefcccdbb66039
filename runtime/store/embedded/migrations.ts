import { PlatformError } from '../../seams/platform-error.js';
import type { Connection } from './connection.js';
import { SCHEMA } from './driver.js';

/** One step of the schema, forward only. Never changed once released: add another. */
export type Migration = (connection: Connection) => void;

/** All steps; the version of a file is how many of them it has had. */
export const MIGRATIONS: readonly Migration[] = [
  (connection) =>
    connection.exec(
      `CREATE TABLE IF NOT EXISTS ${SCHEMA}.meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID`,
    ),
  // Fields of indexes lie in columns, which an older program would not fill: it does not find its tables any more. The columns and their
  // indexes are made like all others that are missing.
  (connection) => {
    const named = (sql: string): readonly string[] => connection.all(sql).map((row) => String(row['name']));
    const from = `FROM ${SCHEMA}.sqlite_master WHERE name GLOB`;
    for (const index of named(`SELECT name ${from} 'i_*' AND type = 'index'`))
      connection.exec(`DROP INDEX ${SCHEMA}."${index}"`);
    const tables = named(`SELECT name ${from} 'c_*' AND type = 'table'`);
    for (const table of tables) connection.exec(`ALTER TABLE ${SCHEMA}."${table}" RENAME TO "r_${table.slice(2)}"`);
    // All texts are in their indexes: until now each write saw to its own.
    for (const table of named(`SELECT name ${from} 's_*' AND sql LIKE 'CREATE VIRTUAL TABLE%'`)) {
      const name = table.slice(2);
      const last = connection.get(`SELECT max(row) AS last FROM "r_${name}"`)?.['last'];
      writeMark(connection, `text:${name}`, String(Number(last ?? 0)));
    }
  },
];

/** A mark of the file; undefined when it has none. Needs the first migration. */
export function readMark(connection: Connection, key: string): string | undefined {
  const found = connection.get('SELECT value FROM meta WHERE key = ?', [key]);
  return found === undefined ? undefined : String(found['value']);
}

/** Sets a mark of the file. */
export function writeMark(connection: Connection, key: string, value: string): void {
  connection.run('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value', [
    key,
    value,
  ]);
}

const VERSION = 'schemaVersion';

const versionOf = (connection: Connection): number => {
  const marked = connection.get(
    `SELECT 1 AS found FROM ${SCHEMA}.sqlite_master WHERE type = 'table' AND name = 'meta'`,
  );
  return marked === undefined ? 0 : Number(readMark(connection, VERSION) ?? 0);
};

/**
 * Brings the file to the newest version, all steps in one transaction: a crash leaves the old version. Throws STORE_VERSION when a newer
 * program wrote the file, and then nothing is changed.
 */
export function migrate(connection: Connection, migrations: readonly Migration[] = MIGRATIONS): void {
  if (versionOf(connection) === migrations.length) return;
  connection.transaction(() => {
    const version = versionOf(connection);
    if (version > migrations.length) {
      throw new PlatformError(
        'STORE_VERSION',
        `the store has schema ${String(version)}, this program knows ${String(migrations.length)}`,
      );
    }
    for (const migration of migrations.slice(version)) migration(connection);
    writeMark(connection, VERSION, String(migrations.length));
  });
}
