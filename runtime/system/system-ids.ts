import { randomBytes, randomInt } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { Clock } from '../seams/clock.js';
import type { IdSource } from '../seams/id-source.js';

/** Letters and digits that nobody mistakes for another: no 0 O 1 I L. */
const READABLE = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

const POOL_BYTES = 4096;
let pool = Buffer.alloc(0);
let used = 0;

/** From 0 to below 1. Asking the source for four bytes each time costs more than all the rest of an id: it is asked for many at once. */
const fraction = (): number => {
  if (used + 4 > pool.length) {
    pool = randomBytes(POOL_BYTES);
    used = 0;
  }
  used += 4;
  return pool.readUInt32BE(used - 4) / 2 ** 32;
};

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
