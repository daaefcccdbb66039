import { createHash } from 'node:crypto';
import type { JsonValue } from '../../engine/index.js';
import { canonicalJson } from '../documents/canonical-json.js';
import type { BallotEntry, Choices } from './vote-records.js';

/** `head` of an empty box. */
export const EMPTY_BOX = '0'.repeat(64);

/** SHA-256 in hex of the canonical text of a JSON value. */
export function hashOf(value: JsonValue): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/** What a voter is bound to without anybody seeing it: hash of the choices and a random nonce. */
export function commitmentOf(choices: Choices, nonce: string): string {
  return hashOf({ choices, nonce });
}

/** The hash of a ballot over its open members and the hash before it. */
export function entryHash(entry: Omit<BallotEntry, '_id' | 'hash' | 'secret'>): string {
  const { voteId, seq, prev, unit, way, at, heads, area, commitment } = entry;
  return hashOf({ voteId, seq, prev, unit, way, at, heads, area, commitment });
}

/** The receipt of a ballot: sixteen characters that name it among all others. */
export function receiptOf(hash: string): string {
  const code = BigInt(`0x${hash.slice(0, 20)}`)
    .toString(36)
    .toUpperCase()
    .padStart(16, '0')
    .slice(-16);
  return code.replace(/(.{4})(?=.)/g, '$1-');
}
