import type { JsonObject, JsonValue } from '../../../engine/index.js';
import { isObject } from '../../../engine/index.js';

/**
 * The schema without the rules of fields that may not be written here: their values may be masked, and the reader could not mend
 * them. Titles and `x-show` stay.
 */
export function checkable(node: JsonObject): JsonObject {
  const out: Record<string, JsonValue> = { ...node };
  const properties = node['properties'];
  if (isObject(properties)) {
    out['properties'] = Object.fromEntries(
      Object.entries(properties).map(([key, child]) => [key, isObject(child) ? checkableChild(child) : child]),
    );
  }
  if (isObject(node['items'])) out['items'] = checkableChild(node['items']);
  return out;
}

function checkableChild(child: JsonObject): JsonObject {
  if (child['readOnly'] !== true) return checkable(child);
  return Object.fromEntries(
    ['title', 'x-show', 'readOnly'].flatMap((key) => (key in child ? [[key, child[key] ?? null] as const] : [])),
  );
}
