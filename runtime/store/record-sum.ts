import { toUSVString } from 'node:util';
import { crc32 } from 'node:zlib';
import { keepRecordText, partText } from './record-text.js';

/** A record that carries the checksum of the rest of it. */
export interface Summed {
  readonly sum?: string;
}

/** How JSON text writes a half of a surrogate pair that stands alone. */
const LONE = String.raw`\ud`;

const wellFormed = (_key: string, value: unknown): unknown => (typeof value === 'string' ? toUSVString(value) : value);

/**
 * A record without its `sum` as a text that is the same before it was stored and afterwards: the order of the outermost members does not count,
 * as stores may change it; what no store keeps (absent members, lone halves of surrogate pairs) is left out as they leave it out.
 */
export function textOf(record: object): string {
  return textOfParts(record, partsOf(record));
}

/** The name of a member as JSON text, and its value as JSON text. */
type Part = readonly [name: string, text: string];

const names = new Map<string, string>();

const nameText = (name: string): string => {
  const known = names.get(name);
  if (known !== undefined) return known;
  const text = JSON.stringify(name);
  if (names.size < 1000) names.set(name, text);
  return text;
};

const partsOf = (record: object): readonly Part[] => {
  const parts: Part[] = [];
  for (const [name, value] of Object.entries(record) as readonly (readonly [string, unknown])[]) {
    if (name === 'sum') continue;
    const text = partText(value);
    if (text !== undefined) parts.push([name, text]);
  }
  return parts;
};

/** As `JSON.stringify` makes it of the list of members. */
const textOfParts = (record: object, parts: readonly Part[]): string => {
  const sorted = [...parts].sort(([a], [b]) => (a < b ? -1 : 1));
  const text = `[${sorted.map(([name, value]) => `[${nameText(name)},${value}]`).join(',')}]`;
  if (!text.includes(LONE)) return text;
  const members = Object.entries(record)
    .filter(([name, value]) => name !== 'sum' && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(members, wellFormed);
};

const sumOfText = (text: string): string => crc32(text).toString(36);

/** The checksum of a record without its `sum` (`textOf`): tells a flipped bit or a lost member, not a forger. */
export function sumOf(record: object): string {
  return sumOfText(textOf(record));
}

/** A record with its checksum. The text that was made for it is what the store writes. */
export function withSum<R extends object>(record: R): R & { readonly sum: string } {
  const parts = partsOf(record);
  const sum = sumOfText(textOfParts(record, parts));
  const summed = { ...record, sum };
  const text = `{${parts.map(([name, value]) => `${nameText(name)}:${value}`).join(',')},"sum":"${sum}"}`;
  if (!text.includes(LONE)) keepRecordText(summed, text);
  return summed;
}

/** Whether a record is as it was written. One without a checksum is taken as it is. */
export function isWhole(record: Summed): boolean {
  return record.sum === undefined || record.sum === sumOf(record);
}
