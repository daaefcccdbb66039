import {
  isFormatName,
  isObject,
  normaliseFormat,
  pointerOf,
  schemaAt,
  type JsonObject,
  type JsonValue,
} from '../../engine/index.js';

/** The document as it is kept: texts with a named format in their normal form (codes in capitals, no outer blanks), other texts trimmed at the end. */
export function normaliseDocument(schema: JsonObject, document: JsonObject): JsonObject {
  return normalObject(document, '');

  function normalObject(value: JsonObject, pointer: string): JsonObject {
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [key, normal(child, pointer + pointerOf([key]))]),
    );
  }

  function normal(value: JsonValue, pointer: string): JsonValue {
    if (Array.isArray(value)) {
      return (value as readonly JsonValue[]).map((item, index) => normal(item, `${pointer}/${index}`));
    }
    if (isObject(value)) return normalObject(value, pointer);
    if (typeof value !== 'string') return value;
    const format = schemaAt(schema, pointer)?.['format'];
    return typeof format === 'string' && isFormatName(format) ? normaliseFormat(format, value) : value;
  }
}
