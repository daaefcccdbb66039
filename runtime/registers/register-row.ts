import { isObject, type JsonObject, type JsonValue, type RegisterDefinition } from '../../engine/index.js';
import { l4NamesOf, protectedNamesOf } from '../access/sealing-classes.js';
import { holdsIdNo } from '../access/sealing.js';
import type { RegisterRecord } from '../seams/records.js';
import type { RegisterRow } from '../seams/registers.js';
import type { Sealing } from '../seams/sealing.js';
import { filterKeys, sortKeys } from './list-keys.js';

/** A definition with what is derived from it once. */
export interface KnownRegister {
  readonly definition: RegisterDefinition;
  /** Property names of class L4. */
  readonly sealed: ReadonlySet<string>;
  /** Property names of class L3 and L4: nobody can probe for them by searching. */
  readonly unsearched: ReadonlySet<string>;
}

/** Derives what is needed of a definition. */
export function knownRegister(definition: RegisterDefinition): KnownRegister {
  const { schema } = definition;
  return { definition, sealed: l4NamesOf(schema), unsearched: protectedNamesOf(schema) };
}

/** The purpose of the blind index of one property. */
export function blindPurpose(register: string, property: string): string {
  return `register:${register}:${property}`;
}

/** `_id` of a row. A key of class L4 is replaced by its blind index. */
export function rowIdOf(sealing: Sealing, known: KnownRegister, key: string): string {
  const { key: register, keyProperty } = known.definition;
  const shown =
    known.sealed.has(keyProperty) || holdsIdNo(key)
      ? sealing.blindIndex(blindPurpose(register, keyProperty), key)
      : key;
  return `${register}:${shown}`;
}

/** The key of these values, as text; undefined when it is missing. */
export function keyOf(known: KnownRegister, values: JsonObject): string | undefined {
  const key = values[known.definition.keyProperty];
  if (typeof key === 'number') return String(key);
  return typeof key === 'string' && key !== '' ? key : undefined;
}

const searchTextOf = (known: KnownRegister, values: JsonObject): readonly string[] =>
  Object.entries(values)
    .filter(([name]) => !known.unsearched.has(name))
    .map(([, value]) => value)
    .filter((value): value is string => typeof value === 'string' && value.length <= 120 && !holdsIdNo(value));

const blindOf = (sealing: Sealing, known: KnownRegister, values: JsonObject): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(values)
      .filter((entry): entry is [string, string] => known.sealed.has(entry[0]) && typeof entry[1] === 'string')
      .map(([name, value]) => [name, sealing.blindIndex(blindPurpose(known.definition.key, name), value)]),
  );

/** A row as it is stored: values sealed with its own id as bond. */
export function recordOf(
  sealing: Sealing,
  known: KnownRegister,
  row: Omit<RegisterRecord, '_id' | 'register' | 'values' | 'blind' | 'searchText' | 'f' | 'k'> & {
    readonly values: JsonObject;
  },
): RegisterRecord {
  const _id = rowIdOf(sealing, known, row.key);
  const values = sealing.seal(_id, row.values, known.sealed);
  return {
    ...row,
    _id,
    register: known.definition.key,
    key: _id.slice(known.definition.key.length + 1),
    values: isObject(values) ? values : {},
    blind: blindOf(sealing, known, row.values),
    f: filterKeys(known.definition, row.values),
    k: sortKeys(known.definition, row.values),
    searchText: searchTextOf(known, row.values),
  };
}

/** A stored row, opened. */
export function rowOf(sealing: Sealing, known: KnownRegister, record: RegisterRecord): RegisterRow {
  const opened: JsonValue = sealing.unseal(record._id, record.values);
  const values = isObject(opened) ? opened : {};
  const { register, revision, orgPath, createdAt, updatedAt, updatedBy } = record;
  const key = keyOf(known, values) ?? record.key;
  return { register, key, handle: record.key, revision, orgPath, values, createdAt, updatedAt, updatedBy };
}
