import { PlatformError } from '../seams/platform-error.js';
import type { Collection, Store, StoreRecord } from '../seams/store.js';
import { VOTES, type VoteRecord } from './vote-records.js';

const PAGE = 500;
const MAX_TRIES = 200;

/** Key of a unit, of its claim, of its paper ballot and of its proxy. */
export const unitId = (voteId: string, unit: string): string => `${voteId}:${unit}`;

/** Key of a ballot in the box. */
export const entryId = (voteId: string, seq: number): string => `${voteId}:${String(seq).padStart(7, '0')}`;

/** All records of a vote in one collection, by their keys. */
export async function allOfVote<T extends StoreRecord>(
  store: Store,
  kind: Collection<T>,
  voteId: string,
): Promise<readonly T[]> {
  const found: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.find(kind, {
      where: { voteId },
      sort: [{ field: '_id' }],
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    found.push(...page.records);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}

/** A vote. Throws PlatformError VOTE_UNKNOWN. */
export async function knownVote(store: Store, voteId: string): Promise<VoteRecord> {
  const vote = await store.get(VOTES, voteId);
  if (vote === undefined) throw new PlatformError('VOTE_UNKNOWN', voteId);
  return vote;
}

/** What a vote must still be for a change to be made. */
export const asRead = ({ seq, state, closesAt }: VoteRecord): Readonly<Record<string, number | string | null>> => ({
  seq,
  state,
  closesAt,
});

/** Changes a vote; `next` is asked again when somebody was faster, and leaves it as it is by undefined. Throws COMMAND_CONFLICT. */
export async function changeVote(
  store: Store,
  voteId: string,
  next: (vote: VoteRecord) => VoteRecord | undefined,
): Promise<VoteRecord> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const vote = await knownVote(store, voteId);
    const wanted = next(vote);
    if (wanted === undefined) return vote;
    if (await store.compareAndSet(VOTES, asRead(vote), wanted)) return wanted;
  }
  throw new PlatformError('COMMAND_CONFLICT', `vote ${voteId}`);
}
