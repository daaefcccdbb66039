import type { JsonObject, JsonValue } from '../../../engine/index.js';

/**
 * The document as plain JSON: keys without a value, empty texts and empty objects are left out, a row without a value becomes an
 * empty row. Returns the same reference where nothing changed, so that memoised parts of the screen stay as they are.
 */
export function tidy(document: JsonObject): JsonObject {
  return tidyObject(document);
}

function tidyObject(object: JsonObject): JsonObject {
  let changed = false;
  const out: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(object) as [string, JsonValue | undefined][]) {
    const next = tidyValue(value);
    if (next !== value || next === undefined) changed = true;
    if (next !== undefined) out[key] = next;
  }
  return changed ? out : object;
}

function tidyValue(value: JsonValue | undefined): JsonValue | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (Array.isArray(value)) return tidyRows(value as readonly JsonValue[]);
  if (typeof value !== 'object') return value;
  const object = tidyObject(value as JsonObject);
  return Object.keys(object).length === 0 ? undefined : object;
}

function tidyRows(rows: readonly (JsonValue | undefined)[]): readonly JsonValue[] {
  const next = rows.map((row) => tidyValue(row) ?? {});
  return next.every((row, index) => row === rows[index] || isEmptyRow(rows[index]))
    ? (rows as readonly JsonValue[])
    : next;
}

function isEmptyRow(row: JsonValue | undefined): boolean {
  return typeof row === 'object' && row !== null && !Array.isArray(row) && Object.keys(row).length === 0;
}
