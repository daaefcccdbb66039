import { isObject, type JsonObject, type JsonValue } from '../../engine/index.js';
import type { Field } from '../fields/field.js';

/** What can be done with rows; each act has its list of roles. */
export type RegisterActName = 'read' | 'write' | 'export' | 'clear';
/** The lists of properties that the list page is made from. */
export type ListName = 'columns' | 'filters' | 'sorts';

/** Names in a list of the definition. */
export function namesIn(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter((one) => typeof one === 'string') : [];
}

/** An object in the definition; an empty one when it is absent. */
export function partIn(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** A part of the definition with another list; an empty list is left out, and so is a part without any. */
export function withList(definition: JsonObject, part: string, name: string, values: readonly string[]): JsonObject {
  const { [name]: _, ...others } = partIn(definition[part]);
  const next = values.length === 0 ? others : { ...others, [name]: [...values] };
  const { [part]: __, ...rest } = definition;
  return Object.keys(next).length === 0 ? rest : { ...definition, [part]: next };
}

/** Single columns that no two rows share. Sets of several columns are kept and not shown. */
export function uniqueColumns(definition: JsonObject): readonly string[] {
  return uniqueSets(definition).flatMap((set) => (set.length === 1 ? set : []));
}

/** The definition with these single columns without repetition. */
export function withUnique(definition: JsonObject, columns: readonly string[]): JsonObject {
  const sets = [...uniqueSets(definition).filter((set) => set.length > 1), ...columns.map((column) => [column])];
  const { unique: _, ...rest } = definition;
  return sets.length === 0 ? rest : { ...definition, unique: sets.map((set) => [...set]) };
}

/**
 * The definition after its columns have changed: every list names a renamed column by its new name and forgets one that has gone, and
 * what is protected is neither a filter nor a sort key.
 */
export function afterColumns(definition: JsonObject, fields: readonly Field[]): JsonObject {
  const now = new Map(fields.flatMap(({ name, origin }) => [[origin?.name ?? name, name] as const]));
  const open = new Set(fields.flatMap(({ name, protection }) => (isOpen(protection) ? [name] : [])));
  const kept = (value: JsonValue | undefined): readonly string[] =>
    namesIn(value).flatMap((name) => now.get(name) ?? []);
  const key = definition['keyProperty'];
  const list = partIn(definition['list']);
  let next: JsonObject = { ...definition, keyProperty: now.get(String(key)) ?? fields[0]?.name ?? '' };
  next = withList(next, 'list', 'columns', kept(list['columns']));
  for (const name of ['filters', 'sorts'] as const)
    next = withList(
      next,
      'list',
      name,
      kept(list[name]).filter((one) => open.has(one)),
    );
  next = withPlace(next, kept(definition['place']));
  const references = Object.entries(partIn(definition['references'])).flatMap(([name, to]): [string, JsonValue][] => {
    const renamed = now.get(name);
    return renamed === undefined ? [] : [[renamed, to]];
  });
  if (definition['references'] !== undefined) next = { ...next, references: Object.fromEntries(references) };
  const sets = uniqueSets(definition).map((set) => set.flatMap((name) => now.get(name) ?? []));
  const whole = sets.filter((set, index) => set.length > 0 && set.length === uniqueSets(definition)[index]?.length);
  return definition['unique'] === undefined ? next : { ...next, unique: whole };
}

/** The definition with these columns as its place. */
export function withPlace(definition: JsonObject, columns: readonly string[]): JsonObject {
  const { place: _, ...rest } = definition;
  return columns.length === 0 ? rest : { ...definition, place: [...columns] };
}

/** True when a column may be a filter or a sort key. */
export function isOpen(protection: Field['protection']): boolean {
  return protection === 'L1' || protection === 'L2';
}

function uniqueSets(definition: JsonObject): readonly (readonly string[])[] {
  const { unique } = definition;
  return Array.isArray(unique) ? (unique as readonly JsonValue[]).map(namesIn) : [];
}
