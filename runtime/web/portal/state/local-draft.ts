import { del, get, set } from 'idb-keyval';
import type { JsonObject } from '../../../../engine/index.js';

/** A draft on this device. `savedAt` is an ISO instant of the device's clock. */
export interface LocalDraft {
  readonly document: JsonObject;
  readonly savedAt: string;
}

/** A submission on its way: the same document keeps its `Idempotency-Key`, so that sending it again makes no second case. */
interface Attempt {
  readonly key: string;
  readonly body: string;
}

const draftName = (userId: string, service: string): string => `draft:${userId}:${service}`;
const attemptName = (userId: string, what: string): string => `attempt:${userId}:${what}`;

/** The draft of one person for one service on this device. A device without storage has none. */
export async function readLocalDraft(userId: string, service: string): Promise<LocalDraft | undefined> {
  return get<LocalDraft>(draftName(userId, service)).catch(() => undefined);
}

/** Keeps a draft on this device; false where the device keeps nothing. */
export async function keepLocalDraft(userId: string, service: string, draft: LocalDraft): Promise<boolean> {
  return set(draftName(userId, service), draft).then(
    () => true,
    () => false,
  );
}

/** Forgets the draft on this device. */
export async function dropLocalDraft(userId: string, service: string): Promise<void> {
  await del(draftName(userId, service)).catch(() => undefined);
}

/**
 * The `Idempotency-Key` for sending `body`: the one of the last attempt as long as the body is the same, also after a reload; a new one
 * for another body.
 */
export async function attemptKey(userId: string, what: string, body: string): Promise<string> {
  const name = attemptName(userId, what);
  const last = await get<Attempt>(name).catch(() => undefined);
  if (last?.body === body) return last.key;
  const key = crypto.randomUUID();
  await set(name, { key, body } satisfies Attempt).catch(() => undefined);
  return key;
}

/** Forgets the attempt once it has been answered. */
export async function dropAttempt(userId: string, what: string): Promise<void> {
  await del(attemptName(userId, what)).catch(() => undefined);
}
