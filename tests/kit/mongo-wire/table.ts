import { keyOf, memberOf, sameValue, type Doc } from './bson-order.js';
import { createTableIndex, type IndexSpec, type Row, type TableIndex } from './table-index.js';
import { badValue, WireError } from './wire-error.js';

/** Takes back one change; called in reverse order. */
export type Undo = () => void;

/** A collection in memory. Documents are never changed in place: whoever holds one holds a snapshot. */
export interface Table {
  readonly namespace: string;
  readonly rows: ReadonlyMap<string, Row>;
  readonly indexes: readonly TableIndex[];
  /** Fields of the shard key, when `shardCollection` named one. */
  shardKey?: readonly string[];
  byId(id: unknown): Row | undefined;
  /** Throws E11000. */
  insert(doc: Doc): Undo;
  /** Throws E11000, ImmutableField. */
  replace(row: Row, doc: Doc): Undo;
  remove(row: Row): Undo;
  /** True when it is new. Throws IndexOptionsConflict, IndexKeySpecsConflict, E11000 for data that breaks it. */
  createIndex(spec: IndexSpec): boolean;
  dropIndex(name: string): void;
}

const ID_INDEX: IndexSpec = { name: '_id_', key: { _id: 1 }, unique: true };

/** An empty collection with its index on `_id`. */
export function createTable(namespace: string): Table {
  const rows = new Map<string, Row>();
  const indexes: TableIndex[] = [createTableIndex(ID_INDEX)];

  const put = (row: Row): void => {
    rows.set(row.key, row);
    for (const index of indexes) index.add(row);
  };
  const take = (row: Row): void => {
    rows.delete(row.key);
    for (const index of indexes) index.remove(row);
  };
  const move = (row: Row, doc: Doc): void => {
    for (const index of indexes) index.move(row, doc);
    row.doc = doc;
  };

  return {
    namespace,
    rows,
    indexes,
    byId: (id) => rows.get(keyOf(id)),
    insert: (doc) => {
      const id = memberOf(doc, '_id');
      if (Array.isArray(id) || id instanceof RegExp || id === undefined) throw badValue('this _id cannot be stored');
      const row: Row = { key: keyOf(id), doc };
      for (const index of indexes) index.check(doc, undefined, namespace);
      put(row);
      return () => take(row);
    },
    replace: (row, doc) => {
      if (!sameValue(memberOf(doc, '_id'), memberOf(row.doc, '_id')))
        throw new WireError(66, 'ImmutableField', "the _id field cannot be changed from the update's filter");
      for (const index of indexes) index.check(doc, row, namespace);
      const before = row.doc;
      move(row, doc);
      return () => move(row, before);
    },
    remove: (row) => {
      take(row);
      return () => put(row);
    },
    createIndex: (spec) => {
      const shape = (one: IndexSpec): string => JSON.stringify(Object.entries(one.key));
      const same = indexes.find((one) => shape(one.spec) === shape(spec));
      if (same !== undefined) {
        if (same.spec.name !== spec.name || same.spec.unique !== spec.unique)
          throw new WireError(85, 'IndexOptionsConflict', `an index like ${spec.name} exists with other options`);
        return false;
      }
      if (indexes.some((one) => one.spec.name === spec.name))
        throw new WireError(86, 'IndexKeySpecsConflict', `an index named ${spec.name} exists with another key`);
      const index = createTableIndex(spec);
      for (const row of rows.values()) {
        index.check(row.doc, row, namespace);
        index.add(row);
      }
      indexes.push(index);
      return true;
    },
    dropIndex: (name) => {
      const at = indexes.findIndex((one) => one.spec.name === name);
      if (at < 0) throw new WireError(27, 'IndexNotFound', `index not found with name [${name}]`);
      if (at === 0) throw new WireError(72, 'InvalidOptions', 'cannot drop _id index');
      indexes.splice(at, 1);
    },
  };
}
