import { createECDH, createHash, timingSafeEqual } from 'node:crypto';
import type { JsonValue } from '../../../engine/index.js';
import type { Sealing } from '../../seams/sealing.js';
import type { Store } from '../../seams/store.js';
import { allOfVote } from '../box-records.js';
import { VOTES } from '../vote-records.js';
import { KEY_HOLDERS, type HolderRecord, type KeyHolder } from './secret-records.js';
import { pointKey } from './secret-hash.js';

/** So many people at least keep keys of a secret vote. */
export const LEAST_HOLDERS = 3;
const MOST_HOLDERS = 9;
const SECRET: ReadonlySet<string> = new Set(['secret']);

/** How many of so many holders must enter their keys: more than half. */
export function thresholdOf(holders: number): number {
  return Math.floor(holders / 2) + 1;
}

/** What became of a holder's key. `KEY_WRONG`: not the key that belongs to what was left before the vote. */
export type KeyAnswer =
  'ok' | 'VOTE_UNKNOWN' | 'NOT_SECRET' | 'VOTE_OPEN' | 'KEY_TAKEN' | 'KEY_WRONG' | 'COUNT_NOT_BEGUN' | 'NOT_HOLDER';

/** What holders need; `now` in ms. */
export interface HolderParts {
  readonly store: Store;
  readonly sealing: Sealing;
  readonly now: () => number;
}

const holderId = (voteId: string, userId: string): string => `${voteId}:${userId}`;

/** Who has left a key, in the order in which ballots are closed for them. */
export async function holdersOf(store: Store, voteId: string): Promise<readonly HolderRecord[]> {
  return allOfVote(store, KEY_HOLDERS, voteId);
}

/** Leaves a public key before the vote opens; one a person. The private part stays with the person, the office never has it before the end. */
export async function leaveKey(
  { store, now }: HolderParts,
  key: { readonly voteId: string } & KeyHolder,
): Promise<KeyAnswer> {
  const { voteId, userId } = key;
  const vote = await store.get(VOTES, voteId);
  if (vote === undefined) return 'VOTE_UNKNOWN';
  if (vote.secret === undefined) return 'NOT_SECRET';
  if (vote.state !== 'prepared') return 'VOTE_OPEN';
  if (pointKey(key.publicKey) === undefined) return 'KEY_WRONG';
  if ((await holdersOf(store, voteId)).length >= MOST_HOLDERS) return 'KEY_TAKEN';
  const isNew = await store.insert(KEY_HOLDERS, { _id: holderId(voteId, userId), ...key, at: now() });
  return isNew ? 'ok' : 'KEY_TAKEN';
}

/** Whether a private key (32 bytes, base64url) belongs to a public one. */
function belongs(privateKey: string, publicKey: string): boolean {
  const bytes = Buffer.from(privateKey, 'base64url');
  if (bytes.length !== 32) return false;
  const pair = createECDH('prime256v1');
  try {
    pair.setPrivateKey(bytes);
  } catch {
    return false;
  }
  const digest = (key: Buffer): Buffer => createHash('sha256').update(key).digest();
  return timingSafeEqual(digest(pair.getPublicKey()), digest(Buffer.from(publicKey, 'base64url')));
}

/** Enters a private key after the end of the voting: never before, by nobody. */
export async function enterKey(
  { store, sealing }: HolderParts,
  key: { readonly voteId: string; readonly userId: string; readonly privateKey: string },
): Promise<KeyAnswer> {
  const { voteId, userId, privateKey } = key;
  const vote = await store.get(VOTES, voteId);
  if (vote === undefined) return 'VOTE_UNKNOWN';
  if (vote.secret === undefined) return 'NOT_SECRET';
  if (vote.state !== 'counting' || vote.secret.shutRoot === undefined) return 'COUNT_NOT_BEGUN';
  const holder = await store.get(KEY_HOLDERS, holderId(voteId, userId));
  if (holder === undefined || !vote.secret.holders.some((one) => one.userId === userId)) return 'NOT_HOLDER';
  if (!belongs(privateKey, holder.publicKey)) return 'KEY_WRONG';
  const { secret } = sealing.seal(voteId, { secret: privateKey }, SECRET) as { readonly secret: JsonValue };
  await store.compareAndSet(KEY_HOLDERS, { publicKey: holder.publicKey }, { ...holder, entered: secret });
  return 'ok';
}

/** The private keys that were entered, with the place of their holder among all. */
export async function enteredKeys(
  { store, sealing }: Pick<HolderParts, 'store' | 'sealing'>,
  voteId: string,
  holders: readonly KeyHolder[],
): Promise<readonly { readonly place: number; readonly privateKey: string }[]> {
  const left = new Map((await holdersOf(store, voteId)).map((one) => [one.userId, one]));
  return holders.flatMap(({ userId }, place) => {
    const entered = left.get(userId)?.entered;
    return entered === undefined ? [] : [{ place, privateKey: String(sealing.unseal(voteId, entered)) }];
  });
}
