import type { JsonObject, JsonValue } from '../../../engine/index.js';

type Path = readonly (string | number)[];

const leaves = (value: JsonValue, path: Path = []): readonly Path[] => {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).flatMap((item, at) => leaves(item, [...path, at]));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value as JsonObject).flatMap(([key, item]) => leaves(item, [...path, key]));
  return [path];
};

const change = (value: JsonValue, path: Path, make: (leaf: JsonValue) => JsonValue | undefined): JsonValue => {
  const [step, ...rest] = path;
  if (step === undefined) return make(value) ?? null;
  if (Array.isArray(value))
    return (value as readonly JsonValue[]).map((item, at) => (at === step ? change(item, rest, make) : item));
  const members = Object.entries(value as JsonObject).flatMap(([key, item]): [string, JsonValue][] => {
    if (key !== step) return [[key, item]];
    if (rest.length > 0) return [[key, change(item, rest, make)]];
    const made = make(item);
    return made === undefined ? [] : [[key, made]];
  });
  return Object.fromEntries(members);
};

const pick = <T>(items: readonly T[], random: () => number): T => {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to damage');
  return item;
};

/** A record with one bit of one value flipped; `_id` stays. `within`: only below these members. */
export function flipBit(record: JsonObject, random: () => number, within?: readonly string[]): JsonObject {
  const all = leaves(record).filter(
    ([name]) => name !== '_id' && (within === undefined || within.includes(String(name))),
  );
  const path = pick(all, random);
  return change(record, path, (leaf) => {
    if (typeof leaf === 'number') return leaf % 2 === 0 ? leaf + 1 : leaf - 1;
    if (typeof leaf === 'boolean') return !leaf;
    if (typeof leaf !== 'string' || leaf === '') return 'x';
    const at = Math.floor(random() * leaf.length);
    const flipped = String.fromCharCode(leaf.charCodeAt(at) ^ 1);
    return leaf.slice(0, at) + flipped + leaf.slice(at + 1);
  }) as JsonObject;
}

/** A record that lacks one of its members; `_id` stays. `within`: one of these. */
export function loseMember(record: JsonObject, random: () => number, within?: readonly string[]): JsonObject {
  const names = Object.keys(record).filter((name) => name !== '_id' && (within === undefined || within.includes(name)));
  return change(record, [pick(names, random)], () => undefined) as JsonObject;
}
