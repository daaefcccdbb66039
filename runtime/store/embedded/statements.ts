import type { Expected } from '../../seams/store.js';
import { columnsOf } from './columns.js';
import { expectedOf } from './conditions.js';
import type { SqlValue } from './driver.js';
import { columnName, tableName } from './names.js';
import { hasText } from './text-index.js';

/** The statements that write rows of a collection. Values: `_id`, `src`, `body`, then those of the columns; `put` takes `gone` last. */
export interface WriteStatements {
  /** Adds a row unless its `_id` is taken; a mark does not count. */
  readonly insert: string;
  /** Adds or replaces unless the stored row is as new. */
  readonly upsert: string;
  /** Puts a row in place as it is. */
  readonly put: string;
}

/** Two ways to replace a row; values as in `replacement`. */
export interface Replacement {
  /** Leaves all indexes alone: for a row whose indexed columns are what they were. */
  readonly inPlace: string;
  readonly whole: string;
}

const inserts = new Map<string, WriteStatements>();

/** The statements of a collection, made once: their texts are long, and every write looks its statement up by its text. */
export function writeStatements(collection: string): WriteStatements {
  const before = inserts.get(collection);
  if (before !== undefined) return before;
  const table = tableName(collection);
  const returning = hasText(collection) ? ' RETURNING row' : '';
  const columns = columnsOf(collection).map(({ field }) => columnName(field));
  const names = ['_id', 'src', 'body', ...columns];
  const marks = names.map(() => '?').join(', ');
  const excluded = names.slice(1).map((name) => `${name} = excluded.${name}`);
  const into = (alias: string, gone: string): string =>
    `INSERT INTO ${table}${alias} (${names.join(', ')}, gone) VALUES (${marks}, ${gone})
      ON CONFLICT (_id) DO UPDATE SET ${excluded.join(', ')}`;
  const made = {
    insert: `${into('', '0')}, gone = 0 WHERE gone = 1${returning}`,
    upsert: `${into(' AS old', '0')}, gone = 0 WHERE old.src IS NULL OR old.src < excluded.src${returning}`,
    put: `${into('', '?')}, gone = excluded.gone RETURNING row`,
  };
  inserts.set(collection, made);
  return made;
}

const replacements = new Map<string, Replacement>();

/** How a row is replaced whose fields are as expected, with the values of both statements. */
export function replacement(
  collection: string,
  expected: Expected,
  row: {
    readonly id: string;
    readonly src: number | null;
    readonly body: string;
    readonly columns: readonly SqlValue[];
  },
): Replacement & { readonly values: readonly SqlValue[]; readonly valuesInPlace: readonly SqlValue[] } {
  const condition = expectedOf(collection, expected);
  const key = `${collection} ${condition.sql}`;
  const columns = columnsOf(collection);
  let made = replacements.get(key);
  if (made === undefined) {
    const returning = hasText(collection) ? ' RETURNING row' : '';
    const update = (sets: readonly string[], more: readonly string[]): string =>
      `UPDATE ${tableName(collection)} SET ${['src', 'body', ...sets].map((name) => `${name} = ?`).join(', ')}
        WHERE _id = ? AND gone = 0 AND ${[condition.sql, ...more].join(' AND ')}${returning}`;
    const named = (isIndexed: boolean): readonly string[] =>
      columns.filter((column) => column.isIndexed === isIndexed).map(({ field }) => columnName(field));
    made = {
      inPlace: update(
        named(false),
        named(true).map((name) => `${name} IS ?`),
      ),
      whole: update(
        columns.map(({ field }) => columnName(field)),
        [],
      ),
    };
    replacements.set(key, made);
  }
  const { id, src, body } = row;
  const of = (isIndexed: boolean): readonly SqlValue[] =>
    row.columns.filter((_, place) => columns[place]?.isIndexed === isIndexed);
  return {
    ...made,
    values: [src, body, ...row.columns, id, ...condition.values],
    valuesInPlace: [src, body, ...of(false), id, ...condition.values, ...of(true)],
  };
}
