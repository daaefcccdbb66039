import { DatabaseSync } from '@photostructure/sqlite';
import { SCHEMA, type SqlDriver, type SqlRow, type SqlStatement } from './driver.js';

/**
 * Opens a file by `@photostructure/sqlite` (prebuilt SQLite with the API of `node:sqlite`). `busyTimeoutMs`: how long to wait for another
 * process. `alone`: nobody else may open the file meanwhile, and the index of its log lies in memory instead of beside it.
 *
 * The file is attached to an empty database in memory: the binding gives statements back only when they are collected as garbage, and until
 * then SQLite would keep a closed file open, with its locks and its log. What is attached can be detached whatever statements there are.
 */
export function openPhotostructure(file: string, busyTimeoutMs: number, alone = false): SqlDriver {
  const database = new DatabaseSync(':memory:', { timeout: busyTimeoutMs });
  try {
    // Holds for what is attached afterwards.
    if (alone) database.exec('PRAGMA locking_mode = EXCLUSIVE');
    database.prepare(`ATTACH DATABASE ? AS ${SCHEMA}`).run(file);
  } catch (cause) {
    database.close();
    throw cause;
  }
  return {
    exec: (sql) => database.exec(sql),
    prepare: (sql): SqlStatement => {
      const statement = database.prepare(sql);
      return {
        run: (...values) => Number(statement.run(...values).changes),
        get: (...values) => statement.get(...values) as SqlRow | undefined,
        all: (...values) => statement.all(...values) as readonly SqlRow[],
      };
    },
    inTransaction: () => database.isTransaction,
    close: () => {
      try {
        database.exec(`DETACH DATABASE ${SCHEMA}`);
      } finally {
        database.close();
      }
    },
  };
}
