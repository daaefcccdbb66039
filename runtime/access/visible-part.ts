import { accessAt, isObject, pointerOf, type JsonObject, type JsonValue, type NodeAccess } from '../../engine/index.js';

/** The document without what a node may not see: hidden values never leave the server. */
export function visiblePart(document: JsonObject, access: NodeAccess): JsonObject {
  return visibleObject(document, '', access);
}

function visibleObject(object: JsonObject, pointer: string, access: NodeAccess): JsonObject {
  const kept: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(object)) {
    const seen = visible(value, pointer + pointerOf([key]), access);
    if (seen !== undefined) kept[key] = seen;
  }
  return kept;
}

function visible(value: JsonValue, pointer: string, access: NodeAccess): JsonValue | undefined {
  const hidden = accessAt(access, pointer) === 'hidden';
  if (Array.isArray(value)) {
    const items = (value as readonly JsonValue[]).map((item) => visible(item, `${pointer}/*`, access));
    const seen = items.filter((item) => item !== undefined);
    return hidden && seen.length === 0 ? undefined : seen;
  }
  if (isObject(value)) {
    const seen = visibleObject(value, pointer, access);
    return hidden && Object.keys(seen).length === 0 ? undefined : seen;
  }
  return hidden ? undefined : value;
}
