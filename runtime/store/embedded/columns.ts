import { toUSVString } from 'node:util';
import { declared } from '../check-record.js';
import { fieldParts, valueAt } from '../field-path.js';
import type { SqlValue } from './driver.js';

/** A field with a column of its own. `isIndexed`: an index holds it; else commits are only guarded by it. */
export interface Column {
  readonly field: string;
  readonly path: readonly string[];
  readonly isIndexed: boolean;
}

const known = new Map<string, readonly Column[]>();

/**
 * The fields of a collection that lie in columns beside the JSON text, in a fixed order: those of its indexes, guards and lists. What they hold
 * can be compared and indexed without reading JSON. Throws BAD_QUERY for an unknown collection.
 */
export function columnsOf(collection: string): readonly Column[] {
  const before = known.get(collection);
  if (before !== undefined) return before;
  const { indexes, guards = [], lists = [] } = declared(collection);
  const indexed = new Set(indexes.flat());
  const columns = [...new Set([...indexed, ...guards, ...lists])]
    .filter((field) => field !== '_id')
    .sort()
    .map((field) => ({ field, path: fieldParts(field), isIndexed: indexed.has(field) }));
  known.set(collection, columns);
  return columns;
}

/** What `json_extract` gives for a value of a record: booleans are 1 and 0, lists and objects their JSON text. */
const sqlOf = (value: unknown): SqlValue => {
  switch (typeof value) {
    case 'string':
      return toUSVString(value);
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'boolean':
      return Number(value);
    case 'object':
      return value === null ? null : toUSVString(JSON.stringify(value));
    default:
      return null;
  }
};

/** The values of the columns of a record, in the order of `columnsOf`. */
export function columnValues(collection: string, record: object): readonly SqlValue[] {
  return columnsOf(collection).map(({ path }) => sqlOf(valueAt(record, path)));
}
