import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { PlatformError } from '../seams/platform-error.js';
import type { KeyRing } from './sealing-keys.js';

/** Encrypts and decrypts texts bound to `bond`; the text form is `<key id>.<iv>.<tag>.<data>`. */
export interface SealingCipher {
  close(bond: string, text: string): string;
  open(bond: string, sealed: string): string;
}

/** 32 bytes for one purpose, derived from a master key by HKDF-SHA-256 (RFC 5869). */
export function purposeKey(master: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', master, 'yizhan', purpose, 32));
}

/** AES-256-GCM with a random 96-bit IV (NIST SP 800-38D) under keys derived for sealing. */
export function createSealingCipher(ring: KeyRing): SealingCipher {
  const keys = new Map([...ring.keys].map(([id, master]) => [id, purposeKey(master, 'l4-seal')]));
  const keyOf = (id: string): Uint8Array => {
    const key = keys.get(id);
    if (key === undefined) throw new PlatformError('KEY_UNKNOWN', `sealing key ${id.slice(0, 40)}`);
    return key;
  };
  return {
    close: (bond, text) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keyOf(ring.active), iv);
      cipher.setAAD(Buffer.from(bond, 'utf8'));
      const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return [
        ring.active,
        iv.toString('base64url'),
        cipher.getAuthTag().toString('base64url'),
        data.toString('base64url'),
      ].join('.');
    },
    open: (bond, sealed) => {
      const [id, iv, tag, data, ...rest] = sealed.split('.');
      if (id === undefined || iv === undefined || tag === undefined || data === undefined || rest.length > 0) {
        throw new PlatformError('SEAL_BROKEN', 'not a sealed value');
      }
      const key = keyOf(id);
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), { authTagLength: 16 });
        decipher.setAAD(Buffer.from(bond, 'utf8'));
        decipher.setAuthTag(Buffer.from(tag, 'base64url'));
        return Buffer.concat([decipher.update(Buffer.from(data, 'base64url')), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new PlatformError('SEAL_BROKEN', 'a sealed value was changed or moved', { cause });
      }
    },
  };
}
