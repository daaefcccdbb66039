import { randomBytes, randomInt } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { Clock } from '../seams/clock.js';
import type { IdSource } from '../seams/id-source.js';

/** Letters and digits that nobody mistakes for another: no 0 O 1 I L. */
const READABLE = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

const fraction = (): number => randomBytes(4).readUInt32BE(0) / 2 ** 32;

/** Ids and codes from the machine's secure random source; ULIDs carry the instant of `clock`. */
export function createIdSource(clock: Clock): IdSource {
  const ulid = monotonicFactory(fraction);
  return Object.freeze<IdSource>({
    ulid: () => ulid(Math.max(0, clock.now())),
    code: (length) => Array.from({ length }, () => READABLE.charAt(randomInt(READABLE.length))).join(''),
    token: (bytes) => randomBytes(bytes).toString('base64url'),
    fraction,
  });
}
