import { isObject, mask, pointerOf, schemaAt, valueAt, type JsonObject, type JsonValue } from '../../engine/index.js';

type MaskKind = Parameters<typeof mask>[0];

const MASKS: ReadonlySet<string> = new Set<MaskKind>(['id-no', 'mobile', 'name', 'address', 'bank-account', 'hidden']);

/** A document with its sensitive values masked, and where they stood (JSON Pointers into the original). */
export interface MaskedDocument {
  readonly document: JsonObject;
  readonly masked: readonly string[];
}

/**
 * Masks what is protected, by the schema's `x-mask` and `x-class`: fields of class L3 and L4, and every field with a mask.
 * A protected field without a mask of its own is left out. Rows of lists keep their place.
 */
export function maskDocument(document: JsonObject, schema: JsonObject): MaskedDocument {
  const masked: string[] = [];
  const object = maskObject(document, '', undefined);
  return { document: object, masked };

  function maskObject(value: JsonObject, pointer: string, inherited: string | undefined): JsonObject {
    const kept: Record<string, JsonValue> = {};
    for (const [key, child] of Object.entries(value)) {
      const shown = maskValue(child, pointer + pointerOf([key]), inherited);
      if (shown !== undefined) kept[key] = shown;
    }
    return kept;
  }

  function maskValue(value: JsonValue, pointer: string, inherited: string | undefined): JsonValue | undefined {
    const kind = protection(schemaAt(schema, pointer)) ?? inherited;
    if (Array.isArray(value)) {
      return (value as readonly JsonValue[]).map((item, index) => maskValue(item, `${pointer}/${index}`, kind) ?? null);
    }
    if (isObject(value)) {
      const shown = maskObject(value, pointer, kind);
      return kind === 'hidden' && Object.keys(shown).length === 0 ? undefined : shown;
    }
    if (kind === undefined || value === null || value === '') return value;
    masked.push(pointer);
    return typeof value === 'string' ? (mask(kind as MaskKind, value) ?? undefined) : undefined;
  }
}

/** Pointers of the values that `maskDocument` would mask: what a read in clear has to log. */
export function sensitivePlaces(document: JsonObject, schema: JsonObject): readonly string[] {
  return maskDocument(document, schema).masked;
}

/** True when the place is protected and holds something. */
export function isSensitive(document: JsonObject, schema: JsonObject, pointer: string): boolean {
  return valueAt(document, pointer) !== undefined && sensitivePlaces(document, schema).includes(pointer);
}

/** The mask of a field: its `x-mask`, or `hidden` for class L3 and L4 without one; undefined for an open field. */
function protection(node: JsonObject | undefined): string | undefined {
  if (node === undefined) return undefined;
  const kind = node['x-mask'];
  if (typeof kind === 'string' && MASKS.has(kind)) return kind;
  return node['x-class'] === 'L3' || node['x-class'] === 'L4' ? 'hidden' : undefined;
}
