import type { JsonObject, JsonValue } from '../model/json.js';
import { isObject, pointerOf, pointerParts } from '../form/pointer.js';

/** Keywords that hold further schemas for the same place of the document. */
const BESIDE = ['allOf', 'anyOf', 'oneOf', 'if', 'then', 'else'] as const;
const MAX_DEPTH = 24;

/** Every schema that describes the place of `schema` itself: behind `$ref` and inside combinators. */
export function schemasHere(root: JsonObject, schema: JsonValue | undefined, depth = 0): readonly JsonObject[] {
  if (!isObject(schema) || depth > MAX_DEPTH) return [];
  const beside = BESIDE.flatMap((key) => {
    const inner = schema[key];
    return (Array.isArray(inner) ? (inner as readonly JsonValue[]) : [inner]).flatMap((one) =>
      schemasHere(root, one, depth + 1),
    );
  });
  const ref = schema['$ref'];
  const behind = typeof ref === 'string' ? schemasHere(root, definitionOf(root, ref), depth + 1) : [];
  return [schema, ...behind, ...beside];
}

/** The schemas of one property or, for `*`, of the items. */
export function schemasBelow(root: JsonObject, schemas: readonly JsonObject[], part: string): readonly JsonObject[] {
  const found = schemas.flatMap((schema) => {
    const properties = schema['properties'];
    const named = isObject(properties) && Object.hasOwn(properties, part) ? properties[part] : undefined;
    const inner = part === '*' ? schema['items'] : named;
    return schemasHere(root, inner);
  });
  return [...new Set(found)];
}

/** The schemas at a JSON Pointer with `*` for items; empty when the schema has no such place. */
export function schemasAt(root: JsonObject, pointer: string): readonly JsonObject[] {
  let schemas = schemasHere(root, root);
  for (const part of pointerParts(pointer)) schemas = schemasBelow(root, schemas, part);
  return schemas;
}

/** Names of the properties that a place may have. */
export function propertyNames(schemas: readonly JsonObject[]): readonly string[] {
  const names = schemas.flatMap((schema) => (isObject(schema['properties']) ? Object.keys(schema['properties']) : []));
  return [...new Set(names)];
}

/**
 * The outermost fields for which `covered` is false and which hold no covered field further in; a field with covered ones inside is
 * entered instead. Pointers with `*` for items.
 */
export function uncoveredFields(
  root: JsonObject,
  covered: (pointer: string) => boolean,
  hasInner: (pointer: string) => boolean,
): readonly string[] {
  const missing: string[] = [];
  const visit = (schemas: readonly JsonObject[], parts: readonly string[]): void => {
    if (parts.length > MAX_DEPTH) return;
    const isList = schemas.some((schema) => schema['items'] !== undefined);
    for (const name of [...propertyNames(schemas), ...(isList ? ['*'] : [])]) {
      const inner = [...parts, name];
      const pointer = pointerOf(inner);
      if (covered(pointer)) continue;
      if (hasInner(pointer)) visit(schemasBelow(root, schemas, name), inner);
      else missing.push(pointer);
    }
  };
  visit(schemasHere(root, root), []);
  return missing;
}

function definitionOf(root: JsonObject, ref: string): JsonValue | undefined {
  if (!ref.startsWith('#/')) return undefined;
  let at: JsonValue | undefined = root;
  for (const part of pointerParts(ref.slice(1))) {
    if (!isObject(at) || !Object.hasOwn(at, part)) return undefined;
    at = at[part];
  }
  return at;
}
