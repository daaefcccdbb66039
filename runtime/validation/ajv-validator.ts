import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import {
  checkFormat,
  FORMAT_NAMES,
  type JsonObject,
  type JsonValue,
  type SchemaFault,
  type ValidateJson,
} from '../../engine/index.js';
import { linearRegExp } from './linear-reg-exp.js';

/** Keywords of our own that carry no validation: classes, units, labels of choices, masks, visibility, widgets (`definitions/schema/form.json`). */
export const FORM_KEYWORDS = [
  'x-class',
  'x-unit',
  'x-labels',
  'x-mask',
  'x-show',
  'x-widget',
  'x-options',
  'x-register',
  'x-sections',
  'x-purpose',
  'x-retention',
  'x-sensitive',
];

/**
 * Checks values against schemas with ajv; every schema object is compiled once and remembered as long as it lives. `today` gives the
 * office's date (ISO), so that a birth date in the future is seen.
 */
export function createAjvValidator({ today }: { readonly today?: () => string } = {}): ValidateJson {
  const ajv = new Ajv2020({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allErrors: true,
    code: { regExp: linearRegExp },
  });
  ajvFormats.default(ajv, { mode: 'full', formats: ['date', 'date-time', 'uri', 'email', 'time'] });
  for (const name of FORMAT_NAMES)
    ajv.addFormat(name, {
      type: 'string',
      validate: (value: string) =>
        checkFormat(name, value, today === undefined ? {} : { today: today() }) === undefined,
    });
  ajv.addVocabulary(FORM_KEYWORDS);
  const compiled = new WeakMap<JsonObject, ValidateFunction>();
  return (schema, value) => {
    let check = compiled.get(schema);
    if (check === undefined) {
      check = ajv.compile(schema);
      // Ajv's own memory is not weak: without this every schema ever checked would stay.
      ajv.removeSchema(schema);
      compiled.set(schema, check);
    }
    if (check(value) === true) return [];
    return (check.errors ?? []).map(toFault);
  };
}

let judge: ValidateJson | undefined;

/** The first fault in a schema itself, or undefined when it can be compiled. */
export function schemaFault(schema: JsonObject): string | undefined {
  judge ??= createAjvValidator();
  try {
    judge(schema, null);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function toFault(error: ErrorObject): SchemaFault {
  return { pointer: error.instancePath, keyword: error.keyword, params: error.params as Record<string, JsonValue> };
}
