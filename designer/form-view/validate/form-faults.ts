import type { JsonObject, JsonValue, SchemaFault, ValidateJson } from '../../../engine/index.js';
import {
  faultText,
  hiddenFields,
  isObject,
  pointerOf,
  valueAt,
  withoutHidden,
  withoutHiddenRequireds,
} from '../../../engine/index.js';
import type { FieldError } from '../types.js';

/** One fault and the field it is shown at. Its sentence is made only when it is shown (`Judge.explain`). */
export interface FormFault {
  readonly pointer: string;
  readonly fault: SchemaFault;
}

/** What a form says about a document: the document as it would be sent, and the first fault of each field. */
export interface Judgement {
  readonly document: JsonObject;
  readonly faults: readonly FormFault[];
}

/** Judges documents of one form; made once for a form, because it remembers schemas and sentences. */
export interface Judge {
  judge(document: JsonObject): Judgement;
  /** The sentence for a fault of a judgement, in both languages, as the server would say it. */
  explain(fault: FormFault, document: JsonObject): FieldError;
}

/**
 * Judges as the server will: fields that are not shown are left out and not required. Sentences come from the engine's catalogue, so
 * browser and server use the same words. It runs at every key, so the schema without hidden requireds is kept for each set of hidden
 * fields, and each sentence for each value it speaks of.
 */
export function createJudge(input: {
  readonly schema: JsonObject;
  readonly validate: ValidateJson;
  readonly today: string;
  readonly english?: JsonObject | undefined;
}): Judge {
  const { schema, validate, today, english } = input;
  const schemas = new Map<string, JsonObject>();
  const sentences = new Map<string, FieldError>();

  function shownSchema(document: JsonObject): JsonObject {
    const key = hiddenFields(schema, document, validate).join('\n');
    const known = schemas.get(key) ?? withoutHiddenRequireds(schema, document, validate);
    schemas.set(key, known);
    return known;
  }

  return {
    judge(given) {
      const shown = withoutHidden(schema, withRequiredObjects(schema, given), validate);
      const document = isObject(shown) ? shown : {};
      const first = new Map<string, FormFault>();
      for (const fault of validate(shownSchema(document), document)) {
        const pointer = placeOf(fault);
        if (!first.has(pointer)) first.set(pointer, { pointer, fault });
      }
      return { document, faults: [...first.values()] };
    },
    explain({ pointer, fault }, document) {
      const key = JSON.stringify([fault, valueAt(document, pointer) ?? null]);
      const known = sentences.get(key);
      if (known !== undefined) return known;
      const made = faultText({ schema, fault, document, today, ...(english === undefined ? {} : { english }) });
      sentences.set(key, made);
      return made;
    },
  };
}

/** A missing property is told at its own field. */
function placeOf(fault: SchemaFault): string {
  const missing = fault.params['missingProperty'];
  return fault.keyword === 'required' && typeof missing === 'string'
    ? fault.pointer + pointerOf([missing])
    : fault.pointer;
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
