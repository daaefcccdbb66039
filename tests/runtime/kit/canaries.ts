import { isObject, type JsonObject, type JsonValue } from '../../../engine/index.js';

/** A value that stands in exactly one protected place. */
export interface Canary {
  readonly value: string;
  /** Where it stands, for people: `register families /idNo`. */
  readonly place: string;
}

/** Makes values that are found again wherever they turn up, each with the place it was made for. */
export interface CanaryCage {
  readonly all: readonly Canary[];
  /** The document with a canary in every place of class L3 or L4. Missing protected fields are added. */
  plant(schema: JsonObject, document: JsonObject, place: string): JsonObject;
  /** A document that has every property of the schema, canaries where they belong. */
  make(schema: JsonObject, place: string): JsonObject;
  /** The canaries that a text holds. */
  foundIn(text: string): readonly Canary[];
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** An empty cage. */
export function canaryCage(): CanaryCage {
  const all: Canary[] = [];
  const byValue = new Map<string, Canary>();
  let number = 0;
  const note = (value: string, place: string): string => {
    const canary = { value, place };
    all.push(canary);
    byValue.set(value, canary);
    return value;
  };
  const fresh = (node: JsonObject, place: string): JsonValue | undefined => {
    number += 1;
    const { type, format } = node;
    if (type === 'integer' || type === 'number') {
      const value = 731_946_000 + number;
      return Number(node['maximum'] ?? Infinity) < value || node['multipleOf'] !== undefined
        ? undefined
        : Number(note(String(value), place));
    }
    if (type !== 'string' || node['enum'] !== undefined || node['const'] !== undefined || node['oneOf'] !== undefined)
      return undefined;
    if (format === 'id-no') return note(idNo(number), place);
    if (format === 'mobile') return note(`1990${String(7_000_000 + number)}`, place);
    if (format === 'person-name') return note(`金丝雀${letters(number)}`, place);
    if (format === 'landline') return note(`0533-${String(7_000_000 + number)}`, place);
    if (format === 'date') return undefined;
    if (format === 'bank-account') return note(`6217${String(100_000_000_000 + number)}`, place);
    if (format !== undefined || node['pattern'] !== undefined) return undefined;
    if (node['x-mask'] === 'bank-account') return note(`6217${String(100_000_000_000 + number)}`, place);
    const token = `JSQ${letters(number)}QSJ`;
    if (Number(node['maxLength'] ?? 1000) < token.length + 20) return undefined;
    note(token, place);
    return node['x-mask'] === 'address' ? `和平里小区3号楼2单元${token}室` : `不得外传的内容${token}到此为止`;
  };

  const walk = (
    node: JsonObject,
    value: JsonValue | undefined,
    place: string,
    isGuarded: boolean,
    isWhole: boolean,
  ): JsonValue | undefined => {
    const guarded = isGuarded || node['x-class'] === 'L3' || node['x-class'] === 'L4';
    const properties = node['properties'];
    if (isObject(properties)) {
      const old = isObject(value) ? value : {};
      const isThere = isWhole || isObject(value);
      if (!isThere && !guarded && !holdsGuarded(node)) return value;
      const entries = Object.entries(properties).flatMap(([name, child]): [string, JsonValue][] => {
        if (!isObject(child)) return [];
        const next = walk(child, old[name], `${place}/${name}`, guarded, isWhole || !isThere);
        return next === undefined ? [] : [[name, next]];
      });
      return { ...old, ...Object.fromEntries(entries) };
    }
    const items = node['items'];
    if (node['type'] === 'array' && isObject(items)) {
      const old = Array.isArray(value) ? (value as readonly JsonValue[]) : undefined;
      if (old !== undefined && old.length > 0)
        return old.map((one, at) => walk(items, one, `${place}/${at}`, guarded, isWhole) ?? one);
      if (!isWhole && !guarded && !holdsGuarded(items)) return value;
      const one = walk(items, undefined, `${place}/0`, guarded, true);
      return one === undefined ? value : [one];
    }
    if (guarded) return fresh(node, place) ?? value ?? (isWhole ? plain(node) : undefined);
    return value ?? (isWhole ? plain(node) : undefined);
  };

  return {
    all,
    plant: (schema, document, place) => (walk(schema, document, place, false, false) ?? document) as JsonObject,
    make: (schema, place) => (walk(schema, {}, place, false, true) ?? {}) as JsonObject,
    foundIn: (text) => {
      const candidates =
        text.match(/\d{17}[\dX]|1990\d{7}|731946\d{3}|JSQ[A-Z]{4}QSJ|金丝雀[A-Z]{4}|6217\d{12}|0533-\d{7}/g) ?? [];
      return [...new Set(candidates)].flatMap((one) => byValue.get(one) ?? []);
    },
  };
}

const FITTING: Readonly<Record<string, string>> = {
  date: '2026-03-02',
  'date-time': '2026-03-02T10:00:00+08:00',
  uscc: '92370303MA3C000115',
  'food-licence-no': 'JY23703030000015',
  'filing-no': 'YB23703030000015',
  'id-no': '370303196503120028',
  mobile: '19900000099',
  'person-name': '试用人',
  postcode: '255000',
  landline: '0533-2100000',
};
/** Texts for fields with a pattern: the first that fits is taken. */
const PATTERNED = ['a'.repeat(64), 'GS-2026-90001', '2026-03', 'TYC-90001', 'A1', '90001', 'a', '/a', 'c01', '370303'];

/** Whether something below a node is protected. */
function holdsGuarded(node: JsonObject): boolean {
  return /"x-class":"L[34]"/.test(JSON.stringify(node));
}

/** Something that fits an unprotected field. */
function plain(node: JsonObject): JsonValue | undefined {
  if (node['const'] !== undefined) return node['const'];
  const choices = node['enum'] ?? node['oneOf'];
  if (Array.isArray(choices)) {
    const [first] = choices as readonly JsonValue[];
    return isObject(first) ? first['const'] : first;
  }
  const { type, format, pattern } = node;
  switch (type) {
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return Number(node['minimum'] ?? 0) + 1;
    case 'string':
      if (typeof format === 'string') return FITTING[format];
      if (typeof pattern !== 'string') return '无关内容'.slice(0, Number(node['maxLength'] ?? 4));
      return PATTERNED.find((text) => new RegExp(pattern, 'u').test(text));
    default:
      return undefined;
  }
}

/** Four letters that no two numbers share. */
function letters(number: number): string {
  let rest = number;
  let text = '';
  for (let at = 0; at < 4; at += 1) {
    text = String.fromCharCode(65 + (rest % 26)) + text;
    rest = Math.floor(rest / 26);
  }
  return text;
}

/** An identity number of somebody born in 1971, with its check digit. */
function idNo(number: number): string {
  const day = 1 + (number % 28);
  const month = 1 + (Math.floor(number / 28) % 12);
  const sequence = 100 + (Math.floor(number / 336) % 900);
  const body = `3703031971${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}${String(sequence)}`;
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * (WEIGHTS[at] ?? 0), 0);
  return body + (CHECKS[sum % 11] ?? '');
}
