import { createHmac } from 'node:crypto';
import { checkFormat, type JsonObject, type JsonValue } from '../../engine/index.js';
import { PlatformError } from '../seams/platform-error.js';
import { SEALED, type Sealing } from '../seams/sealing.js';
import { createSealingCipher, purposeKey } from './sealing-cipher.js';
import type { KeyRing } from './sealing-keys.js';

const ID_NUMBERS = /(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9])/g;

/** True when a text holds an ID number with a right check digit, alone or among other characters. */
export function holdsIdNo(text: string): boolean {
  if (text.length < 18) return false;
  for (const match of text.matchAll(ID_NUMBERS)) if (checkFormat('id-no', match[0]) === undefined) return true;
  return false;
}

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isEmpty = (value: JsonValue): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);

const normal = (value: string): string => value.normalize('NFKC').trim().toUpperCase();

/** Sealing with the keys of an office. See the seam for its promises. */
export function createSealing(ring: KeyRing): Sealing {
  const cipher = createSealingCipher(ring);
  // Blind indexes and derived keys must not change when the sealing key is rotated: they hang on the oldest key.
  const root = [...ring.keys.values()][0];
  if (root === undefined) throw new PlatformError('KEY_UNKNOWN', 'no master key');
  const blindKeys = new Map<string, Uint8Array>();

  const close = (bond: string, value: JsonValue): JsonValue => ({
    [SEALED]: cipher.close(bond, JSON.stringify(value)),
  });
  const seal = (bond: string, value: JsonValue, names: ReadonlySet<string>): JsonValue => {
    if (typeof value === 'string') return holdsIdNo(value) ? close(bond, value) : value;
    if (Array.isArray(value)) return value.map((item: JsonValue) => seal(bond, item, names));
    if (!isObject(value)) return value;
    if (Object.hasOwn(value, SEALED)) return close(bond, value);
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]): [string, JsonValue] => [
        name,
        names.has(name) && !isEmpty(member) ? close(bond, member) : seal(bond, member, names),
      ]);
    return Object.fromEntries(members);
  };
  const unseal = (bond: string, value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map((item: JsonValue) => unseal(bond, item));
    if (!isObject(value)) return value;
    const text = value[SEALED];
    if (typeof text === 'string') return JSON.parse(cipher.open(bond, text)) as JsonValue;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, unseal(bond, member)]));
  };
  return Object.freeze<Sealing>({
    seal,
    unseal,
    blindIndex: (purpose, value) => {
      let key = blindKeys.get(purpose);
      if (key === undefined) {
        key = purposeKey(root, `blind:${purpose}`);
        blindKeys.set(purpose, key);
      }
      return createHmac('sha256', key).update(normal(value), 'utf8').digest('base64url').slice(0, 32);
    },
    deriveKey: (purpose) => purposeKey(root, `key:${purpose}`),
  });
}
