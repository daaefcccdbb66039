import type { JsonObject, JsonValue } from '../model/json.js';
import { accessAt, anyWritableBelow, hiddenThroughout, requiredAt, type NodeAccess } from './field-access.js';
import { isObject, pointerOf, pointerParts, valueAt } from './pointer.js';

/**
 * Derives the schema one node works with (decisions 9): properties it may not see are removed, properties it may not write are
 * `readOnly`, `required` is the schema's or the node's, intersected with what can be written; conditional requireds alike.
 * References into `$defs` are written out, because one definition may have different access in different places.
 */
export function nodeSchema(schema: JsonObject, access: NodeAccess): JsonObject {
  const { $defs: _, ...rest } = expandRefs(schema, schema, 0) as JsonObject & { $defs?: JsonValue };
  return derive(rest, '', access);
}

/** Writes out local references; a chain longer than 20 is left as it stands and fails the schema check at deploy. */
export function expandRefs(node: JsonValue, root: JsonObject, depth: number): JsonValue {
  if (Array.isArray(node)) return (node as readonly JsonValue[]).map((item) => expandRefs(item, root, depth));
  if (!isObject(node)) return node;
  const reference = node['$ref'];
  if (typeof reference === 'string' && reference.startsWith('#/') && depth < 20) {
    const { $ref: _, ...beside } = node;
    const target = valueAt(root, reference.slice(1));
    if (isObject(target)) return expandRefs({ ...target, ...beside }, root, depth + 1);
  }
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, key === '$defs' ? value : expandRefs(value, root, depth)]),
  );
}

function derive(schema: JsonObject, pointer: string, access: NodeAccess): JsonObject {
  const out: Record<string, JsonValue> = { ...schema };
  const properties = schema['properties'];
  if (isObject(properties)) {
    out['properties'] = deriveProperties(properties, pointer, access);
    const required = requiredOf(schema, properties, pointer, access);
    if (required.length > 0) out['required'] = required;
    else delete out['required'];
  } else if (Array.isArray(schema['required'])) {
    out['required'] = (schema['required'] as readonly JsonValue[]).filter(
      (key) => typeof key === 'string' && isWritable(access, childOf(pointer, key)),
    );
  }
  if (isObject(schema['items'])) out['items'] = derive(schema['items'], `${pointer}/*`, access);
  if (isObject(schema['then'])) out['then'] = derive(schema['then'], pointer, access);
  if (isObject(schema['else'])) out['else'] = derive(schema['else'], pointer, access);
  if (Array.isArray(schema['allOf'])) {
    const branches = (schema['allOf'] as readonly JsonValue[])
      .filter(
        (branch) => !(isObject(branch) && isObject(branch['if']) && mentionsHidden(branch['if'], pointer, access)),
      )
      .map((branch) => (isObject(branch) ? derive(branch, pointer, access) : branch));
    if (branches.length > 0) out['allOf'] = branches;
    else delete out['allOf'];
  }
  if (isObject(schema['if']) && mentionsHidden(schema['if'], pointer, access)) {
    delete out['if'];
    delete out['then'];
    delete out['else'];
  }
  if (pointer !== '' && !anyWritableBelow(access, pointer)) out['readOnly'] = true;
  return out;
}

function deriveProperties(properties: JsonObject, pointer: string, access: NodeAccess): JsonObject {
  const kept: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(properties)) {
    const place = childOf(pointer, key);
    if (hiddenThroughout(access, place)) continue;
    kept[key] = isObject(value) ? derive(value, place, access) : value;
  }
  return kept;
}

function requiredOf(schema: JsonObject, properties: JsonObject, pointer: string, access: NodeAccess): string[] {
  const own = new Set(
    (Array.isArray(schema['required']) ? (schema['required'] as readonly JsonValue[]) : []).map(String),
  );
  return Object.keys({ ...properties, ...Object.fromEntries([...own].map((key) => [key, true])) }).filter((key) => {
    const place = childOf(pointer, key);
    return isWritable(access, place) && (requiredAt(access, place) ?? own.has(key));
  });
}

function isWritable(access: NodeAccess, place: string): boolean {
  const here = accessAt(access, place);
  return here === 'write' || here === 'append' || anyWritableBelow(access, place);
}

function mentionsHidden(condition: JsonObject, pointer: string, access: NodeAccess): boolean {
  const properties = condition['properties'];
  return isObject(properties) && Object.keys(properties).some((key) => hiddenThroughout(access, childOf(pointer, key)));
}

function childOf(pointer: string, key: string): string {
  return pointer + pointerOf([key]);
}

/** The subschema that describes the place `pointer` (concrete indexes or `*`); undefined where the schema knows no such place. */
export function schemaAt(schema: JsonObject, pointer: string): JsonObject | undefined {
  let node = expandRefs(schema, schema, 0);
  for (const part of pointerParts(pointer)) {
    if (!isObject(node)) return undefined;
    const properties = node['properties'];
    if (isObject(properties) && Object.hasOwn(properties, part)) node = properties[part] ?? null;
    else if (isObject(node['items']) && (part === '*' || part === '-' || /^\d+$/.test(part))) node = node['items'];
    else return undefined;
  }
  return isObject(node) ? node : undefined;
}
