import { PlatformError } from '../../seams/platform-error.js';
import type { SqlDriver, SqlRow, SqlStatement, SqlValue } from './driver.js';

const MAX_STATEMENTS = 400;

/** One open database with its prepared statements. `transaction` makes several statements one durable step. */
export interface Connection {
  run(sql: string, values?: readonly SqlValue[]): number;
  get(sql: string, values?: readonly SqlValue[]): SqlRow | undefined;
  all(sql: string, values?: readonly SqlValue[]): readonly SqlRow[];
  exec(sql: string): void;
  transaction<R>(work: () => R): R;
  close(): void;
}

/** Wraps a driver: statements are prepared once (least recently used ones are dropped), nested transactions join the outer one. */
export function connect(driver: SqlDriver): Connection {
  const statements = new Map<string, SqlStatement>();
  let inside = false;
  let closed = false;
  const prepared = (sql: string): SqlStatement => {
    if (closed) throw new PlatformError('STORE_CLOSED', 'embedded store');
    const known = statements.get(sql);
    const statement = known ?? driver.prepare(sql);
    if (known !== undefined) statements.delete(sql);
    statements.set(sql, statement);
    if (statements.size > MAX_STATEMENTS) {
      const oldest = statements.keys().next().value;
      if (oldest !== undefined) statements.delete(oldest);
    }
    return statement;
  };
  return {
    run: (sql, values = []) => prepared(sql).run(...values),
    get: (sql, values = []) => prepared(sql).get(...values),
    all: (sql, values = []) => prepared(sql).all(...values),
    exec: (sql) => {
      if (closed) throw new PlatformError('STORE_CLOSED', 'embedded store');
      driver.exec(sql);
    },
    transaction: (work) => {
      if (inside) return work();
      prepared('BEGIN IMMEDIATE').run();
      inside = true;
      try {
        const result = work();
        prepared('COMMIT').run();
        return result;
      } catch (cause) {
        try {
          driver.exec('ROLLBACK');
        } catch {
          // The failed statement has already ended the transaction: there is nothing left to roll back.
        }
        throw cause;
      } finally {
        inside = false;
      }
    },
    close: () => {
      if (closed) return;
      closed = true;
      statements.clear();
      driver.close();
    },
  };
}
