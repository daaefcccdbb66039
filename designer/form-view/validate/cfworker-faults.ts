import type { OutputUnit, Schema } from '@cfworker/json-schema';
import { format, Validator } from '@cfworker/json-schema';
import type { JsonObject, JsonValue, SchemaFault, ValidateJson } from '../../../engine/index.js';
import { checkFormat, FORMAT_NAMES, isObject, pointerParts } from '../../../engine/index.js';

/** Keywords that only say "something below is wrong"; what is below is listed by itself. */
const WRAPPERS = new Set([
  'properties',
  'items',
  'prefixItems',
  'allOf',
  '$ref',
  'if',
  'dependentSchemas',
  'patternProperties',
  'false',
]);

/** Faults of the branches of a choice say nothing to people: the choice itself is listed. */
const IN_A_BRANCH = /\/(?:oneOf|anyOf|not|contains|if|propertyNames)(?:\/|$)/;

/**
 * The browser's checker (decisions 11): interprets a schema, so that a page with `script-src 'self'` can check its forms. Faults
 * have ajv's keywords and parameters. Named formats are ours; `today` is asked at every check.
 */
export function createValidateJson(today: () => string): ValidateJson {
  for (const name of FORMAT_NAMES) {
    format[name] = (value) => checkFormat(name, value, { today: today() }) === undefined;
  }
  const checkers = new WeakMap<JsonObject, Validator>();
  return (schema, value) => {
    let checker = checkers.get(schema);
    if (checker === undefined) {
      checker = new Validator(structuredClone(schema) as Schema, '2020-12', false);
      checkers.set(schema, checker);
    }
    const { valid, errors } = checker.validate(value);
    return valid ? [] : errors.filter(speaks).map((unit) => faultOf(unit, schema));
  };
}

function speaks(unit: OutputUnit): boolean {
  if (WRAPPERS.has(unit.keyword)) return false;
  return !IN_A_BRANCH.test(unit.keywordLocation.slice(0, unit.keywordLocation.lastIndexOf('/')));
}

function faultOf(unit: OutputUnit, schema: JsonObject): SchemaFault {
  const pointer = decodeURI(unit.instanceLocation.slice(1)).replaceAll('%23', '#');
  const limit = keywordValue(schema, unit.keywordLocation);
  return { pointer, keyword: unit.keyword, params: paramsOf(unit, limit) };
}

function paramsOf(unit: OutputUnit, value: JsonValue | undefined): JsonObject {
  switch (unit.keyword) {
    case 'required':
    case 'dependentRequired':
      return { missingProperty: quotedName(unit.error) };
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return { additionalProperty: quotedName(unit.error) };
    case 'format':
      return { format: value ?? '' };
    case 'const':
      return { allowedValue: value ?? null };
    case 'type':
      return { type: value ?? '' };
    default:
      return typeof value === 'number' ? { limit: value } : {};
  }
}

/** The name in `... property "x".`; names may contain quotes themselves, so the outermost pair counts. */
function quotedName(sentence: string): string {
  return /"(.*)"/s.exec(sentence)?.[1] ?? '';
}

/** The value of the keyword a location such as `#/properties/staff/items/minLength` names; local references are followed. */
function keywordValue(schema: JsonObject, location: string): JsonValue | undefined {
  let node: JsonValue | undefined = schema;
  for (const part of pointerParts(decodeURI(location.slice(1)))) {
    if (Array.isArray(node)) node = (node as readonly JsonValue[])[Number(part)];
    else if (!isObject(node)) return undefined;
    else if (part === '$ref' && typeof node['$ref'] === 'string') node = keywordValue(schema, node['$ref']);
    else node = node[part];
  }
  return node;
}
