import { randomBytes } from 'node:crypto';
import type { JsonValue } from '../../engine/index.js';
import { PlatformError } from '../seams/platform-error.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store } from '../seams/store.js';
import type { KeyedQueue } from '../use-cases/keyed-queue.js';
import { inserting, replacing } from '../store/writes.js';
import { commitmentOf, entryHash, receiptOf } from './ballot-hash.js';
import { allOfVote, asRead, entryId, knownVote, unitId } from './box-records.js';
import { choiceFault } from './tally.js';
import { plus } from './thresholds.js';
import {
  BALLOT_CLAIMS,
  BALLOTS,
  VOTE_UNITS,
  VOTES,
  type BallotClaim,
  type BallotEntry,
  type BallotWay,
  type Choices,
  type VoteRecord,
} from './vote-records.js';

/** A ballot as it is handed in; `choices` null: a paper ballot that was returned but is invalid. */
export interface HandedIn {
  readonly voteId: string;
  readonly unit: string;
  readonly way: BallotWay;
  readonly onPaper: boolean;
  readonly choices: Choices | null;
  readonly commandId: string;
}

/** What the box said. `UNIT_HAS_VOTED`: another ballot came first; `VOTE_CLOSED`: not between opening and closing. */
export type Answer =
  | { readonly ok: true; readonly receipt: string; readonly seq: number; readonly repeated: boolean }
  | {
      readonly ok: false;
      readonly code: 'VOTE_UNKNOWN' | 'NOT_ENTITLED' | 'VOTE_CLOSED' | 'UNIT_HAS_VOTED' | 'BALLOT_INVALID';
    };

/** What handing in needs. `now` in ms; `queue` keeps the ballots of a vote in a row. */
export interface HandInParts {
  readonly store: Store;
  readonly sealing: Sealing;
  readonly now: () => number;
  readonly queue: KeyedQueue;
}

const MAX_TRIES = 200;
const SECRET: ReadonlySet<string> = new Set(['secret']);

/** The command under which the paper ballot of a unit goes into the box. */
export const paperCommand = (voteId: string, unit: string): string => `paper:${unitId(voteId, unit)}`;

/** Makes sure that the last ballot stands in the box and its claim knows: a crash may have left either undone. */
async function anchor(store: Store, { tail }: VoteRecord): Promise<void> {
  if (tail === undefined) return;
  await store.insert(BALLOTS, tail);
  const claim = await store.get(BALLOT_CLAIMS, unitId(tail.voteId, tail.unit));
  if (claim?.seq === null) await store.compareAndSet(BALLOT_CLAIMS, { seq: null }, { ...claim, seq: tail.seq });
}

const takes = ({ state }: VoteRecord, { onPaper }: BallotClaim): boolean =>
  state === 'open' || (state === 'counting' && onPaper);

/** Puts a claim at the end of the chain; undefined when the box no longer takes it, or it holds no choices yet. */
async function append(store: Store, claim: BallotClaim): Promise<BallotEntry | undefined> {
  const { voteId, way, at, commitment, secret, unit, heads, area } = claim;
  if (commitment === null) return undefined;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const vote = await knownVote(store, voteId);
    await anchor(store, vote);
    const known = await store.get(BALLOT_CLAIMS, claim._id);
    if (known !== undefined && known.seq !== null) return store.get(BALLOTS, entryId(voteId, known.seq));
    if (!takes(vote, claim)) return undefined;
    const open = { voteId, seq: vote.seq + 1, prev: vote.head, unit, way, at, heads, area, commitment };
    const hash = entryHash(open);
    const entry: BallotEntry = { _id: entryId(voteId, open.seq), ...open, hash, secret };
    const next: VoteRecord = {
      ...vote,
      seq: entry.seq,
      head: hash,
      returned: plus(vote.returned, { heads, area }),
      tail: entry,
    };
    const [won] = await store.commit(
      [
        replacing(VOTES, asRead(vote), next),
        inserting(BALLOTS, entry),
        replacing(BALLOT_CLAIMS, { seq: null }, { ...claim, seq: entry.seq }),
      ],
      { guarded: true },
    );
    if (won === true) return entry;
  }
  throw new PlatformError('COMMAND_CONFLICT', `vote ${voteId}`);
}

/** Claims that a crash has left outside of the box are brought in; before the box closes to them, and before anything is counted. */
export async function settleClaims(store: Store, voteId: string): Promise<void> {
  for (const claim of await allOfVote(store, BALLOT_CLAIMS, voteId)) if (claim.seq === null) await append(store, claim);
  await anchor(store, await knownVote(store, voteId));
}

/** The claim that stands for a unit after this one was put forward: it may be somebody else's. */
async function claimUnit(store: Store, claim: BallotClaim): Promise<BallotClaim | undefined> {
  if (await store.insert(BALLOT_CLAIMS, claim)) return claim;
  const known = await store.get(BALLOT_CLAIMS, claim._id);
  const isRead = known?.commandId === claim.commandId && known.commitment === null && claim.commitment !== null;
  // The paper ballot whose return was noted is now read.
  if (known === undefined || !isRead) return known;
  const read = { ...claim, at: known.at };
  if (await store.compareAndSet(BALLOT_CLAIMS, { commitment: null, commandId: claim.commandId }, read)) return read;
  return store.get(BALLOT_CLAIMS, claim._id);
}

/** Hands in a ballot: claims the unit, then puts it into the box. Repeated with the same command it answers the same. */
export async function handInBallot(parts: HandInParts, ballot: HandedIn): Promise<Answer> {
  const { store, sealing, now, queue } = parts;
  const { voteId, unit, way, onPaper, choices, commandId } = ballot;
  const vote = await store.get(VOTES, voteId);
  if (vote === undefined) return { ok: false, code: 'VOTE_UNKNOWN' };
  const _id = unitId(voteId, unit);
  const record = await store.get(VOTE_UNITS, _id);
  if (record === undefined) return { ok: false, code: 'NOT_ENTITLED' };
  if (choices === null ? !onPaper : choiceFault(vote.questions, choices) !== undefined)
    return { ok: false, code: 'BALLOT_INVALID' };
  const at = now();
  const before = await store.get(BALLOT_CLAIMS, _id);
  if (before === undefined && !(onPaper ? vote.state === 'counting' : isOpenAt(vote, at)))
    return { ok: false, code: 'VOTE_CLOSED' };
  const nonce = randomBytes(16).toString('hex');
  const { secret } = sealing.seal(voteId, { secret: { choices, nonce } }, SECRET) as { readonly secret: JsonValue };
  const { heads, area } = record;
  const commitment = commitmentOf(choices ?? {}, nonce);
  const fresh: BallotClaim = {
    ...{ _id, voteId, unit, commandId, way, onPaper, at, heads, area, commitment, secret },
    seq: null,
  };
  const claim = await claimUnit(store, fresh);
  if (claim === undefined || claim.commandId !== commandId || claim.commitment === null)
    return { ok: false, code: 'UNIT_HAS_VOTED' };
  const entry = await queue.run(voteId, () => append(store, claim));
  if (entry === undefined) return { ok: false, code: 'VOTE_CLOSED' };
  return { ok: true, receipt: receiptOf(entry.hash), seq: entry.seq, repeated: claim.commitment !== commitment };
}

/** Whether electronic ballots are taken at an instant: the end is not included. */
export function isOpenAt({ state, opensAt, closesAt }: VoteRecord, at: number): boolean {
  return state === 'open' && opensAt !== null && closesAt !== null && at >= opensAt && at < closesAt;
}

/** Notes that a unit's paper ballot was returned, unread: the unit has voted. `taken`: it has voted otherwise; `late`: not while it is open. */
export async function noteReturn(
  { store, now }: Pick<HandInParts, 'store' | 'now'>,
  { voteId, unit }: { readonly voteId: string; readonly unit: string },
): Promise<'noted' | 'taken' | 'late' | 'unknown'> {
  const vote = await knownVote(store, voteId);
  const _id = unitId(voteId, unit);
  const record = await store.get(VOTE_UNITS, _id);
  if (record === undefined) return 'unknown';
  const at = now();
  const { heads, area } = record;
  const commandId = paperCommand(voteId, unit);
  const known = await store.get(BALLOT_CLAIMS, _id);
  if (known !== undefined) return known.commandId === commandId ? 'noted' : 'taken';
  if (vote.state !== 'open' || vote.opensAt === null || at < vote.opensAt) return 'late';
  const fresh: BallotClaim = {
    ...{ _id, voteId, unit, commandId, way: 'paper', onPaper: true, at, heads, area },
    ...{ commitment: null, secret: null, seq: null },
  };
  const claim = await claimUnit(store, fresh);
  return claim?.commandId === commandId ? 'noted' : 'taken';
}
