import type { JsonObject, JsonValue } from '../model/json.js';
import { isObject, pointerOf, withValueAt, valueAt } from './pointer.js';
import type { ValidateJson } from './schema-port.js';

/**
 * Pointers of the fields that are not shown for this document: those whose `x-show`, a JSON Schema over the whole document, does
 * not hold. Fields below a hidden field are not listed. Array items are not looked into: rows show all their fields.
 */
export function hiddenFields(schema: JsonObject, document: JsonValue, validate: ValidateJson): readonly string[] {
  const hidden: string[] = [];
  walk(schema, '');
  return hidden;

  function walk(node: JsonObject, pointer: string): void {
    const properties = node['properties'];
    if (!isObject(properties)) return;
    for (const [key, child] of Object.entries(properties)) {
      if (!isObject(child)) continue;
      const place = pointer + pointerOf([key]);
      const condition = child['x-show'];
      if (isObject(condition) && validate(condition, document).length > 0) hidden.push(place);
      else walk(child, place);
    }
  }
}

/** The document without the values of fields that are not shown; repeated until nothing more disappears, at most 20 times. */
export function withoutHidden(schema: JsonObject, document: JsonValue, validate: ValidateJson): JsonValue {
  let current = document;
  for (let round = 0; round < 20; round += 1) {
    const gone = hiddenFields(schema, current, validate).filter((place) => valueAt(current, place) !== undefined);
    if (gone.length === 0) return current;
    for (const place of gone) current = withValueAt(current, place, undefined);
  }
  return current;
}

/** The schema without the requireds of fields that are not shown for this document. */
export function withoutHiddenRequireds(schema: JsonObject, document: JsonValue, validate: ValidateJson): JsonObject {
  const hidden = new Set(hiddenFields(schema, document, validate));
  return strip(schema, '');

  function strip(node: JsonObject, pointer: string): JsonObject {
    const out: Record<string, JsonValue> = { ...node };
    if (Array.isArray(node['required'])) {
      out['required'] = (node['required'] as readonly JsonValue[]).filter(
        (key) => !hidden.has(pointer + pointerOf([String(key)])),
      );
    }
    if (isObject(node['properties'])) {
      out['properties'] = Object.fromEntries(
        Object.entries(node['properties']).map(([key, child]) => [
          key,
          isObject(child) ? strip(child, pointer + pointerOf([key])) : child,
        ]),
      );
    }
    for (const key of ['then', 'else']) {
      const branch = node[key];
      if (isObject(branch)) out[key] = strip(branch, pointer);
    }
    if (Array.isArray(node['allOf'])) {
      out['allOf'] = (node['allOf'] as readonly JsonValue[]).map((branch) =>
        isObject(branch) ? strip(branch, pointer) : branch,
      );
    }
    return out;
  }
}
