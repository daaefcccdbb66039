import type { Scalar, StoreRecord } from '../../seams/store.js';
import { checkId, declared, encode, searchTexts } from '../check-record.js';
import { fieldParts, valueAt } from '../field-path.js';
import { indexTokens } from '../text-tokens.js';

/** A stored record as JSON text, parsed once for tests of fields; `gone` is the mark a guarded removal leaves. */
export interface MemoryRow {
  readonly json: string;
  readonly value: StoreRecord;
  readonly srcSeq: number | null;
  readonly gone: boolean;
  readonly tokens: readonly string[];
}

/** All collections of a memory store by name. */
export interface MemoryTables {
  closed: boolean;
  readonly tables: Map<string, Map<string, MemoryRow>>;
}

/** The rows of a declared collection by `_id`. Throws BAD_QUERY. */
export function tableOf(tables: MemoryTables, name: string): Map<string, MemoryRow> {
  declared(name);
  const found = tables.tables.get(name);
  if (found !== undefined) return found;
  const made = new Map<string, MemoryRow>();
  tables.tables.set(name, made);
  return made;
}

/** The row of a record that is about to be stored. */
export function rowOf(name: string, record: StoreRecord): MemoryRow {
  const { json, srcSeq } = encode(record);
  const tokens = declared(name).search === true ? indexTokens(searchTexts(json)) : [];
  return { json, value: JSON.parse(json) as StoreRecord, srcSeq, gone: false, tokens };
}

/** The mark left by a guarded removal. */
export function markOf(id: string, srcSeq: number): MemoryRow {
  return { json: '{}', value: { _id: checkId(id) }, srcSeq, gone: true, tokens: [] };
}

/** Whatever stands at a dotted path of a record; undefined when nothing does. */
export function at(record: StoreRecord, field: string): unknown {
  return valueAt(record, fieldParts(field));
}

/** The scalar at a dotted path, for sorting; undefined for absent values, arrays and objects. */
export function scalarAt(record: StoreRecord, field: string): Scalar | undefined {
  const value = at(record, field);
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return undefined;
}
