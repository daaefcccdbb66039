import type { Field } from './field.js';

/** Where a field stands: its index, after that of the group it is in, and so on. */
export type FieldPath = readonly number[];

/** A field with its place, as a list of all of them is drawn: a group before its fields. */
export interface FieldLine {
  readonly field: Field;
  readonly path: FieldPath;
}

/** All fields in the order in which they are shown. */
export function fieldLines(fields: readonly Field[], above: FieldPath = []): readonly FieldLine[] {
  return fields.flatMap((field, index) => {
    const path = [...above, index];
    return [{ field, path }, ...fieldLines(field.children ?? [], path)];
  });
}

/** The field at a path. */
export function fieldAt(fields: readonly Field[], path: FieldPath): Field | undefined {
  const [index = -1, ...rest] = path;
  const field = fields[index];
  return rest.length === 0 || field === undefined ? field : fieldAt(field.children ?? [], rest);
}

/** The fields beside the one at a path, itself among them. */
export function siblingsOf(fields: readonly Field[], path: FieldPath): readonly Field[] {
  return path.length <= 1 ? fields : (fieldAt(fields, path.slice(0, -1))?.children ?? []);
}

/** The fields with another one at a path, or without it. */
export function withField(fields: readonly Field[], path: FieldPath, next: Field | undefined): readonly Field[] {
  const [index = -1, ...rest] = path;
  return fields.flatMap((field, at) => {
    if (at !== index) return [field];
    if (rest.length > 0) return [{ ...field, children: withField(field.children ?? [], rest, next) }];
    return next === undefined ? [] : [next];
  });
}

/** The fields with a new one in front of what stands at a path (one behind the last: at the end). Its name gives way to one that is taken. */
export function withInserted(fields: readonly Field[], path: FieldPath, fresh: Field): readonly Field[] {
  const [index = 0, ...rest] = path;
  if (rest.length > 0) {
    return fields.map((field, at) =>
      at === index ? { ...field, children: withInserted(field.children ?? [], rest, fresh) } : field,
    );
  }
  const named = { ...fresh, name: freeName(fresh.name, fields) };
  return [...fields.slice(0, index), named, ...fields.slice(index)];
}

/** What a move leaves: the fields, and where the moved one stands now. */
export interface Moved {
  readonly fields: readonly Field[];
  readonly path: FieldPath;
}

/** Moves a field in front of what stands at another path; undefined when it would go into itself or stay where it is. */
export function moveField(fields: readonly Field[], from: FieldPath, to: FieldPath): Moved | undefined {
  const field = fieldAt(fields, from);
  if (field === undefined || from.every((index, depth) => to[depth] === index)) return undefined;
  const target = afterRemoval(from, to);
  if (same(target, from)) return undefined;
  return { fields: withInserted(withField(fields, from, undefined), target, field), path: target };
}

/** Moves a field one place up or down among its siblings. */
export function moveBy(fields: readonly Field[], path: FieldPath, by: -1 | 1): Moved | undefined {
  const at = path.at(-1) ?? 0;
  const next = at + by;
  if (next < 0 || next >= siblingsOf(fields, path).length) return undefined;
  return moveField(fields, path, [...path.slice(0, -1), by === 1 ? next + 1 : next]);
}

/** Moves a field into the group or list right above it, to its end. */
export function moveIn(fields: readonly Field[], path: FieldPath): Moved | undefined {
  const above = [...path.slice(0, -1), (path.at(-1) ?? 0) - 1];
  const children = fieldAt(fields, above)?.children;
  return children === undefined ? undefined : moveField(fields, path, [...above, children.length]);
}

/** Moves a field out of its group or list, behind it. */
export function moveOut(fields: readonly Field[], path: FieldPath): Moved | undefined {
  if (path.length < 2) return undefined;
  const group = path.slice(0, -1);
  return moveField(fields, path, [...group.slice(0, -1), (group.at(-1) ?? 0) + 1]);
}

/** A name that no other field beside it has. */
export function freeName(wanted: string, taken: readonly Field[]): string {
  const names = new Set(taken.map(({ name }) => name));
  if (!names.has(wanted)) return wanted;
  const stem = wanted.replace(/\d+$/, '');
  let number = 2;
  while (names.has(`${stem}${String(number)}`)) number += 1;
  return `${stem}${String(number)}`;
}

/** Where a path points once the field at another one is gone. */
function afterRemoval(gone: FieldPath, path: FieldPath): FieldPath {
  const depth = gone.length - 1;
  const isBehind =
    path.length > depth &&
    gone.slice(0, depth).every((index, at) => path[at] === index) &&
    (path[depth] ?? 0) > (gone[depth] ?? 0);
  return isBehind ? path.map((index, at) => (at === depth ? index - 1 : index)) : path;
}

function same(one: FieldPath, other: FieldPath): boolean {
  return one.length === other.length && one.every((index, at) => other[at] === index);
}
