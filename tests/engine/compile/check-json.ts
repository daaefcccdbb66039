import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { FileKind } from '../../../engine/compile/package-files.js';
import type { JsonObject, JsonValue } from '../../../engine/model/json.js';
import type { Problem } from '../../../engine/model/problem.js';

const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addFormat('person-name', true);

/** Judges a package file by its schema in `definitions/schema`, as a host does. */
export function checkJson(kind: FileKind, value: JsonValue): readonly Problem[] {
  const id = `urn:yizhan:schema:${kind}`;
  const check = ajv.getSchema(id) ?? ajv.compile(JSON.parse(readFileSync(`definitions/schema/${kind}.json`, 'utf8')));
  if (check(value) === true) return [];
  return (check.errors ?? []).map((error): Problem => {
    const extra = (error.params as { additionalProperty?: string }).additionalProperty;
    const pointer = extra === undefined ? error.instancePath : `${error.instancePath}/${extra}`;
    const text = error.message ?? error.keyword;
    return { severity: 'error', rule: `schema-${error.keyword}`, pointer, text: { zh: text, en: text } };
  });
}

/** Judges whether ajv can compile the schema of a form. */
export function checkFormSchema(schema: JsonObject): readonly Problem[] {
  try {
    new Ajv2020({ strict: false, formats: { 'person-name': true } }).compile(schema);
    return [];
  } catch (error) {
    const text = String(error);
    return [{ severity: 'error', rule: 'form-schema', pointer: '/schema', text: { zh: text, en: text } }];
  }
}
