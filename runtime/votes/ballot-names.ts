import { createHash } from 'node:crypto';
import type { Sealing } from '../seams/sealing.js';
import { unitId } from './box-records.js';

const OWNER = 'vote-owner';
const TAIL = 'vote-owner-tail';
const TOKEN_BYTES = 16;

/** How a ballot box names people and links without knowing them: blind indexes, and tokens that are made anew from the office's key. */
export interface BallotNames {
  /** Blind index of an ID number. */
  person(idNo: string): string;
  /** Blind index of the last six characters of an ID number, another one in each unit. */
  tail(unit: string, idTail: string): string;
  /** The one-time token of a unit's ballot link: 22 characters. */
  tokenOf(voteId: string, unit: string): string;
  /** SHA-256 of a token in hex. */
  hashOfToken(token: string): string;
}

/** Makes them from the office's keys. */
export function createBallotNames(sealing: Sealing): BallotNames {
  return {
    person: (idNo) => sealing.blindIndex(OWNER, idNo),
    tail: (unit, idTail) => sealing.blindIndex(TAIL, `${unit}:${idTail.toUpperCase()}`),
    tokenOf: (voteId, unit) =>
      Buffer.from(sealing.deriveKey(`vote-token:${unitId(voteId, unit)}`))
        .subarray(0, TOKEN_BYTES)
        .toString('base64url'),
    hashOfToken: (token) => createHash('sha256').update(token).digest('hex'),
  };
}
