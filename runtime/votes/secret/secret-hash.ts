import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { Weight } from '../thresholds.js';
import { hashOf } from '../ballot-hash.js';
import type { SecretBallot } from './secret-records.js';

const POINT = /^[\w-]{87}$/;

/** The point of P-256 as a key; undefined for a text that is none (uncompressed, base64url). */
export function pointKey(point: string): KeyObject | undefined {
  const bytes = Buffer.from(point, 'base64url');
  if (!POINT.test(point) || bytes.length !== 65 || bytes[0] !== 4) return undefined;
  const [x, y] = [bytes.subarray(1, 33), bytes.subarray(33)].map((part) => part.toString('base64url'));
  try {
    return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }, format: 'jwk' });
  } catch {
    return undefined;
  }
}

/** What the voter signs: everything about the ballot but the credential. */
export function ballotText(voteId: string, { klass, serial, n, closed }: Omit<SecretBallot, 'proof'>): string {
  const { iv, data, from, shares } = closed;
  return ['yizhan-secret-ballot-1', voteId, klass, serial, String(n), iv, data, from, ...shares].join('\n');
}

/** Whether the ballot comes from whoever made its serial (ECDSA with SHA-256). */
export function isOwnBallot(voteId: string, ballot: SecretBallot): boolean {
  const key = pointKey(ballot.serial);
  const proof = Buffer.from(ballot.proof, 'base64url');
  return (
    key !== undefined &&
    proof.length === 64 &&
    verify('sha256', Buffer.from(ballotText(voteId, ballot)), { key, dsaEncoding: 'ieee-p1363' }, proof)
  );
}

/** What a voter's tracker stands for: the same for every ballot of one credential, so that it tells nobody whether a mind was changed. */
export function trackerHash(voteId: string, serial: string): string {
  return hashOf({ voteId, serial });
}

/** SHA-256 of a ballot's text in hex. */
export function ballotDigest(voteId: string, ballot: SecretBallot): string {
  return createHash('sha256').update(ballotText(voteId, ballot)).digest('hex');
}

/**
 * The hash of a secret ballot, which is its leaf: over the tracker's hash, and a hash of the rest. A proof shows both without telling which
 * of a voter's ballots it is.
 */
export function secretHash(
  voteId: string,
  ballot: SecretBallot,
  { heads, area }: Weight,
): { readonly tracker: string; readonly rest: string; readonly hash: string } {
  const tracker = trackerHash(voteId, ballot.serial);
  const { credential, proof } = ballot;
  const rest = hashOf({ digest: ballotDigest(voteId, ballot), credential, proof, heads, area });
  return { tracker, rest, hash: hashOf({ tracker, rest }) };
}
