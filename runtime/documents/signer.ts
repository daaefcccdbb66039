import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Signs certificates with Ed25519 (RFC 8032). `keyId` is the first 16 hex digits of the SHA-256 of the public key (DER). */
export interface Signer {
  readonly keyId: string;
  /** base64url signature of the UTF-8 text. */
  sign(text: string): string;
  /** False for an unknown key, too. */
  verify(text: string, signature: string, keyId: string): boolean;
  /** Public keys by id, PEM, for anyone who wants to check a certificate without us. */
  publicKeys(): Readonly<Record<string, string>>;
}

/** A signer over one private key and all public keys the office ever had. */
export function createSigner(privateKey: KeyObject, known: readonly KeyObject[] = []): Signer {
  const own = createPublicKey(privateKey);
  const keys = new Map([...known, own].map((key) => [keyIdOf(key), key]));
  return {
    keyId: keyIdOf(own),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
    verify: (text, signature, keyId) => {
      const key = keys.get(keyId);
      return key !== undefined && verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
    },
    publicKeys: () =>
      Object.fromEntries([...keys].map(([id, key]) => [id, key.export({ type: 'spki', format: 'pem' }).toString()])),
  };
}

/** A signer whose key lives as long as the process, for tests. */
export function createPassingSigner(): Signer {
  return createSigner(generateKeyPairSync('ed25519').privateKey);
}

/**
 * The signer of an office folder: the key is made at the first start (`certificate.pem`, readable by the owner only); public keys stand
 * beside it as `<key id>.pub.pem`, so that certificates of an exchanged key stay verifiable.
 */
export function loadSigner(folder: string): Signer {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const place = join(folder, 'certificate.pem');
  if (!existsSync(place)) {
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(`${place}.part`, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    renameSync(`${place}.part`, place);
  }
  chmodSync(place, 0o600);
  const privateKey = createPrivateKey(readFileSync(place));
  const known = readdirSync(folder)
    .filter((name) => name.endsWith('.pub.pem'))
    .map((name) => createPublicKey(readFileSync(join(folder, name))));
  const signer = createSigner(privateKey, known);
  const own = join(folder, `${signer.keyId}.pub.pem`);
  if (!existsSync(own)) writeFileSync(own, signer.publicKeys()[signer.keyId] ?? '');
  return signer;
}

function keyIdOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
}
