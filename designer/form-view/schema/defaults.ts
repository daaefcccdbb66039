import type { JsonObject, JsonValue } from '../../../engine/index.js';
import { isObject } from '../../../engine/index.js';
import { isFixed } from './plan-form.js';

/** The document with the schema's `default`s and fixed values where nothing is given yet. Read-only properties and rows are left alone. */
export function withDefaults(schema: JsonObject, document: JsonObject): JsonObject {
  const properties = schema['properties'];
  if (!isObject(properties)) return document;
  const out: Record<string, JsonValue> = { ...document };
  const required = new Set(Array.isArray(schema['required']) ? (schema['required'] as readonly JsonValue[]) : []);
  for (const [key, child] of Object.entries(properties)) {
    if (!isObject(child) || child['readOnly'] === true) continue;
    const own = out[key];
    const fixed = isFixed(child) ? child['const'] : undefined;
    const start = child['default'] ?? fixed;
    if (own === undefined && start !== undefined) out[key] = start;
    else if (isObject(child['properties']) && (own !== undefined || required.has(key))) {
      const filled = withDefaults(child, isObject(own) ? own : {});
      if (Object.keys(filled).length > 0) out[key] = filled;
    }
  }
  return out;
}
