import { isObject, pointerOf } from '../form/pointer.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import type { RegisterDefinition } from '../model/package.js';
import type { Problem } from '../model/problem.js';
import type { PackageJson } from './package-files.js';
import { errorAt, limited } from './problem-maker.js';
import { propertyNames, schemasHere } from './schema-paths.js';

/** True for a sample form document, false for the rows of a register. */
export function isSampleDocument(file: PackageJson): boolean {
  return file.path.startsWith('samples/documents/');
}

/** Sample rows fit their register: known properties only, a key in each row, nothing twice that must be unique. */
export function checkSampleRows(file: PackageJson, register: RegisterDefinition | undefined): readonly Problem[] {
  const place = { file: file.path, pointer: '' };
  if (!register)
    return [errorAt('register-missing', place, `没有登记册 ${file.name}`, `There is no register ${file.name}`)];
  const rows = file.value;
  if (!Array.isArray(rows)) return [errorAt('sample-shape', place, '样例数据须为列表', 'Sample rows must be a list')];
  return checkRows(rows as readonly JsonValue[], register, (parts, rule, zh, en) =>
    errorAt(rule, { file: file.path, pointer: pointerOf(parts) }, zh, en),
  );
}

type Make = (parts: readonly string[], rule: string, zh: string, en: string) => Problem;

/** The rows of one register, wherever they stand (samples, scenarios). */
export function checkRows(rows: readonly JsonValue[], register: RegisterDefinition, make: Make): readonly Problem[] {
  const problems: Problem[] = [];
  const names = new Set(propertyNames(schemasHere(register.schema, register.schema)));
  const required = register.schema['required'];
  const needed = new Set([
    register.keyProperty,
    ...(Array.isArray(required) ? (required as readonly JsonValue[]) : []),
  ]);
  const sets = [[register.keyProperty], ...register.unique];
  const seen = sets.map(() => new Set<string>());
  rows.forEach((row, index) => {
    if (!isObject(row)) return;
    for (const name of Object.keys(row)) {
      if (names.has(name)) continue;
      problems.push(
        make(
          [String(index), name],
          'field-missing',
          `登记册 ${register.key} 没有字段 ${name}`,
          `The register ${register.key} has no property ${name}`,
        ),
      );
    }
    for (const name of needed) {
      if (typeof name !== 'string' || Object.hasOwn(row, name)) continue;
      problems.push(make([String(index)], 'missing-key', `缺少字段 ${name}`, `The property ${name} is missing`));
    }
    sets.forEach((set, at) => {
      const values = set.map((name) => row[name] ?? null);
      if (values.includes(null)) return;
      const key = JSON.stringify(values);
      if (seen[at]?.has(key)) {
        problems.push(
          make(
            [String(index)],
            'duplicate',
            `${set.join(' + ')} 重复：${key}`,
            `${set.join(' + ')} is given twice: ${key}`,
          ),
        );
      }
      seen[at]?.add(key);
    });
  });
  return limited(problems);
}

/** The rows of a sample file. */
export function rowsOf(file: PackageJson): readonly JsonObject[] {
  return Array.isArray(file.value) ? (file.value as readonly JsonValue[]).filter(isObject) : [];
}
