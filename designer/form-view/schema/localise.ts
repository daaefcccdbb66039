import type { JsonObject, JsonValue } from '../../../engine/index.js';
import { isObject, pointerOf } from '../../../engine/index.js';

const SUBSCHEMAS = ['items', 'then', 'else', 'if'] as const;

/**
 * The schema with its texts in English: titles, descriptions and labels of choices replaced from a map of schema pointers
 * (`/properties/kind/oneOf/0/title`, `/properties/applyType/enum/0`). What has no English text keeps the Chinese one.
 * Labels of an `enum` go to `x-labels`, so that stored values stay as they are.
 */
export function localise(schema: JsonObject, english: JsonObject): JsonObject {
  return translate(schema, '');

  function translate(node: JsonObject, pointer: string): JsonObject {
    const out: Record<string, JsonValue> = { ...node };
    for (const key of ['title', 'description']) {
      const text = english[`${pointer}/${key}`];
      if (typeof text === 'string' && key in node) out[key] = text;
    }
    if (isObject(node['properties'])) {
      out['properties'] = Object.fromEntries(
        Object.entries(node['properties']).map(([key, child]) => [
          key,
          isObject(child) ? translate(child, `${pointer}/properties${pointerOf([key])}`) : child,
        ]),
      );
    }
    for (const key of SUBSCHEMAS) {
      const child = node[key];
      if (isObject(child)) out[key] = translate(child, `${pointer}/${key}`);
    }
    for (const key of ['oneOf', 'anyOf', 'allOf']) {
      const branches = node[key];
      if (!Array.isArray(branches)) continue;
      out[key] = (branches as readonly JsonValue[]).map((branch, index) =>
        isObject(branch) ? translate(branch, `${pointer}/${key}/${index}`) : branch,
      );
    }
    const values = node['enum'];
    if (Array.isArray(values)) {
      out['x-labels'] = (values as readonly JsonValue[]).map((value, index) => {
        const text = english[`${pointer}/enum/${index}`];
        return typeof text === 'string' ? text : String(value);
      });
    }
    return out;
  }
}
