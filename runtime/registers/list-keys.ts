import { pinyin } from 'pinyin-pro';
import type { JsonObject, JsonValue, RegisterDefinition } from '../../engine/index.js';
import type { Scalar } from '../seams/store.js';

/** The four places for filters and for sort keys that every stored row has: one index each serves all registers. */
export const SLOTS = ['a', 'b', 'c', 'd'] as const;

const LONGEST = 60;

const slotted = (
  names: readonly string[] | undefined,
  values: JsonObject,
  make: (value: JsonValue) => Scalar | undefined,
): Readonly<Record<string, Scalar>> =>
  Object.fromEntries(
    (names ?? []).slice(0, SLOTS.length).flatMap((name, index) => {
      const value = values[name];
      const key = value === undefined ? undefined : make(value);
      return key === undefined ? [] : [[SLOTS[index] ?? '', key] as const];
    }),
  );

/**
 * A text by which Chinese sorts as in a dictionary: each character becomes its syllable with tone, then the character itself, so that
 * 安 comes before 北 and homophones stay together. Other letters are compared without regard to case.
 */
export function sortKey(text: string): string {
  const short = text.slice(0, LONGEST);
  if (!/\p{Script=Han}/u.test(short)) return short.toLowerCase();
  return pinyin(short, { toneType: 'num', type: 'array', nonZh: 'consecutive' })
    .map((syllable) => syllable.toLowerCase())
    .join(' ')
    .concat('\u0000', short);
}

/** The values that filter, by slot. */
export function filterKeys({ list }: RegisterDefinition, values: JsonObject): Readonly<Record<string, Scalar>> {
  return slotted(list?.filters, values, (value) => (typeof value === 'object' ? undefined : value));
}

/** The sort keys, by slot. */
export function sortKeys({ list }: RegisterDefinition, values: JsonObject): Readonly<Record<string, Scalar>> {
  return slotted(list?.sorts, values, (value) => {
    if (typeof value === 'string') return sortKey(value);
    return typeof value === 'object' ? undefined : value;
  });
}

/** The stored field of a filter or sort property; undefined when the definition does not list it. */
export function slotField(names: readonly string[] | undefined, property: string, kind: 'f' | 'k'): string | undefined {
  const slot = SLOTS[(names ?? []).indexOf(property)];
  return slot === undefined ? undefined : `${kind}.${slot}`;
}
