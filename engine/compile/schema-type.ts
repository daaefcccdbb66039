import { isObject } from '../form/pointer.js';
import type { FeelType } from '../feel/types.js';
import { ANY } from '../feel/types.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import { schemasHere } from './schema-paths.js';

/** Deepest nesting that is followed; what lies below is of any type. */
const MAX_DEPTH = 8;
const SIMPLE: Readonly<Record<string, FeelType>> = {
  string: { kind: 'string' },
  number: { kind: 'number' },
  integer: { kind: 'number' },
  boolean: { kind: 'boolean' },
};

/** The FEEL type of the documents that a JSON schema describes; `any` wherever it does not say one thing only. Dates are texts, as in JSON. */
export function schemaType(root: JsonObject): FeelType {
  return typeHere(root, [root], 0);
}

function typeHere(root: JsonObject, places: readonly (JsonValue | undefined)[], depth: number): FeelType {
  const schemas = [...new Set(places.flatMap((place) => schemasHere(root, place)))];
  const names = new Set(schemas.flatMap(({ type }) => type ?? []).filter((name) => name !== 'null'));
  const [name] = names;
  if (depth > MAX_DEPTH || names.size !== 1 || typeof name !== 'string') return ANY;
  if (name === 'array') {
    const items = schemas.map((schema) => schema['items']).filter((one) => one !== undefined);
    return { kind: 'list', of: items.length === 0 ? ANY : typeHere(root, items, depth + 1) };
  }
  if (name !== 'object') return SIMPLE[name] ?? ANY;
  const members = new Map<string, (JsonValue | undefined)[]>();
  for (const { properties } of schemas) {
    for (const [key, inner] of isObject(properties) ? Object.entries(properties) : [])
      members.set(key, [...(members.get(key) ?? []), inner]);
  }
  const types = [...members].map(([key, inner]) => [key, typeHere(root, inner, depth + 1)] as const);
  return { kind: 'context', members: Object.fromEntries(types) };
}
