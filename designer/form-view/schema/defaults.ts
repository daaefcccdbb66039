import type { JsonObject, JsonValue } from '../../../engine/index.js';
import { isObject } from '../../../engine/index.js';

/** The document with the schema's `default`s where nothing is given yet. Read-only properties and rows are left alone. */
export function withDefaults(schema: JsonObject, document: JsonObject): JsonObject {
  const properties = schema['properties'];
  if (!isObject(properties)) return document;
  const out: Record<string, JsonValue> = { ...document };
  for (const [key, child] of Object.entries(properties)) {
    if (!isObject(child) || child['readOnly'] === true) continue;
    const own = out[key];
    if (own === undefined && 'default' in child) out[key] = child['default'] ?? null;
    else if (isObject(child['properties'])) {
      const filled = withDefaults(child, isObject(own) ? own : {});
      if (Object.keys(filled).length > 0) out[key] = filled;
    }
  }
  return out;
}
