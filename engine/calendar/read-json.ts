import type { Text } from '../model/text.js';

/** Takes one finding: JSON Pointer of the place (RFC 6901), stable rule key, text for people. */
export type Refuse = (pointer: string, rule: string, text: Text) => void;

/** An object of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * The value as an object with only `known` keys (keys that start with `x-` are foreign and kept) and all `required` ones; undefined
 * when it is no object. What is wrong goes to `refuse`, under `pointer`.
 */
export function fieldsOf(
  value: unknown,
  pointer: string,
  known: readonly string[],
  required: readonly string[],
  refuse: Refuse,
): Fields | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    refuse(pointer, 'calendar-shape', { zh: '此处应为对象', en: 'An object is expected here' });
    return undefined;
  }
  for (const key of Object.keys(value)) {
    if (known.includes(key) || key.startsWith('x-')) continue;
    const place = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    refuse(place, 'unknown-key', { zh: `未知的键：${key}`, en: `Unknown key: ${key}` });
  }
  const fields = value as Fields;
  for (const key of required) {
    if (Object.hasOwn(fields, key)) continue;
    refuse(`${pointer}/${key}`, 'missing-key', { zh: `缺少：${key}`, en: `Missing: ${key}` });
  }
  return fields;
}

/** The value as a list; an empty one when it is none, which goes to `refuse`. */
export function listOf(value: unknown, pointer: string, refuse: Refuse): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (value !== undefined) refuse(pointer, 'calendar-shape', { zh: '此处应为列表', en: 'A list is expected here' });
  return [];
}
