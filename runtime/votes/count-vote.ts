import { PlatformError } from '../seams/platform-error.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store } from '../seams/store.js';
import { receiptOf } from './ballot-hash.js';
import { allOfVote, changeVote, knownVote } from './box-records.js';
import { settleClaims } from './hand-in-ballot.js';
import { merkleProof, merkleRoot, type ProofStep } from './merkle.js';
import { openedBallots, openSecret, shutBox, type OpenedBallot } from './secret/secret-box.js';
import { CREDENTIALS, type CredentialRecord } from './secret/secret-records.js';
import { tally, type CountedBallot } from './tally.js';
import {
  BALLOT_CLAIMS,
  BALLOTS,
  VOTE_UNITS,
  type BallotEntry,
  type Choices,
  type UnitRecord,
  type VoteRecord,
  type VoteResult,
} from './vote-records.js';

/** One line of the file for tellers, supervisor and bureau, from which anybody can count again. */
export interface PublishedBallot extends Omit<BallotEntry, '_id' | 'secret' | 'voteId'> {
  readonly choices: Choices | null;
  readonly nonce: string;
}

/** A vote with all its units and ballots, after the count. */
export interface PublishedVote {
  readonly vote: VoteRecord;
  readonly units: readonly Pick<UnitRecord, 'unit' | 'heads' | 'area'>[];
  readonly ballots: readonly PublishedBallot[];
  readonly secret: readonly OpenedBallot[];
  /** The units whose credential was signed, by class: never whether it was used. */
  readonly credentials: readonly Pick<CredentialRecord, 'unit' | 'klass'>[];
}

/** What counting needs; `now` in ms. */
export interface CountParts {
  readonly store: Store;
  readonly sealing: Sealing;
  readonly now: () => number;
}

const opened = (sealing: Sealing, entry: BallotEntry): Pick<PublishedBallot, 'choices' | 'nonce'> =>
  sealing.unseal(entry.voteId, entry.secret) as unknown as Pick<PublishedBallot, 'choices' | 'nonce'>;

/**
 * Ends the taking of electronic ballots; those handed in in time are in the box before, and the secret ones are shut in. A vote that was never
 * opened stays as it is.
 */
export async function beginCount(store: Store, voteId: string): Promise<VoteRecord> {
  await settleClaims(store, voteId);
  const ended = await changeVote(store, voteId, (vote) =>
    vote.state === 'open' ? { ...vote, state: 'counting' } : undefined,
  );
  await shutBox(store, ended);
  return knownVote(store, voteId);
}

/** The units whose paper ballot was returned and is not in the box yet. */
export async function unreadUnits(store: Store, voteId: string): Promise<readonly string[]> {
  const claims = await allOfVote(store, BALLOT_CLAIMS, voteId);
  return claims.filter(({ onPaper, seq }) => onPaper && seq === null).map(({ unit }) => unit);
}

/**
 * Opens the seals, counts, and closes the box for good; repeated it answers the same. Throws PlatformError PAPER_OPEN while a paper ballot
 * that was returned is not in the box, KEYS_MISSING while too few key holders of a secret vote have entered
 * their keys, and VOTE_STOPPED for one that was stopped.
 */
export async function countVote(parts: CountParts, voteId: string): Promise<VoteResult> {
  const { store, sealing, now } = parts;
  await beginCount(store, voteId);
  await settleClaims(store, voteId);
  if ((await unreadUnits(store, voteId)).length > 0) throw new PlatformError('PAPER_OPEN', voteId);
  const vote = await knownVote(store, voteId);
  if (vote.result !== undefined) return vote.result;
  if (vote.stoppedAt !== undefined) throw new PlatformError('VOTE_STOPPED', voteId);
  await openSecret(parts, vote);
  const secret = await openedBallots(parts, vote);
  const entries = await allOfVote(store, BALLOTS, voteId);
  const named = entries.map((entry): CountedBallot => ({
    heads: entry.heads,
    area: entry.area,
    choices: opened(sealing, entry).choices,
  }));
  const result = tally(vote.questions, [...named, ...secret], vote.whole);
  const root = merkleRoot([...entries, ...secret].map(({ hash }) => hash));
  const countedAt = now();
  const counted = await changeVote(store, voteId, (known) =>
    known.state === 'counting' && known.seq === entries.length
      ? { ...known, state: 'counted', result, root, countedAt }
      : undefined,
  );
  return counted.result ?? countVote(parts, voteId);
}

/**
 * The way from a receipt to the root over all ballots. The receipt of a secret ballot is its tracker: `secret` holds the two hashes that its
 * `hash` is made of.
 */
export interface ReceiptPath {
  readonly hash: string;
  readonly proof: readonly ProofStep[];
  readonly root: string;
  readonly ballots: number;
  readonly secret?: { readonly tracker: string; readonly rest: string };
}

/** After the count: the proof that the ballot with this receipt is in the box; undefined for an unknown receipt and before. */
export async function proofOf(
  { store, sealing }: Pick<CountParts, 'store' | 'sealing'>,
  voteId: string,
  receipt: string,
): Promise<ReceiptPath | undefined> {
  const vote = await knownVote(store, voteId);
  const { root } = vote;
  if (root === undefined) return undefined;
  const named = (await allOfVote(store, BALLOTS, voteId)).map(({ hash }) => hash);
  const secret = await openedBallots({ store, sealing }, vote);
  const hashes = [...named, ...secret.map(({ hash }) => hash)];
  const own = secret.find(({ tracker }) => receiptOf(tracker) === receipt);
  const index = hashes.findIndex((hash) => (own === undefined ? receiptOf(hash) === receipt : hash === own.hash));
  const hash = hashes[index];
  if (hash === undefined) return undefined;
  const inside = own === undefined ? {} : { secret: { tracker: own.tracker, rest: own.rest } };
  return { hash, proof: merkleProof(hashes, index), root, ballots: hashes.length, ...inside };
}

/** After the count: every ballot, for a count by somebody else; undefined before. */
export async function publishedVote(
  { store, sealing }: Pick<CountParts, 'store' | 'sealing'>,
  voteId: string,
): Promise<PublishedVote | undefined> {
  const vote = await knownVote(store, voteId);
  if (vote.state !== 'counted') return undefined;
  const units = (await allOfVote(store, VOTE_UNITS, voteId)).map(({ unit, heads, area }) => ({ unit, heads, area }));
  const ballots = (await allOfVote(store, BALLOTS, voteId)).map((entry): PublishedBallot => {
    const { _id, voteId: _vote, secret: _secret, ...open } = entry;
    return { ...open, ...opened(sealing, entry) };
  });
  const credentials = (await allOfVote(store, CREDENTIALS, voteId))
    .filter(({ state }) => state === 'signed')
    .map(({ unit, klass }) => ({ unit, klass }));
  return { vote, units, ballots, secret: await openedBallots({ store, sealing }, vote), credentials };
}
