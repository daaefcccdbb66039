import { isFormatName } from '../form/formats.js';
import { isObject, pointerOf } from '../form/pointer.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import type { Problem } from '../model/problem.js';
import { errorAt } from './problem-maker.js';
import { utf8Length } from './utf8-length.js';

/** Limits of a JSON Schema in a package: what a validator can be trusted with. `expanded`: schemas with `$ref`s followed. */
export const SCHEMA_LIMITS = Object.freeze({
  bytes: 256 * 1024,
  depth: 20,
  properties: 1000,
  refs: 200,
  branches: 20,
  expanded: 10_000,
  uniqueItems: 200,
});

const SCHEMA_MAPS = ['properties', 'patternProperties', '$defs', 'dependentSchemas'];
const SCHEMA_LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const SCHEMAS = ['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames', 'x-show'];
const STANDARD_FORMATS = ['date', 'date-time', 'time', 'email', 'uri'];
const MASKS = ['id-no', 'mobile', 'name', 'address', 'bank-account', 'hidden'];

interface Tally {
  properties: number;
  refs: number;
}

/**
 * Judges a form's or register's JSON Schema before a validator compiles it: size, depth, counts, only local `$ref`s without a cycle that
 * consumes no data, bounded `uniqueItems`, known formats and `x-` keywords. Pointers are relative to `base` inside the file.
 */
export function checkSchemaLimits(schema: JsonObject, base: string): Problem[] {
  const problems: Problem[] = [];
  const refuse = (parts: readonly string[], rule: string, zh: string, en: string): void => {
    problems.push(errorAt(rule, { pointer: base + pointerOf(parts) }, zh, en));
  };
  const text = JSON.stringify(schema);
  if (text.length > SCHEMA_LIMITS.bytes || utf8Length(text) > SCHEMA_LIMITS.bytes) {
    refuse([], 'schema-size', '表单模式超过 256 KB', 'The schema is larger than 256 KB');
    return problems;
  }
  const tally: Tally = { properties: 0, refs: 0 };
  const visit = (value: JsonValue | undefined, parts: readonly string[], depth: number): void => {
    if (!isObject(value)) return;
    if (depth > SCHEMA_LIMITS.depth) {
      refuse(
        parts,
        'schema-depth',
        `模式嵌套超过 ${SCHEMA_LIMITS.depth} 层`,
        `The schema is nested deeper than ${SCHEMA_LIMITS.depth} levels`,
      );
      return;
    }
    judge(value, parts, schema, tally, refuse);
    for (const key of SCHEMA_MAPS) {
      const map = value[key];
      if (isObject(map))
        for (const [name, inner] of Object.entries(map)) visit(inner, [...parts, key, name], depth + 1);
    }
    for (const key of SCHEMA_LISTS) {
      const list = value[key];
      if (Array.isArray(list))
        (list as readonly JsonValue[]).forEach((inner, index) =>
          visit(inner, [...parts, key, String(index)], depth + 1),
        );
    }
    for (const key of SCHEMAS) visit(value[key], [...parts, key], depth + 1);
  };
  visit(schema, [], 1);
  if (tally.properties > SCHEMA_LIMITS.properties)
    refuse(
      [],
      'schema-properties',
      `字段超过 ${SCHEMA_LIMITS.properties} 个`,
      `More than ${SCHEMA_LIMITS.properties} properties`,
    );
  if (tally.refs > SCHEMA_LIMITS.refs)
    refuse([], 'schema-refs', `$ref 超过 ${SCHEMA_LIMITS.refs} 个`, `More than ${SCHEMA_LIMITS.refs} $refs`);
  if (problems.length > 0) return problems;
  const cycle = dataFreeCycle(schema);
  if (cycle === undefined && expandedSize(schema) > SCHEMA_LIMITS.expanded) {
    const [zh, en] = ['展开 $ref 后的模式过大', 'The schema is too large once its $refs are followed'];
    refuse([], 'schema-branches', zh, en);
  }
  if (cycle !== undefined)
    refuse(['$defs', cycle], 'schema-ref', `$ref 循环引用：${cycle}`, `The $ref ${cycle} leads back to itself`);
  return problems;
}

type Refuse = (parts: readonly string[], rule: string, zh: string, en: string) => void;

function judge(value: JsonObject, parts: readonly string[], root: JsonObject, tally: Tally, refuse: Refuse): void {
  if (isObject(value['properties'])) tally.properties += Object.keys(value['properties']).length;
  for (const key of ['$dynamicRef', '$recursiveRef', '$anchor', '$dynamicAnchor']) {
    if (Object.hasOwn(value, key)) refuse([...parts, key], 'schema-ref', `不允许 ${key}`, `${key} is not allowed`);
  }
  if (Object.hasOwn(value, '$id') && parts.length > 0)
    refuse([...parts, '$id'], 'schema-ref', '内部模式不允许 $id', '$id is not allowed inside a schema');
  const ref = value['$ref'];
  if (ref !== undefined) {
    tally.refs += 1;
    const name = typeof ref === 'string' ? /^#\/\$defs\/([^/]+)$/.exec(ref)?.[1] : undefined;
    const defs = root['$defs'];
    const known = name !== undefined && isObject(defs) && Object.hasOwn(defs, name);
    if (!known)
      refuse(
        [...parts, '$ref'],
        'schema-ref',
        `$ref 只能指向本文件的 #/$defs/…：${String(ref)}`,
        `A $ref may only name a #/$defs/... of this file: ${String(ref)}`,
      );
  }
  for (const key of ['anyOf', 'oneOf', 'allOf']) {
    const branches = value[key];
    if (!Array.isArray(branches)) continue;
    if (branches.length > SCHEMA_LIMITS.branches)
      refuse(
        [...parts, key],
        'schema-branches',
        `${key} 分支超过 ${SCHEMA_LIMITS.branches} 个`,
        `More than ${SCHEMA_LIMITS.branches} branches in ${key}`,
      );
  }
  const most = value['maxItems'];
  if (value['uniqueItems'] === true && !(typeof most === 'number' && most <= SCHEMA_LIMITS.uniqueItems)) {
    refuse(
      [...parts, 'uniqueItems'],
      'schema-unique',
      `uniqueItems 须同时有 maxItems（不超过 ${SCHEMA_LIMITS.uniqueItems}）`,
      `uniqueItems needs maxItems of at most ${SCHEMA_LIMITS.uniqueItems}`,
    );
  }
  judgeKeywords(value, parts, refuse);
}

function judgeKeywords(value: JsonObject, parts: readonly string[], refuse: Refuse): void {
  const expect = (key: string, good: (found: JsonValue) => boolean): void => {
    const found = value[key];
    if (found === undefined || good(found)) return;
    const shown = JSON.stringify(found).slice(0, 60);
    refuse([...parts, key], 'schema-keyword', `${key} 的取值无效：${shown}`, `Not a value of ${key}: ${shown}`);
  };
  expect('format', (found) => typeof found === 'string' && (isFormatName(found) || STANDARD_FORMATS.includes(found)));
  expect('x-class', (found) => typeof found === 'string' && /^L[1-4]$/.test(found));
  expect('x-unit', (found) => found === '0.01m2' || found === 'fen');
  expect('x-mask', (found) => typeof found === 'string' && MASKS.includes(found));
  expect('x-show', (found) => isObject(found) || typeof found === 'boolean');
  expect('x-widget', (found) => typeof found === 'string' && found !== '');
}

/** How many schemas a validator may visit for one value, `$ref`s followed; a definition inside itself (through data) counts once. */
function expandedSize(root: JsonObject): number {
  const defs = isObject(root['$defs']) ? root['$defs'] : {};
  const sizes = new Map<string, number>();
  const size = (value: JsonValue | undefined): number => {
    if (!isObject(value)) return 0;
    const maps = SCHEMA_MAPS.filter((key) => key !== '$defs').flatMap((key) => {
      const map = value[key];
      return isObject(map) ? Object.values(map) : [];
    });
    const lists = SCHEMA_LISTS.flatMap((key) =>
      Array.isArray(value[key]) ? (value[key] as readonly JsonValue[]) : [],
    );
    const single = SCHEMAS.map((key) => value[key]);
    const ref = value['$ref'];
    const behind = typeof ref === 'string' ? sizeOf(ref.replace(/^#\/\$defs\//, '')) : 0;
    return Math.min(
      Number.MAX_SAFE_INTEGER,
      [...maps, ...lists, ...single].reduce((sum: number, one) => sum + size(one), 1 + behind),
    );
  };
  const sizeOf = (name: string): number => {
    const known = sizes.get(name);
    if (known !== undefined) return known;
    sizes.set(name, 1);
    const found = size(Object.hasOwn(defs, name) ? defs[name] : undefined);
    sizes.set(name, found);
    return found;
  };
  return size(root);
}

/** The name of a definition that reaches itself by `$ref`s and combinators alone, without going into a property or item. */
function dataFreeCycle(schema: JsonObject): string | undefined {
  const defs = isObject(schema['$defs']) ? schema['$defs'] : {};
  const names = Object.keys(defs);
  const edges = new Map(names.map((name) => [name, refsHere(defs[name])]));
  const done = new Set<string>();
  const visit = (name: string, path: ReadonlySet<string>): string | undefined => {
    if (path.has(name)) return name;
    if (done.has(name)) return undefined;
    for (const next of edges.get(name) ?? []) {
      const found = visit(next, new Set([...path, name]));
      if (found !== undefined) return found;
    }
    done.add(name);
    return undefined;
  };
  for (const name of names) {
    const found = visit(name, new Set());
    if (found !== undefined) return found;
  }
  return undefined;
}

function refsHere(value: JsonValue | undefined): readonly string[] {
  if (!isObject(value)) return [];
  const ref = value['$ref'];
  const own = typeof ref === 'string' ? [ref.replace(/^#\/\$defs\//, '')] : [];
  const lists = ['allOf', 'anyOf', 'oneOf'].flatMap((key) =>
    Array.isArray(value[key]) ? (value[key] as readonly JsonValue[]) : [],
  );
  const single = ['not', 'if', 'then', 'else'].map((key) => value[key]);
  return [...own, ...[...lists, ...single].flatMap(refsHere)];
}
