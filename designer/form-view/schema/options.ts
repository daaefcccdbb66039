import type { JsonObject, JsonValue } from '../../../engine/index.js';
import { isObject } from '../../../engine/index.js';

/** One choice of an enumerated field. */
export interface Choice {
  readonly value: JsonValue;
  readonly label: string;
}

/**
 * The choices of a field: `oneOf`/`anyOf` of `{const, title}`, or `enum`. Undefined for a field that is not enumerated. Labels come
 * from the localised schema (`localise`).
 */
export function choicesOf(node: JsonObject): readonly Choice[] | undefined {
  for (const key of ['oneOf', 'anyOf']) {
    const branches = node[key];
    if (!Array.isArray(branches)) continue;
    const list = (branches as readonly JsonValue[]).map(choiceOf);
    if (list.length > 0 && list.every((choice) => choice !== undefined)) return list;
  }
  const values = node['enum'];
  if (!Array.isArray(values)) return undefined;
  const labels = node['x-labels'];
  return (values as readonly JsonValue[]).map((value, index) => {
    const label = Array.isArray(labels) ? (labels as readonly JsonValue[])[index] : undefined;
    return { value, label: typeof label === 'string' ? label : String(value) };
  });
}

function choiceOf(branch: JsonValue): Choice | undefined {
  if (!isObject(branch) || !('const' in branch)) return undefined;
  const value = branch['const'] ?? null;
  const title = branch['title'];
  return { value, label: typeof title === 'string' ? title : String(value) };
}
