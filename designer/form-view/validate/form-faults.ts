import type { JsonObject, JsonValue, ValidateJson } from '../../../engine/index.js';
import { faultText, isObject, withoutHidden, withoutHiddenRequireds } from '../../../engine/index.js';
import type { FieldError } from '../types.js';

/** What a form says about a document: the document as it would be sent, and what is wrong with it. */
export interface Judgement {
  readonly document: JsonObject;
  readonly errors: readonly FieldError[];
}

/**
 * Judges a document as the server will: fields that are not shown are left out and not required; one error for each field, the
 * first. Sentences come from the engine's catalogue, so browser and server use the same words.
 */
export function judge(input: {
  readonly schema: JsonObject;
  readonly document: JsonObject;
  readonly validate: ValidateJson;
  readonly today: string;
  readonly english?: JsonObject | undefined;
}): Judgement {
  const { schema, validate, today, english } = input;
  const shown = withoutHidden(schema, withRequiredObjects(schema, input.document), validate);
  const document = isObject(shown) ? shown : {};
  const seen = new Set<string>();
  const errors: FieldError[] = [];
  for (const fault of validate(withoutHiddenRequireds(schema, document, validate), document)) {
    const { pointer, code, text } = faultText({
      schema,
      fault,
      document,
      today,
      ...(english === undefined ? {} : { english }),
    });
    if (seen.has(pointer)) continue;
    seen.add(pointer);
    errors.push({ pointer, code, text });
  }
  return { document, errors };
}

/** Required objects that are missing altogether become empty ones, so that each missing part is named at its own field. */
function withRequiredObjects(schema: JsonObject, document: JsonObject): JsonObject {
  const properties = schema['properties'];
  const required = schema['required'];
  if (!isObject(properties) || !Array.isArray(required)) return document;
  const out: Record<string, JsonValue> = { ...document };
  for (const key of required as readonly JsonValue[]) {
    const child = typeof key === 'string' ? properties[key] : undefined;
    if (
      typeof key !== 'string' ||
      !isObject(child) ||
      !isObject(child['properties']) ||
      'fileId' in child['properties']
    )
      continue;
    const own = out[key];
    out[key] = withRequiredObjects(child, isObject(own) ? own : {});
  }
  return out;
}
