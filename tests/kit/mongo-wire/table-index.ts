import { isDoc, keyOf, memberOf, pathParts, type Doc } from './bson-order.js';
import { createSortedList, type SortedList } from './sorted-list.js';
import { WireError } from './wire-error.js';

/** A stored document; `key` is the key of its `_id`. */
export interface Row {
  readonly key: string;
  doc: Doc;
}

/** What an index was made of. Directions only matter to listIndexes: entries stand in ascending order. */
export interface IndexSpec {
  readonly name: string;
  readonly key: Readonly<Record<string, 1 | -1 | 'hashed'>>;
  readonly unique: boolean;
}

/** An index: entries are the keys of the fields one behind the other, then the key of the `_id`. */
export interface TableIndex {
  readonly spec: IndexSpec;
  readonly fields: readonly string[];
  readonly entries: SortedList<Row>;
  /** An array was indexed at some time: a document may have several entries. */
  readonly multikey: boolean;
  /** Throws E11000 when a unique key of `doc` belongs to another row. */
  check(doc: Doc, own: Row | undefined, namespace: string): void;
  add(row: Row): void;
  remove(row: Row): void;
  /** Moves a row whose document changes from `row.doc` to `next`. */
  move(row: Row, next: Doc): void;
}

/** Above every key that starts with the same text. */
export const ABOVE = '\uffff';

function collect(value: unknown, parts: readonly string[], at: number, into: unknown[]): boolean {
  const part = parts[at];
  if (Array.isArray(value)) {
    if (part === undefined) {
      if (value.length === 0) into.push(undefined);
      for (const one of value) into.push(one);
    } else {
      for (const one of value) collect(isDoc(one) ? one : undefined, parts, at, into);
      if (value.length === 0) into.push(undefined);
    }
    return true;
  }
  if (part === undefined) {
    into.push(value);
    return false;
  }
  return collect(isDoc(value) ? memberOf(value, part) : undefined, parts, at + 1, into);
}

/** An empty index. */
export function createTableIndex(spec: IndexSpec): TableIndex {
  const fields = Object.keys(spec.key);
  const paths = fields.map(pathParts);
  const entries = createSortedList<Row>();
  let multikey = false;

  const keysOf = (doc: Doc): readonly string[] => {
    let keys = [''];
    let arrays = 0;
    for (const parts of paths) {
      const values: unknown[] = [];
      if (collect(doc, parts, 0, values)) arrays += 1;
      const own = values.length === 1 ? [keyOf(values[0])] : [...new Set(values.map(keyOf))];
      keys =
        own.length === 1 ? keys.map((key) => key + (own[0] ?? '')) : keys.flatMap((key) => own.map((one) => key + one));
    }
    if (arrays > 1) throw new WireError(171, 'CannotIndexParallelArrays', 'cannot index parallel arrays');
    if (arrays > 0) multikey = true;
    return keys;
  };

  const holder = (key: string, own: Row | undefined): Row | undefined => {
    for (const row of entries.walk(key, key + ABOVE)) if (row !== own) return row;
    return undefined;
  };

  return {
    spec,
    fields,
    entries,
    get multikey() {
      return multikey;
    },
    check: (doc, own, namespace) => {
      const keys = keysOf(doc);
      if (!spec.unique) return;
      for (const key of keys) {
        if (holder(key, own) === undefined) continue;
        const keyValue = Object.fromEntries(fields.map((field) => [field, memberOf(doc, field) ?? null]));
        const shown = fields.map((field) => `${field}: ${JSON.stringify(keyValue[field])}`).join(', ');
        throw new WireError(
          11000,
          'DuplicateKey',
          `E11000 duplicate key error collection: ${namespace} index: ${spec.name} dup key: { ${shown} }`,
          { facts: { keyPattern: spec.key, keyValue } },
        );
      }
    },
    add: (row) => {
      for (const key of keysOf(row.doc)) entries.add(key + row.key, row);
    },
    remove: (row) => {
      for (const key of keysOf(row.doc)) entries.remove(key + row.key);
    },
    move: (row, next) => {
      const before = keysOf(row.doc);
      const after = keysOf(next);
      if (before.length === 1 && after.length === 1 && before[0] === after[0]) return;
      for (const key of before) entries.remove(key + row.key);
      for (const key of after) entries.add(key + row.key, row);
    },
  };
}
