import type { JsonObject, JsonValue } from '../model/json.js';
import { accessAt, anyWritableBelow, type NodeAccess } from './field-access.js';
import { isObject, pointerOf, sameJson } from './pointer.js';

/** The merged document, or the pointers that may not be written. */
export type Merge =
  { readonly ok: true; readonly document: JsonObject } | { readonly ok: false; readonly pointers: readonly string[] };

/**
 * Merges a patch into a document under a node's access. Objects merge by key, `null` removes a writable key, arrays are replaced
 * as a whole where they are writable; with `append` the rows so far must come first, unchanged. In rows of a writable array, fields
 * the node may not write keep their value of before, by position. `lenient` drops what is not writable instead of refusing it.
 */
export function mergePatch(input: {
  readonly before: JsonObject;
  readonly patch: JsonObject;
  readonly access: NodeAccess;
  readonly lenient?: boolean;
}): Merge {
  const refused: string[] = [];
  const document = mergeObject(input.before, input.patch, '');
  return refused.length > 0 && input.lenient !== true ? { ok: false, pointers: refused } : { ok: true, document };

  function mergeObject(before: JsonObject, patch: JsonObject, pointer: string): JsonObject {
    const out: Record<string, JsonValue> = { ...before };
    for (const [key, value] of Object.entries(patch)) {
      const place = pointer + pointerOf([key]);
      const next = merge(Object.hasOwn(before, key) ? before[key] : undefined, value, place);
      if (next === undefined) delete out[key];
      else out[key] = next;
    }
    return out;
  }

  function merge(before: JsonValue | undefined, value: JsonValue, place: string): JsonValue | undefined {
    if (!anyWritableBelow(input.access, place)) {
      refused.push(place);
      return before;
    }
    const here = accessAt(input.access, place);
    if (isObject(value)) return mergeObject(isObject(before) ? before : {}, value, place);
    if (Array.isArray(value)) return mergeArray(before, value as readonly JsonValue[], place, here);
    if (here !== 'write' && !(here === 'append' && before === undefined)) {
      refused.push(place);
      return before;
    }
    return value === null ? undefined : value;
  }

  function mergeArray(
    before: JsonValue | undefined,
    value: readonly JsonValue[],
    place: string,
    here: string,
  ): JsonValue | undefined {
    const rows = Array.isArray(before) ? (before as readonly JsonValue[]) : [];
    if (here === 'append' && !rows.every((row, index) => sameJson(row, value[index]))) {
      refused.push(place);
      return before;
    }
    if (here !== 'write' && here !== 'append' && value.length !== rows.length) {
      refused.push(place);
      return before;
    }
    return value.map((row, index) => {
      const old = rows[index];
      if (here === 'append' && index < rows.length) return old ?? null;
      if (isObject(row)) return mergeObject(keptFields(old, `${place}/*`), row, `${place}/${index}`);
      return row;
    });
  }

  function keptFields(row: JsonValue | undefined, place: string): JsonObject {
    if (!isObject(row)) return {};
    return Object.fromEntries(
      Object.entries(row).filter(([key]) => !anyWritableBelow(input.access, place + pointerOf([key]))),
    );
  }
}
