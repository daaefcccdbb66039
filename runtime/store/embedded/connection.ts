import { PlatformError } from '../../seams/platform-error.js';
import type { SqlDriver, SqlRow, SqlStatement, SqlValue } from './driver.js';

const MAX_STATEMENTS = 400;

/** One open database with its prepared statements. */
export interface Connection {
  run(sql: string, values?: readonly SqlValue[]): number;
  get(sql: string, values?: readonly SqlValue[]): SqlRow | undefined;
  all(sql: string, values?: readonly SqlValue[]): readonly SqlRow[];
  exec(sql: string): void;
  /** Makes several statements one durable step; all or nothing. Never nested. */
  transaction<R>(work: () => R): R;
  /** Lets several statements read the store as it is at one moment. Never inside a transaction. */
  snapshot<R>(work: () => R): R;
  /** What `read` gives, asked once in each transaction or snapshot, and again after `forget`. */
  once<V>(key: string, read: () => V): V;
  forget(key: string): void;
  /** Inside a transaction: when `work` throws, only what it did is undone. */
  savepoint<R>(work: () => R): R;
  /** False after a failure that made SQLite roll the transaction back by itself. */
  inTransaction(): boolean;
  close(): void;
}

/** A write that has been checked and encoded, to be carried out inside a transaction. */
export type Work<R> = (connection: Connection) => R;

/** Wraps a driver: statements are prepared once; of more than 400 the least recently used ones are dropped. */
export function connect(driver: SqlDriver): Connection {
  const statements = new Map<string, SqlStatement>();
  const asked = new Map<string, unknown>();
  let closed = false;
  const prepared = (sql: string): SqlStatement => {
    if (closed) throw new PlatformError('STORE_CLOSED', 'embedded store');
    const known = statements.get(sql);
    // As long as there is room nobody asks which one was used last.
    if (known !== undefined && statements.size < MAX_STATEMENTS) return known;
    const statement = known ?? driver.prepare(sql);
    if (known !== undefined) statements.delete(sql);
    statements.set(sql, statement);
    if (statements.size > MAX_STATEMENTS) {
      const oldest = statements.keys().next().value;
      if (oldest !== undefined) statements.delete(oldest);
    }
    return statement;
  };
  const within = <R>(begin: string, work: () => R): R => {
    prepared(begin).run();
    asked.clear();
    try {
      const result = work();
      prepared('COMMIT').run();
      return result;
    } catch (cause) {
      if (driver.inTransaction()) driver.exec('ROLLBACK');
      throw cause;
    }
  };
  return {
    run: (sql, values = []) => prepared(sql).run(...values),
    get: (sql, values = []) => prepared(sql).get(...values),
    all: (sql, values = []) => prepared(sql).all(...values),
    exec: (sql) => {
      if (closed) throw new PlatformError('STORE_CLOSED', 'embedded store');
      driver.exec(sql);
    },
    // IMMEDIATE: the lock is had at the beginning, so that no statement in the middle can meet another writer.
    transaction: (work) => within('BEGIN IMMEDIATE', work),
    snapshot: (work) => within('BEGIN', work),
    once: <V>(key: string, read: () => V): V => {
      if (!asked.has(key)) asked.set(key, read());
      return asked.get(key) as V;
    },
    forget: (key) => void asked.delete(key),
    savepoint: (work) => {
      prepared('SAVEPOINT one').run();
      try {
        const result = work();
        prepared('RELEASE one').run();
        return result;
      } catch (cause) {
        asked.clear();
        if (driver.inTransaction()) driver.exec('ROLLBACK TO one; RELEASE one');
        throw cause;
      }
    },
    inTransaction: () => driver.inTransaction(),
    close: () => {
      if (closed) return;
      closed = true;
      statements.clear();
      driver.close();
    },
  };
}
