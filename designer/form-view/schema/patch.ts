import type { JsonObject, JsonValue } from '../../../engine/index.js';
import { isObject } from '../../../engine/index.js';

/**
 * What a person sends (decisions 9): the parts of `after` that the derived schema lets this node write. A writable key that was
 * there before and is gone now is sent as `null`; fields of rows that are read-only are left out.
 */
export function writablePatch(schema: JsonObject, before: JsonObject, after: JsonObject): JsonObject {
  const patch: Record<string, JsonValue> = {};
  const properties = schema['properties'];
  if (!isObject(properties)) return after;
  for (const [key, child] of Object.entries(properties)) {
    if (!isObject(child) || child['readOnly'] === true) continue;
    const value = after[key];
    if (value === undefined) {
      if (before[key] !== undefined) patch[key] = null;
      continue;
    }
    const old = before[key];
    if (isObject(value) && isObject(child['properties'])) {
      patch[key] = writablePatch(child, isObject(old) ? old : {}, value);
    } else patch[key] = writableRows(child, value);
  }
  return patch;
}

function writableRows(schema: JsonObject, value: JsonValue): JsonValue {
  const items = schema['items'];
  if (!Array.isArray(value) || !isObject(items) || !isObject(items['properties'])) return value;
  return (value as readonly JsonValue[]).map((row) => (isObject(row) ? writablePatch(items, {}, row) : row));
}
