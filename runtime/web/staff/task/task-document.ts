import type { JsonObject, JsonValue } from '../../../../engine/index.js';
import { isObject } from '../../../../engine/index.js';

/** The part of a document that this node may write: what a draft keeps. */
export function draftPart(schema: JsonObject, document: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(document).filter(([key]) => mayWrite(schema, key)));
}

/** A document with a kept draft laid over it. */
export function withDraft(schema: JsonObject, document: JsonObject, draft: JsonObject | undefined): JsonObject {
  return draft === undefined ? document : { ...document, ...draftPart(schema, draft) };
}

/**
 * The patch to send: what the form gave, and `null` for every value the server has that is gone from the form. The form itself only
 * knows what it began with, which may have been a draft.
 */
export function patchToSend(input: {
  readonly schema: JsonObject;
  readonly patch: JsonObject;
  readonly known: JsonObject;
  readonly document: JsonObject;
}): JsonObject {
  const gone = Object.keys(input.known).filter(
    (key) => mayWrite(input.schema, key) && input.document[key] === undefined,
  );
  return { ...Object.fromEntries(gone.map((key) => [key, null])), ...input.patch };
}

/** A document with a row for each chosen field added to one of its lists; fields that are in the list already are left alone. */
export function withRows(input: {
  readonly document: JsonObject;
  readonly list: string;
  readonly pointer: string;
  readonly label: string | undefined;
  readonly fields: readonly { readonly pointer: string; readonly title: string }[];
}): JsonObject {
  const { document, list, pointer, label } = input;
  const rows = rowsOf(document[list]);
  const known = new Set(rows.map((row) => row[pointer]));
  const added = input.fields
    .filter((field) => !known.has(field.pointer))
    .map((field) => ({ [pointer]: field.pointer, ...(label === undefined ? {} : { [label]: field.title }) }));
  const kept = rows.filter((row) => Object.values(row).some((value) => value !== undefined && value !== ''));
  return { ...document, [list]: [...kept, ...added] };
}

/** The objects of a list; empty for anything else. */
export function rowsOf(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter(isObject) : [];
}

function mayWrite(schema: JsonObject, key: string): boolean {
  const properties = schema['properties'];
  const node = isObject(properties) ? properties[key] : undefined;
  return isObject(node) && node['readOnly'] !== true;
}
