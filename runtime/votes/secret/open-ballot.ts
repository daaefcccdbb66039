import { createDecipheriv, createECDH, hkdfSync } from 'node:crypto';
import { combine } from 'shamir-secret-sharing';
import type { SecretBallot } from './secret-records.js';

const TAG_BYTES = 16;
const KEY_BYTES = 32;

const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64url');

/** Opens AES-256-GCM, the tag standing at the end; undefined when it does not fit. */
function unlock(key: Uint8Array, iv: Uint8Array, closed: Buffer, bond: string): Buffer | undefined {
  if (closed.length < TAG_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, iv);
  decipher.setAAD(Buffer.from(bond));
  decipher.setAuthTag(closed.subarray(closed.length - TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(closed.subarray(0, closed.length - TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** What the choices of a ballot are bound to: moved to another ballot they do not open. */
const bondOf = (voteId: string, { klass, serial, n }: SecretBallot): string =>
  `yizhan-choices-1\n${voteId}\n${klass}\n${serial}\n${String(n)}`;

/**
 * The key of one ballot, put together from the parts of so many holders (Shamir, each part closed for its holder by ECDH on P-256, HKDF with
 * SHA-256 and AES-256-GCM); undefined when parts do not open.
 */
export async function keyOfBallot(
  voteId: string,
  ballot: SecretBallot,
  keys: readonly { readonly place: number; readonly privateKey: string }[],
): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  for (const { place, privateKey } of keys) {
    const pair = createECDH('prime256v1');
    pair.setPrivateKey(bytesOf(privateKey));
    let common: Buffer;
    try {
      common = pair.computeSecret(bytesOf(ballot.closed.from));
    } catch {
      return undefined;
    }
    const bond = `yizhan-share-1\n${voteId}\n${ballot.serial}\n${String(place)}`;
    const key = new Uint8Array(hkdfSync('sha256', common, new Uint8Array(0), bond, KEY_BYTES));
    const part = unlock(key, new Uint8Array(12), bytesOf(ballot.closed.shares[place] ?? ''), bond);
    if (part === undefined) return undefined;
    parts.push(new Uint8Array(part));
  }
  try {
    const key = await combine(parts);
    return key.length === KEY_BYTES ? key : undefined;
  } catch {
    return undefined;
  }
}

/** The text of the choices under the ballot's key; undefined when it does not fit: the ballot is invalid. */
export function textUnder(voteId: string, ballot: SecretBallot, key: Uint8Array): string | undefined {
  const iv = bytesOf(ballot.closed.iv);
  if (iv.length !== 12) return undefined;
  return unlock(key, iv, bytesOf(ballot.closed.data), bondOf(voteId, ballot))?.toString('utf8');
}
