import type { JsonObject } from '../../engine/index.js';
import { collection } from '../store/collections.js';
import type { StoreRecord } from '../seams/store.js';

/** A log-in (`_id` = user id). `phc` is an argon2id string, empty while no password is set. Instants are ms since the epoch. */
export interface AccountRecord extends StoreRecord {
  readonly login: string;
  readonly phc: string;
  /** A code that sets a new password once (`phc`: an argon2id string), until an instant. */
  readonly code?: { readonly phc: string; readonly until: number };
  readonly failures: number;
  readonly lockedUntil: number;
  readonly locks: number;
  readonly revision: number;
}

/** A session (`_id` = SHA-256 of the cookie's id, hex): the id itself is never stored. */
export interface SessionRecord extends StoreRecord {
  readonly userId: string;
  readonly createdAt: number;
  readonly seenAt: number;
  readonly expiresAt: number;
}

/** One entry of the audit chain (`_id` = `a` and 12 digits, without a gap). `hash` covers the entry and the hash before it. */
export interface AuditRecord extends StoreRecord {
  readonly at: number;
  readonly actorId: string;
  readonly action: string;
  readonly caseId?: string;
  readonly facts: JsonObject;
  readonly previous: string;
  readonly hash: string;
}

export const ACCOUNTS = collection<AccountRecord>('accounts');
export const SESSIONS = collection<SessionRecord>('sessions');
export const AUDIT = collection<AuditRecord>('audit');
