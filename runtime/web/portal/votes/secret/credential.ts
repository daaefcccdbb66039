import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { fromBase64Url, toBase64Url, utf8, type Bytes } from './bytes.js';

/** Public part of the key that signs credentials of one weight. base64url. */
export interface PublicRsaKey {
  readonly n: string;
  readonly e: string;
}

/**
 * A credential on its way: `serial` is the public key that stands for the ballot, `privateKey` its private part, `inverse` what takes the
 * blinding away. Only `blinded` ever leaves the browser together with a name. All base64url.
 */
export interface AskedCredential {
  readonly serial: string;
  readonly privateKey: string;
  readonly blinded: string;
  readonly inverse: string;
}

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const suite = RSABSSA.SHA384.PSS.Deterministic();

const textOf = (voteId: string, serial: string): Bytes => utf8(`yizhan-credential-1\n${voteId}\n${serial}`);

const keyOf = ({ n, e }: PublicRsaKey): Promise<CryptoKey> =>
  crypto.subtle.importKey(
    'jwk',
    { kty: 'RSA', alg: 'PS384', ext: true, n, e },
    { name: 'RSA-PSS', hash: 'SHA-384' },
    true,
    ['verify'],
  );

/** Makes the key of a ballot and blinds it (RFC 9474, RSABSSA-SHA384-PSS-Deterministic; the key itself is random enough). */
export async function makeCredential(voteId: string, key: PublicRsaKey): Promise<AskedCredential> {
  const pair = await crypto.subtle.generateKey(P256, true, ['sign', 'verify']);
  const serial = toBase64Url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  const privateKey = toBase64Url(new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)));
  const { blindedMsg, inv } = await suite.blind(await keyOf(key), textOf(voteId, serial));
  return { serial, privateKey, blinded: toBase64Url(blindedMsg), inverse: toBase64Url(inv) };
}

/** The credential behind a blind signature, base64url. Rejects for a signature that is not the office's. */
export async function takeCredential(
  voteId: string,
  key: PublicRsaKey,
  asked: AskedCredential,
  signature: string,
): Promise<string> {
  const text = textOf(voteId, asked.serial);
  return toBase64Url(
    await suite.finalize(await keyOf(key), text, fromBase64Url(signature), fromBase64Url(asked.inverse)),
  );
}
