import type { JsonValue } from '../model/json.js';

/** Where and why a JSON text is refused; `line` counts from 1, `pointer` names the value at hand. */
export interface JsonFault {
  readonly rule: 'json-malformed' | 'json-depth' | 'json-key';
  readonly line: number;
  readonly pointer: string;
  readonly zh: string;
  readonly en: string;
}

/** A JSON text read, or its first fault. */
export type ReadJson =
  { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly fault: JsonFault };

/** Deepest nesting that is read. */
export const MAX_JSON_DEPTH = 48;

const UNSAFE_KEYS = ['__proto__', 'constructor', 'prototype'];
const NUMBER = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const STRING = /"((?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*)"/y;
const WORD = /true|false|null/y;
const SPACE = /[ \t\r\n]*/y;

class Stop extends Error {}

/**
 * Reads JSON (RFC 8259) and names the line of a fault. Stricter than `JSON.parse`: no key twice in an object, no key `__proto__`,
 * `constructor` or `prototype`, at most `MAX_JSON_DEPTH` levels, finite numbers only. A byte order mark is skipped. Never throws.
 */
export function readJson(text: string): ReadJson {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let fault: JsonFault | undefined;
  const stop = (rule: JsonFault['rule'], pointer: string, zh: string, en: string): never => {
    fault = { rule, line: text.slice(0, at).split('\n').length, pointer, zh, en };
    throw new Stop(rule);
  };
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const expected = (pointer: string, what: string): never => {
    const found = at >= text.length ? '文件结尾' : text.charAt(at);
    const seen = at >= text.length ? 'the end of the file' : text.charAt(at);
    return stop(
      'json-malformed',
      pointer,
      `JSON 格式错误：应为 ${what}，实为 ${found}`,
      `Malformed JSON: ${what} expected, found ${seen}`,
    );
  };
  const mark = (sign: string, pointer: string): void => {
    take(SPACE);
    if (text.charAt(at) !== sign) expected(pointer, sign);
    at += 1;
  };
  const has = (sign: string): boolean => {
    take(SPACE);
    if (text.charAt(at) !== sign) return false;
    at += 1;
    return true;
  };
  const string = (pointer: string): string => {
    take(SPACE);
    const found = take(STRING) ?? expected(pointer, '"…"');
    return JSON.parse(found) as string;
  };
  const value = (pointer: string, depth: number): JsonValue => {
    if (depth > MAX_JSON_DEPTH)
      stop(
        'json-depth',
        pointer,
        `JSON 嵌套超过 ${MAX_JSON_DEPTH} 层`,
        `JSON nested deeper than ${MAX_JSON_DEPTH} levels`,
      );
    take(SPACE);
    const next = text.charAt(at);
    if (next === '{') return object(pointer, depth);
    if (next === '[') return array(pointer, depth);
    if (next === '"') return string(pointer);
    const word = take(WORD);
    if (word !== undefined) return word === 'null' ? null : word === 'true';
    const number = Number(take(NUMBER) ?? expected(pointer, '{ [ "…" 1 true false null'));
    return Number.isFinite(number) ? number : expected(pointer, '1');
  };
  const object = (pointer: string, depth: number): JsonValue => {
    const entries: Record<string, JsonValue> = {};
    mark('{', pointer);
    if (has('}')) return entries;
    do {
      const key = string(pointer);
      const place = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (UNSAFE_KEYS.includes(key)) stop('json-key', place, `不允许使用键 ${key}`, `The key ${key} is not allowed`);
      if (Object.hasOwn(entries, key)) stop('json-key', place, `键重复：${key}`, `The key ${key} is given twice`);
      mark(':', place);
      entries[key] = value(place, depth + 1);
    } while (has(','));
    mark('}', pointer);
    return entries;
  };
  const array = (pointer: string, depth: number): JsonValue => {
    const items: JsonValue[] = [];
    mark('[', pointer);
    if (has(']')) return items;
    do items.push(value(`${pointer}/${items.length}`, depth + 1));
    while (has(','));
    mark(']', pointer);
    return items;
  };
  try {
    const read = value('', 1);
    take(SPACE);
    if (at < text.length) expected('', '文件结尾 (end)');
    return { ok: true, value: read };
  } catch (error) {
    if (fault && error instanceof Stop) return { ok: false, fault };
    throw error;
  }
}
