import type { JsonObject, JsonValue } from '../../../engine/index.js';
import { isObject, pointerParts } from '../../../engine/index.js';
import { sectionsOf } from './sections.js';

/** Compares two pointers of a form by where their fields stand on the page: sections, then `ui:order`, then the schema's order. */
export function pageOrder(schema: JsonObject, uiSchema: JsonObject): (a: string, b: string) => number {
  const inSections = sectionsOf(uiSchema).flatMap((section) => section.fields);
  const top = [...new Set([...inSections, ...keysInOrder(schema, uiSchema)])];
  return (a, b) => {
    const left = placeOf(a);
    const right = placeOf(b);
    for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
      const difference = (left[index] ?? -1) - (right[index] ?? -1);
      if (difference !== 0) return difference;
    }
    return 0;
  };

  function placeOf(pointer: string): readonly number[] {
    let node: JsonObject = schema;
    return pointerParts(pointer).map((part, depth) => {
      if (isObject(node['items'])) {
        node = node['items'];
        return Number(part);
      }
      const keys = depth === 0 ? top : keysInOrder(node, {});
      const properties = node['properties'];
      const child: JsonValue | undefined = isObject(properties) ? properties[part] : undefined;
      node = isObject(child) ? child : {};
      return keys.indexOf(part);
    });
  }
}

function keysInOrder(node: JsonObject, ui: JsonObject): readonly string[] {
  const keys = Object.keys(isObject(node['properties']) ? node['properties'] : {});
  const wish = ui['ui:order'];
  const first = Array.isArray(wish) ? (wish as readonly JsonValue[]).filter((key) => typeof key === 'string') : [];
  return [...first.filter((key) => keys.includes(key)), ...keys.filter((key) => !first.includes(key))];
}
