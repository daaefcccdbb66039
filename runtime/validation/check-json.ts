import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { isObject, type JsonObject, type JsonValue, type Problem } from '../../engine/index.js';
import { schemaFault } from './ajv-validator.js';
import { linearRegExp } from './linear-reg-exp.js';

/** The kinds of JSON file a package may hold; each has a schema of this name in `definitions/schema`. */
export const JSON_KINDS = [
  'manifest',
  'form',
  'register',
  'document',
  'config',
  'i18n',
  'scenario',
  'sample',
  'calendar',
] as const;
export type JsonKind = (typeof JSON_KINDS)[number];

/** Says what is wrong with a package file, naming the JSON Pointer and the rule. */
export type CheckJson = (kind: JsonKind, value: JsonValue) => readonly Problem[];

/** Reads the schemas of `definitions/schema` and makes the check of package files from them. Throws when the folder is damaged. */
export function createCheckJson(schemaFolder: string): CheckJson {
  const ajv = new Ajv2020({ strict: false, allErrors: true, code: { regExp: linearRegExp } });
  const schemas = new Map(
    JSON_KINDS.map((kind) => {
      const schema = JSON.parse(readFileSync(path.join(schemaFolder, `${kind}.json`), 'utf8')) as JsonObject;
      return [kind, schema] as const;
    }),
  );
  // Made when the first file of a kind is checked: a start whose packages are all known needs none of them.
  const checks = new Map<JsonKind, ValidateFunction>();
  return (kind, value) => {
    const schema = schemas.get(kind);
    if (schema === undefined) return [];
    const check = checks.get(kind) ?? ajv.compile(schema);
    checks.set(kind, check);
    if (check(value) === true) return [];
    return (check.errors ?? []).slice(0, 50).map((error): Problem => {
      const extra = error.params['additionalProperty'] as string | undefined;
      const what = extra === undefined ? (error.message ?? error.keyword) : `unknown key ${extra}`;
      return {
        severity: 'error',
        rule: `schema-${error.keyword}`,
        pointer: extra === undefined ? error.instancePath : `${error.instancePath}/${extra}`,
        text: { zh: `${kind} 文件不符合格式：${what}`, en: `The ${kind} file breaks its schema: ${what}` },
      };
    });
  };
}

/** Judges whether a form's schema can be compiled; names the first fault. */
export function checkFormSchema(schema: JsonValue): readonly Problem[] {
  const fault = isObject(schema) ? schemaFault(schema) : 'not an object';
  if (fault === undefined) return [];
  const text = { zh: `表单的 JSON Schema 无法使用：${fault}`, en: `The form's JSON Schema cannot be used: ${fault}` };
  return [{ severity: 'error', rule: 'form-schema', pointer: '/schema', text }];
}
