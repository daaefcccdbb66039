import { constants, createHash, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto';
import type { BallotBox } from '../../../runtime/votes/ballot-box.js';
import type { SecretBallot } from '../../../runtime/votes/secret/secret-records.js';
import type { Choices, VoteRecord } from '../../../runtime/votes/vote-records.js';
import { closeBallot } from '../../../runtime/web/portal/votes/secret/closed-ballot.js';
import {
  makeCredential,
  takeCredential,
  type AskedCredential,
  type PublicRsaKey,
} from '../../../runtime/web/portal/votes/secret/credential.js';
import { makeHolderKey, type HolderKey } from '../../../runtime/web/shared/holder-key.js';

/** People who keep the keys of a secret vote, with the private parts at home. */
export type Holders = ReadonlyMap<string, HolderKey>;

/** So many people leave their keys. */
export async function leaveKeys(box: BallotBox, voteId: string, count = 3): Promise<Holders> {
  const holders = new Map<string, HolderKey>();
  for (let index = 0; index < count; index += 1) {
    const key = await makeHolderKey();
    const userId = `holder-${String(index)}`;
    const answer = await box.secret.leaveKey({
      voteId,
      userId,
      name: `保管人${String(index)}`,
      publicKey: key.publicKey,
    });
    if (answer !== 'ok') throw new Error(answer);
    holders.set(userId, key);
  }
  return holders;
}

/** So many of them enter theirs. */
export async function enterKeys(box: BallotBox, voteId: string, holders: Holders, count: number): Promise<void> {
  for (const [userId, { privateKey }] of [...holders].slice(0, count)) {
    const answer = await box.secret.enterKey({ voteId, userId, privateKey });
    if (answer !== 'ok') throw new Error(answer);
  }
}

/** A voter with the pages' own code: `asked` goes to the office with the name, `ballot` without. */
export interface Voter {
  readonly asked: AskedCredential;
  readonly credential: (signature: string) => Promise<string>;
}

const keyOf = (vote: VoteRecord, klass: string): PublicRsaKey => {
  const found = vote.secret?.classes.find((one) => one.klass === klass);
  if (found === undefined) throw new Error(`no class ${klass}`);
  return found.publicKey;
};

/** A voter of a class. */
export async function voterOf(vote: VoteRecord, klass = 'c01'): Promise<Voter> {
  const key = keyOf(vote, klass);
  const asked = await makeCredential(vote._id, key);
  return { asked, credential: (signature) => takeCredential(vote._id, key, asked, signature) };
}

/** What a voter with a credential sends. */
export function ballotOf(
  vote: VoteRecord,
  { asked }: Voter,
  given: { readonly credential: string; readonly choices: Choices; readonly n?: number; readonly klass?: string },
): Promise<SecretBallot> {
  const { credential, choices, n = 1, klass = 'c01' } = given;
  return closeBallot({
    voteId: vote._id,
    klass,
    serial: asked.serial,
    privateKey: asked.privateKey,
    credential,
    n,
    questions: vote.questions,
    choices,
    holders: vote.secret?.holders.map(({ publicKey }) => publicKey) ?? [],
    threshold: vote.secret?.threshold ?? 0,
  });
}

const sha384 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha384');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
const bytesOf = (value: bigint, length: number): Buffer =>
  Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex');

/** EMSA-PSS (RFC 8017, 9.1.1) with SHA-384 and a salt of 48 bytes, for a modulus of so many bytes. */
function encoded(text: string, length: number): Buffer {
  const salt = randomBytes(48);
  const hash = sha384(Buffer.alloc(8), sha384(Buffer.from(text)), salt);
  const data = Buffer.concat([Buffer.alloc(length - 48 - 48 - 2), Buffer.of(1), salt]);
  const mask = Buffer.concat(
    Array.from({ length: Math.ceil(data.length / 48) }, (_, at) => sha384(hash, Buffer.of(0, 0, 0, at))),
  );
  const masked = data.map((byte, at) => byte ^ (mask[at] ?? 0));
  masked[0] = (masked[0] ?? 0) & 0x7f;
  return Buffer.concat([masked, hash, Buffer.of(0xbc)]);
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [value % modulus, modulus, 1n, 0n];
  while (a > 1n) {
    const quotient = a / b;
    [a, b] = [b, a % b];
    [x, y] = [y, x - quotient * y];
  }
  return ((x % modulus) + modulus) % modulus;
}

/** As `voterOf`, with the platform's big numbers instead of the library's: a hundred times faster, for a thousand voters at once. */
export async function quickVoter(vote: VoteRecord, klass = 'c01'): Promise<Voter> {
  const { n, e } = keyOf(vote, klass);
  const modulus = numberOf(Buffer.from(n, 'base64url'));
  const length = Buffer.from(n, 'base64url').length;
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const serial = Buffer.from(await crypto.subtle.exportKey('raw', pair.publicKey)).toString('base64url');
  const privateKey = Buffer.from(await crypto.subtle.exportKey('pkcs8', pair.privateKey)).toString('base64url');
  const message = numberOf(encoded(`yizhan-credential-1\n${vote._id}\n${serial}`, length));
  const factor = numberOf(randomBytes(length)) % modulus;
  const key = createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' });
  const hidden = publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, bytesOf(factor, length));
  const blinded = bytesOf((message * numberOf(hidden)) % modulus, length).toString('base64url');
  const unblind = (signature: string): string =>
    bytesOf((numberOf(Buffer.from(signature, 'base64url')) * inverse(factor, modulus)) % modulus, length).toString(
      'base64url',
    );
  return { asked: { serial, privateKey, blinded, inverse: '' }, credential: async (signature) => unblind(signature) };
}
