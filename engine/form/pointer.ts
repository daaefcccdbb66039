import type { JsonObject, JsonValue } from '../model/json.js';

/** Splits a JSON Pointer (RFC 6901) into its unescaped parts; `''` is the whole document. */
export function pointerParts(pointer: string): readonly string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Joins parts into a JSON Pointer. */
export function pointerOf(parts: readonly string[]): string {
  return parts.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The value at a pointer; undefined where there is none. Own properties only. */
export function valueAt(document: JsonValue | undefined, pointer: string): JsonValue | undefined {
  let value = document;
  for (const part of pointerParts(pointer)) {
    if (Array.isArray(value)) value = (value as readonly JsonValue[])[Number(part)];
    else if (isObject(value) && Object.hasOwn(value, part)) value = value[part];
    else return undefined;
  }
  return value;
}

/** A copy of the document with `value` at the pointer; missing objects on the way are made. Undefined removes the place. */
export function withValueAt(document: JsonValue | undefined, pointer: string, value: JsonValue | undefined): JsonValue {
  return put(document, pointerParts(pointer), value) ?? {};
}

function put(at: JsonValue | undefined, parts: readonly string[], value: JsonValue | undefined): JsonValue | undefined {
  const [head, ...rest] = parts;
  if (head === undefined) return value;
  if (Array.isArray(at)) {
    const items = [...(at as readonly JsonValue[])];
    const index = head === '-' ? items.length : Number(head);
    const next = put(items[index], rest, value);
    if (next === undefined) items.splice(index, 1);
    else items[index] = next;
    return items;
  }
  const object: Record<string, JsonValue> = isObject(at) ? { ...at } : {};
  const next = put(object[head], rest, value);
  if (next === undefined) delete object[head];
  else object[head] = next;
  return object;
}

/** True for a JSON object (not null, not an array). */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Deep equality of JSON values; the order of keys does not count. */
export function sameJson(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    const left = a as readonly JsonValue[];
    const right = b as readonly JsonValue[];
    return left.length === right.length && left.every((item, index) => sameJson(item, right[index]));
  }
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
    );
  }
  return false;
}
