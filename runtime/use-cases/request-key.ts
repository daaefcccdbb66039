import { createHash } from 'node:crypto';
import type { JsonValue } from '../../engine/index.js';
import { canonicalJson } from '../documents/canonical-json.js';
import type { Office } from './office.js';

/** The id under which a request is carried out once: from the person and the Idempotency-Key, or fresh when there is no key. */
export function requestKey(office: Office, kind: string, userId: string, idempotencyKey: string | null): string {
  return `${kind}:${userId}:${idempotencyKey ?? office.ids.ulid()}`;
}

/** SHA-256 of a request's content: tells a repetition from another request under the same key. */
export function requestHash(content: JsonValue): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}
