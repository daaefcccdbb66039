import { split } from 'shamir-secret-sharing';
import type { Choices, Question } from '../../../shared/vote-types.js';
import { fromBase64Url, randomBytes, toBase64Url, utf8, type Bytes } from './bytes.js';

/** A ballot as it goes into the box: no name, no unit. All base64url. */
export interface SecretBallot {
  readonly klass: string;
  readonly serial: string;
  readonly credential: string;
  readonly n: number;
  readonly closed: {
    readonly iv: string;
    readonly data: string;
    readonly from: string;
    readonly shares: readonly string[];
  };
  readonly proof: string;
}

/** What a ballot is made of. `holders`: their public keys in their order; `n` grows with each change of mind. */
export interface BallotParts {
  readonly voteId: string;
  readonly klass: string;
  readonly serial: string;
  readonly privateKey: string;
  readonly credential: string;
  readonly n: number;
  readonly questions: readonly Question[];
  readonly choices: Choices;
  readonly holders: readonly string[];
  readonly threshold: number;
}

const ECDH = { name: 'ECDH', namedCurve: 'P-256' } as const;
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** The choices with blanks behind them up to the length of the longest ballot there can be: the length of what is closed tells nothing. */
export function paddedChoices(questions: readonly Question[], choices: Choices): string {
  const longest = Object.fromEntries(
    questions.map((question) => [
      question.id,
      question.type === 'matter' ? 'against' : Object.fromEntries(question.candidates.map(({ id }) => [id, 'against'])),
    ]),
  );
  const whole = utf8(JSON.stringify(longest)).length;
  const text = JSON.stringify(choices);
  return text + ' '.repeat(Math.max(0, whole - utf8(text).length));
}

const lock = async (key: CryptoKey, iv: Bytes, text: Bytes, bond: string): Promise<string> =>
  toBase64Url(
    new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(bond) }, key, text)),
  );

/** A part of the ballot's key, closed for one holder. */
async function closedShare(own: CryptoKey, holder: string, share: Bytes, bond: string): Promise<string> {
  const other = await crypto.subtle.importKey('raw', fromBase64Url(holder), ECDH, false, []);
  const common = await crypto.subtle.deriveBits({ name: 'ECDH', public: other }, own, 256);
  const source = await crypto.subtle.importKey('raw', common, 'HKDF', false, ['deriveKey']);
  const key = await crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: utf8(bond) },
    source,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  );
  // The key is made for this one message, so the counter may begin at zero.
  return lock(key, new Uint8Array(12), share, bond);
}

/** Closes the choices under a key of their own, shares that out among the holders, and signs the whole with the ballot's key. */
export async function closeBallot(parts: BallotParts): Promise<SecretBallot> {
  const { voteId, klass, serial, credential, n, holders, threshold } = parts;
  const secret = randomBytes(32);
  const iv = randomBytes(12);
  const key = await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['encrypt']);
  const bond = `yizhan-choices-1\n${voteId}\n${klass}\n${serial}\n${String(n)}`;
  const data = await lock(key, iv, utf8(paddedChoices(parts.questions, parts.choices)), bond);
  const own = await crypto.subtle.generateKey(ECDH, true, ['deriveBits']);
  const from = toBase64Url(new Uint8Array(await crypto.subtle.exportKey('raw', own.publicKey)));
  const pieces = await split(secret, holders.length, threshold);
  const shares = await Promise.all(
    holders.map((holder, place) =>
      closedShare(
        own.privateKey,
        holder,
        new Uint8Array(pieces[place] ?? []),
        `yizhan-share-1\n${voteId}\n${serial}\n${String(place)}`,
      ),
    ),
  );
  const closed = { iv: toBase64Url(iv), data, from, shares };
  const signing = await crypto.subtle.importKey('pkcs8', fromBase64Url(parts.privateKey), ECDSA, false, ['sign']);
  const text = ['yizhan-secret-ballot-1', voteId, klass, serial, String(n), closed.iv, data, from, ...shares].join(
    '\n',
  );
  const proof = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, signing, utf8(text));
  return { klass, serial, credential, n, closed, proof: toBase64Url(new Uint8Array(proof)) };
}
