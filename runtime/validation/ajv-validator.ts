import { Ajv2020, type ErrorObject, type FuncKeywordDefinition, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import {
  checkFormat,
  FORMAT_NAMES,
  isObject,
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

/** The members of a list's entries that must add up to something. */
interface SumRule {
  readonly of: string;
  readonly is: number;
}

/** Sums are compared to half a hundredth, so that thirds with two places and thirds as the machine has them both add up. */
const SUM_SLACK = 0.005;

/**
 * `x-sum` `{of, is}` on a list: the numbers `of` in its entries add up to `is`, for example the shares of the owners of a flat to 100. A list
 * without entries adds up to nothing and is left alone.
 */
const SUM: FuncKeywordDefinition = {
  keyword: 'x-sum',
  type: 'array',
  metaSchema: {
    type: 'object',
    additionalProperties: false,
    required: ['of', 'is'],
    properties: { of: { type: 'string' }, is: { type: 'number' } },
  },
  validate: ({ of, is }: SumRule, entries: readonly JsonValue[]) => {
    const sum = entries.reduce((total: number, entry) => {
      const part = isObject(entry) ? entry[of] : undefined;
      return total + (typeof part === 'number' ? part : 0);
    }, 0);
    return entries.length === 0 || Math.abs(sum - is) < SUM_SLACK;
  },
};

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
  ajv.addKeyword(SUM);
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
