import { toUSVString } from 'node:util';
import { crc32 } from 'node:zlib';

/** A record that carries the checksum of the rest of it. */
export interface Summed {
  readonly sum?: string;
}

const wellFormed = (_key: string, value: unknown): unknown => (typeof value === 'string' ? toUSVString(value) : value);

/**
 * A record without its `sum` as a text that is the same before it was stored and afterwards: the order of the outermost members does not count,
 * as stores may change it; what no store keeps (absent members, lone halves of surrogate pairs) is left out as they leave it out.
 */
export function textOf(record: object): string {
  const members = Object.entries(record)
    .filter(([name, value]) => name !== 'sum' && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify(members);
  return text.includes(String.raw`\ud`) ? JSON.stringify(members, wellFormed) : text;
}

/** The checksum of a record without its `sum` (`textOf`): tells a flipped bit or a lost member, not a forger. */
export function sumOf(record: object): string {
  return crc32(textOf(record)).toString(36);
}

/** Whether a record is as it was written. One without a checksum is taken as it is. */
export function isWhole(record: Summed): boolean {
  return record.sum === undefined || record.sum === sumOf(record);
}
