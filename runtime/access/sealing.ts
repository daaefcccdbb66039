import { createHmac } from 'node:crypto';
import { checkFormat, type JsonObject, type JsonValue } from '../../engine/index.js';
import { PlatformError } from '../seams/platform-error.js';
import { SEALED, type Sealing } from '../seams/sealing.js';
import { createSealingCipher, purposeKey } from './sealing-cipher.js';
import type { KeyRing } from './sealing-keys.js';

const ID_NUMBERS = /(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9])/g;

/** Whether 17 digits stand in a row; cheaper than the expression, and nearly always the answer. */
function holdsDigits(text: string): boolean {
  let row = 0;
  for (let at = 0; at < text.length && row < 17; at += 1) {
    const code = text.charCodeAt(at);
    row = code >= 48 && code <= 57 ? row + 1 : 0;
    // Not enough places left for what is still missing.
    if (row === 0 && text.length - at < 18) return false;
  }
  return row >= 17;
}

/** True when a text holds an ID number with a right check digit, alone or among other characters. */
export function holdsIdNo(text: string): boolean {
  if (text.length < 18 || !holdsDigits(text)) return false;
  for (const match of text.matchAll(ID_NUMBERS)) if (checkFormat('id-no', match[0]) === undefined) return true;
  return false;
}

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isEmpty = (value: JsonValue): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Sets an own member, whatever its name. */
const put = (record: Record<string, JsonValue>, name: string, value: JsonValue): void => {
  if (name === '__proto__')
    Object.defineProperty(record, name, { value, enumerable: true, writable: true, configurable: true });
  else record[name] = value;
};

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
  // What holds nothing to be sealed stays the object it is: nearly everything, every time an instance is written.
  const seal = (bond: string, value: JsonValue, names: ReadonlySet<string>): JsonValue => {
    if (typeof value === 'string') return holdsIdNo(value) ? close(bond, value) : value;
    if (Array.isArray(value)) {
      const items = value as readonly JsonValue[];
      const sealed = items.map((item) => seal(bond, item, names));
      return sealed.every((item, place) => item === items[place]) ? items : sealed;
    }
    if (!isObject(value)) return value;
    if (Object.hasOwn(value, SEALED)) return close(bond, value);
    let changed: Record<string, JsonValue> | undefined;
    for (const name of Object.keys(value)) {
      const member = value[name];
      if (member === undefined) continue;
      const sealed = names.has(name) && !isEmpty(member) ? close(bond, member) : seal(bond, member, names);
      if (sealed === member) continue;
      changed ??= { ...value };
      put(changed, name, sealed);
    }
    return changed ?? value;
  };
  const unseal = (bond: string, value: JsonValue): JsonValue => {
    if (Array.isArray(value)) {
      const items = value as readonly JsonValue[];
      const opened = items.map((item) => unseal(bond, item));
      return opened.every((item, place) => item === items[place]) ? items : opened;
    }
    if (!isObject(value)) return value;
    const text = value[SEALED];
    if (typeof text === 'string') return JSON.parse(cipher.open(bond, text)) as JsonValue;
    let changed: Record<string, JsonValue> | undefined;
    for (const name of Object.keys(value)) {
      const member = value[name];
      if (member === undefined) continue;
      const opened = unseal(bond, member);
      if (opened === member) continue;
      changed ??= { ...value };
      put(changed, name, opened);
    }
    return changed ?? value;
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
