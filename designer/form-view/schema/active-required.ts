import type { JsonObject, JsonValue, ValidateJson } from '../../../engine/index.js';
import { isObject, pointerOf, valueAt } from '../../../engine/index.js';

/**
 * Pointers of the fields that must be filled in for this document, conditional ones included (`if`/`then`/`else`, `allOf`,
 * `dependentRequired`); rows are not looked into.
 */
export function activeRequired(schema: JsonObject, document: JsonObject, validate: ValidateJson): ReadonlySet<string> {
  const found = new Set<string>();
  walk(schema, '');
  return found;

  function walk(node: JsonObject, pointer: string): void {
    const here = valueAt(document, pointer) ?? {};
    for (const key of listOf(node['required'])) found.add(pointer + pointerOf([key]));
    const dependents = node['dependentRequired'];
    if (isObject(dependents) && isObject(here)) {
      for (const [key, wanted] of Object.entries(dependents)) {
        if (Object.hasOwn(here, key)) for (const name of listOf(wanted)) found.add(pointer + pointerOf([name]));
      }
    }
    const condition = node['if'];
    if (isObject(condition)) {
      const branch = node[validate(condition, here).length === 0 ? 'then' : 'else'];
      if (isObject(branch)) walk(branch, pointer);
    }
    const all = node['allOf'];
    if (Array.isArray(all))
      for (const branch of all as readonly JsonValue[]) if (isObject(branch)) walk(branch, pointer);
    const properties = node['properties'];
    if (!isObject(properties)) return;
    for (const [key, child] of Object.entries(properties)) if (isObject(child)) walk(child, pointer + pointerOf([key]));
  }
}

function listOf(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter((item) => typeof item === 'string') : [];
}
