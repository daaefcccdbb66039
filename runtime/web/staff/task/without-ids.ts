import type { JsonObject, JsonValue } from '../../../../engine/index.js';
import { isObject } from '../../../../engine/index.js';

/** Properties that are there for the machine, and the property beside them that says the same to people. */
const SAID_BY: ReadonlyMap<string, string> = new Map([
  ['userId', 'name'],
  ['code', 'text'],
]);

/**
 * A schema for showing: where something that is only read holds an id beside a name, or a code beside a sentence, the id and the code
 * are left out. `isRead`: the whole form is for reading.
 */
export function withoutIds(schema: JsonObject, isRead: boolean): JsonObject {
  const read = isRead || schema['readOnly'] === true;
  const { properties, items } = schema;
  const below = isObject(items) ? { ...schema, items: withoutIds(items, read) } : schema;
  if (!isObject(properties)) return below;
  const dropped = Object.keys(properties).filter(
    (key) => read && (SAID_BY.get(key) ?? key) !== key && (SAID_BY.get(key) ?? key) in properties,
  );
  const kept = Object.entries(properties).filter(([key]) => !dropped.includes(key));
  const shown = Object.fromEntries(
    kept.map(([key, child]) => [key, isObject(child) ? withoutIds(child, read) : child]),
  );
  if (dropped.length === 0) return { ...below, properties: shown };
  const { additionalProperties: _closed, ...open } = below;
  return { ...open, properties: shown, required: requiredOf(schema).filter((key) => !dropped.includes(String(key))) };
}

function requiredOf(schema: JsonObject): readonly JsonValue[] {
  return Array.isArray(schema['required']) ? (schema['required'] as readonly JsonValue[]) : [];
}
