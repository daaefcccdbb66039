/** The name under which a driver's statements find the file; what reads or writes rows need not say it, what makes tables must. */
export const SCHEMA = 'store';

/** A value SQLite can bind. */
export type SqlValue = string | number | null;
/** A row by column name. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** A prepared statement. */
export interface SqlStatement {
  /** Runs it; gives the number of changed rows. */
  run(...values: readonly SqlValue[]): number;
  /** The first row, or undefined. */
  get(...values: readonly SqlValue[]): SqlRow | undefined;
  all(...values: readonly SqlValue[]): readonly SqlRow[];
}

/**
 * The little that the embedded store needs of an SQLite binding, so that `node:sqlite` or another one can take its place. All calls are
 * synchronous and throw the binding's errors, which carry SQLite's extended result code as `errcode`.
 */
export interface SqlDriver {
  exec(sql: string): void;
  prepare(sql: string): SqlStatement;
  /** False after a failure that made SQLite roll the transaction back by itself. */
  inTransaction(): boolean;
  close(): void;
}
