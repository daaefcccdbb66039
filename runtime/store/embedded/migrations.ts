import { PlatformError } from '../../seams/platform-error.js';
import type { Connection } from './connection.js';

/** One step of the schema, forward only. Never changed once released: add another. */
type Migration = (connection: Connection) => void;

const MIGRATIONS: readonly Migration[] = [
  (connection) =>
    connection.exec('CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID'),
];

/** The schema version this code writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;

const readVersion = (connection: Connection): number => {
  const marked = connection.get("SELECT 1 AS found FROM sqlite_master WHERE type = 'table' AND name = 'meta'");
  if (marked === undefined) return 0;
  return Number(connection.get("SELECT value FROM meta WHERE key = 'schemaVersion'")?.['value'] ?? 0);
};

/** Brings the file to SCHEMA_VERSION. Throws STORE_VERSION when a newer program wrote it. */
export function migrate(connection: Connection): void {
  if (readVersion(connection) === SCHEMA_VERSION) return;
  connection.transaction(() => {
    const version = readVersion(connection);
    if (version > SCHEMA_VERSION) {
      throw new PlatformError(
        'STORE_VERSION',
        `the store has schema ${String(version)}, this program knows ${String(SCHEMA_VERSION)}`,
      );
    }
    for (const migration of MIGRATIONS.slice(version)) migration(connection);
    connection.run(
      "INSERT INTO meta (key, value) VALUES ('schemaVersion', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      [String(SCHEMA_VERSION)],
    );
  });
}
