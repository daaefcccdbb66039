import type { JsonValue } from '../../engine/index.js';

/** What marks a sealed value: `{"$sealed": "<key id>.<iv>.<tag>.<data>"}`, the last three base64url. */
export const SEALED = '$sealed';

/**
 * Seals values of class L4 before they leave the process: AES-256-GCM, random IV, key id in the value.
 * - `seal` walks any JSON and seals each non-empty value whose property name is in `names`, each text that contains a valid ID number, and
 *   every object that already has a `$sealed` member (so that nobody can plant one). `bond` (an instance id, a record id) is the additional
 *   authenticated data: a sealed value moved to another bond no longer opens. What holds nothing to seal may be given back as it is.
 * - `unseal` undoes it; throws PlatformError SEAL_BROKEN for a changed or moved value, KEY_UNKNOWN for a lost key.
 * - `blindIndex` gives the same opaque text for the same normalised value and purpose, for equality search; it cannot be undone.
 * - `deriveKey` gives 32 bytes bound to a purpose, from the same master key.
 */
export interface Sealing {
  seal<T extends JsonValue>(bond: string, value: T, names: ReadonlySet<string>): JsonValue;
  unseal(bond: string, value: JsonValue): JsonValue;
  blindIndex(purpose: string, value: string): string;
  deriveKey(purpose: string): Uint8Array;
}
