import { DatabaseSync } from '@photostructure/sqlite';
import type { SqlDriver, SqlRow, SqlStatement } from './driver.js';

/** Opens a file by `@photostructure/sqlite` (prebuilt SQLite with the API of `node:sqlite`). `busyTimeoutMs`: how long to wait for another process. */
export function openPhotostructure(file: string, busyTimeoutMs: number): SqlDriver {
  const database = new DatabaseSync(file, { timeout: busyTimeoutMs });
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
    close: () => database.close(),
  };
}
