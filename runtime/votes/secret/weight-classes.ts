import { constants, createPrivateKey, createPublicKey, generateKeyPair, privateDecrypt, verify } from 'node:crypto';
import { promisify } from 'node:util';
import type { JsonValue } from '../../../engine/index.js';
import type { Sealing } from '../../seams/sealing.js';
import type { Store } from '../../seams/store.js';
import type { Weight } from '../thresholds.js';
import { CLASS_KEYS, type ClassKeyRecord, type PublicRsaKey, type WeightClass } from './secret-records.js';

/** So many units must weigh the same before one of them may vote in secret: among fewer a ballot's weight would tell whose it is. */
export const LEAST_ALIKE = 5;

const SECRET: ReadonlySet<string> = new Set(['secret']);
const SALT_BYTES = 48;
const makeKeys = promisify(generateKeyPair);

/** Key of a class. */
export const classId = (voteId: string, klass: string): string => `${voteId}:${klass}`;

/** What an office signs without seeing it: the serial of a credential of a vote. */
export const credentialText = (voteId: string, serial: string): string => `yizhan-credential-1\n${voteId}\n${serial}`;

/** The weights that five units or more share, heaviest first. */
export function sharedWeights(units: readonly Weight[]): readonly (Weight & { readonly units: number })[] {
  const found = new Map<string, Weight & { readonly units: number }>();
  for (const { heads, area } of units) {
    const name = `${String(heads)} ${String(area)}`;
    found.set(name, { heads, area, units: (found.get(name)?.units ?? 0) + 1 });
  }
  return [...found.values()].filter((one) => one.units >= LEAST_ALIKE).sort((a, b) => b.area - a.area);
}

/**
 * Makes the classes of a vote and their keys (RSA of `bits`); repeated, it gives those made first. A class' key is the same for all its units,
 * and it is public before anybody asks: a key for one voter would mark the ballot.
 */
export async function makeClasses(
  parts: { readonly store: Store; readonly sealing: Sealing; readonly keyBits: number },
  voteId: string,
  units: readonly Weight[],
): Promise<readonly WeightClass[]> {
  const { store, sealing, keyBits } = parts;
  const classes: WeightClass[] = [];
  for (const [index, weight] of sharedWeights(units).entries()) {
    const klass = `c${String(index + 1).padStart(2, '0')}`;
    const _id = classId(voteId, klass);
    const pair = await makeKeys('rsa', { modulusLength: keyBits, publicExponent: 65_537 });
    const { n = '', e = '' } = pair.publicKey.export({ format: 'jwk' });
    const open = { klass, ...weight, publicKey: { n, e } };
    const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const { secret } = sealing.seal(voteId, { secret: pem }, SECRET) as { readonly secret: JsonValue };
    await store.insert(CLASS_KEYS, { _id, voteId, ...open, secret });
    const kept = await store.get(CLASS_KEYS, _id);
    classes.push({ ...open, publicKey: kept?.publicKey ?? open.publicKey });
  }
  return classes;
}

/**
 * Signs a blinded number (RFC 9474, BlindSign): the raw RSA operation of the platform's own library, which takes a millisecond and guards
 * against timing. Undefined for something that is no number below the modulus, and once the key is destroyed. base64url.
 */
export function signBlinded(sealing: Sealing, key: ClassKeyRecord, blinded: string): string | undefined {
  if (key.secret === null) return undefined;
  const privateKey = createPrivateKey(String(sealing.unseal(key.voteId, key.secret)));
  try {
    const bytes = Buffer.from(blinded, 'base64url');
    return privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, bytes).toString('base64url');
  } catch {
    return undefined;
  }
}

/** Whether a credential is one of this class (RSASSA-PSS with SHA-384 and a salt of 48 bytes, as RFC 9474 has it). */
export function isCredential(key: PublicRsaKey, text: string, signature: string): boolean {
  const publicKey = createPublicKey({ key: { kty: 'RSA', ...key }, format: 'jwk' });
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return verify(
    'sha384',
    Buffer.from(text),
    { key: publicKey, padding, saltLength: SALT_BYTES },
    Buffer.from(signature, 'base64url'),
  );
}

/** Destroys the signing keys of a vote: after its end nobody can make a credential any more. */
export async function destroyClassKeys(store: Store, voteId: string, classes: readonly WeightClass[]): Promise<void> {
  for (const { klass } of classes) {
    const key = await store.get(CLASS_KEYS, classId(voteId, klass));
    if (key !== undefined && key.secret !== null)
      await store.compareAndSet(CLASS_KEYS, { klass }, { ...key, secret: null });
  }
}
