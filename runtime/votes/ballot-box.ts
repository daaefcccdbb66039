import type { Clock } from '../seams/clock.js';
import { PlatformError } from '../seams/platform-error.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store } from '../seams/store.js';
import { createKeyedQueue } from '../use-cases/keyed-queue.js';
import { createBallotNames } from './ballot-names.js';
import { receiptOf } from './ballot-hash.js';
import { allOfVote, changeVote, entryId, unitId } from './box-records.js';
import {
  beginCount,
  countVote,
  proofOf,
  publishedVote,
  unreadUnits,
  type PublishedVote,
  type ReceiptPath,
} from './count-vote.js';
import { handInBallot, noteReturn, type Answer, type HandedIn } from './hand-in-ballot.js';
import { prepareVote, type NewVote, type VotingPeriod } from './prepare-vote.js';
import { furnish, secretTurnout } from './secret/secret-box.js';
import { createSecretVoting, type SecretVoting } from './secret/secret-voting.js';
import { NO_WEIGHT, plus, type Weight } from './thresholds.js';
import { BALLOT_CLAIMS, BALLOTS, VOTES, type BallotWay, type VoteRecord, type VoteResult } from './vote-records.js';
import { createVoteUnits, type VoteUnits } from './vote-units.js';

const KEY_BITS = 2048;

/** What a ballot box needs. */
export interface BallotBoxParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly sealing: Sealing;
  /** Bits of the keys that sign credentials of secret votes; 2,048 when absent. */
  readonly keyBits?: number;
}

/**
 * The ballot box: append-only, each ballot chained to the one before, one for each voting unit, choices sealed until the count. Nothing tells
 * an interim result: only who took part is known, by weight.
 */
export interface BallotBox {
  readonly units: VoteUnits;
  readonly secret: SecretVoting;
  /** Freezes the units of a vote; repeated with the same id it answers the same. */
  prepare(vote: NewVote): Promise<VoteRecord>;
  /**
   * Begins the period of a prepared vote; one that is open already stays as it is. Throws PlatformError KEYS_MISSING for a secret vote with
   * fewer than three key holders.
   */
  begin(voteId: string, period: VotingPeriod): Promise<VoteRecord>;
  /** Prepares and opens in one step. Gives the one-time tokens of the ballot links by unit. */
  open(
    vote: NewVote & VotingPeriod,
  ): Promise<{ readonly vote: VoteRecord; readonly tokens: ReadonlyMap<string, string> }>;
  vote(voteId: string): Promise<VoteRecord | undefined>;
  /** The blind index under which a person stands in `standing` and among owners. */
  blindPerson(idNo: string): string;
  handIn(ballot: HandedIn): Promise<Answer>;
  noteReturn: (paper: { readonly voteId: string; readonly unit: string }) => ReturnType<typeof noteReturn>;
  hasVoted(voteId: string, unit: string): Promise<boolean>;
  /** The units that have voted. */
  voted(voteId: string): Promise<ReadonlySet<string>>;
  /** The units whose paper ballot was returned and is not in the box yet. */
  unread(voteId: string): Promise<readonly string[]>;
  /** Who took part so far, paper ballots that were returned and not read yet included. */
  turnout(voteId: string): Promise<Weight>;
  /** Ends the taking of electronic ballots; paper ones that were returned are read now. */
  beginCount(voteId: string): Promise<VoteRecord>;
  /** Extends the period of an open vote, once for each `wish`. */
  extend(voteId: string, closesAt: number, wish: string): Promise<VoteRecord>;
  /** The ballot of a unit as far as it may be told before the count: when and how it came, and its receipt; undefined while there is none. */
  cast(
    voteId: string,
    unit: string,
  ): Promise<
    { readonly receipt: string; readonly at: number; readonly way: BallotWay; readonly seq: number } | undefined
  >;
  /** Opens the seals, counts, and closes the box for good; repeated it answers the same. Throws PlatformError PAPER_OPEN while ballots are unread. */
  count(voteId: string): Promise<VoteResult>;
  /** After the count: the proof that the ballot with this receipt is in the box; undefined for an unknown receipt. */
  proof(voteId: string, receipt: string): Promise<ReceiptPath | undefined>;
  /** After the count: every ballot, for a count by somebody else. Throws PlatformError VOTE_NOT_COUNTED. */
  published(voteId: string): Promise<PublishedVote>;
}

/** See BallotBox. */
export function createBallotBox({ store, clock, sealing, keyBits = KEY_BITS }: BallotBoxParts): BallotBox {
  const names = createBallotNames(sealing);
  const now = (): number => clock.now();
  const parts = { store, sealing, now, names, keyBits, queue: createKeyedQueue() };
  const units = createVoteUnits(parts);
  return {
    units,
    secret: createSecretVoting(parts),
    prepare: (vote) => prepareVote(parts, vote),
    begin: async (voteId, period) => {
      if ((await furnish(store, voteId)) > 0) throw new PlatformError('KEYS_MISSING', voteId);
      return changeVote(store, voteId, (vote) =>
        vote.state === 'prepared' ? { ...vote, state: 'open', ...period } : undefined,
      );
    },
    open: async ({ opensAt, closesAt, ...given }) => {
      // A secret vote needs people who keep its keys between the two steps.
      if (given.mode === 'secret') throw new PlatformError('KEYS_MISSING', given.voteId);
      const vote = await prepareVote(parts, given, { opensAt, closesAt });
      const all = await units.of(vote._id);
      return { vote, tokens: new Map(all.map(({ unit }) => [unit, names.tokenOf(vote._id, unit)])) };
    },
    vote: (voteId) => store.get(VOTES, voteId),
    blindPerson: (idNo) => names.person(idNo),
    handIn: (ballot) => handInBallot(parts, ballot),
    noteReturn: (paper) => noteReturn(parts, paper),
    hasVoted: async (voteId, unit) => (await store.get(BALLOT_CLAIMS, unitId(voteId, unit))) !== undefined,
    voted: async (voteId) => new Set((await allOfVote(store, BALLOT_CLAIMS, voteId)).map(({ unit }) => unit)),
    unread: (voteId) => unreadUnits(store, voteId),
    turnout: async (voteId) => {
      const named = (await allOfVote(store, BALLOT_CLAIMS, voteId))
        .filter(({ onPaper, seq }) => onPaper || seq !== null)
        .reduce(plus, NO_WEIGHT);
      const vote = await store.get(VOTES, voteId);
      return vote === undefined ? named : plus(named, await secretTurnout(store, vote));
    },
    beginCount: (voteId) => beginCount(store, voteId),
    extend: (voteId, closesAt, wish) =>
      changeVote(store, voteId, (vote) =>
        vote.state === 'open' && vote.extension !== wish && vote.closesAt !== null && closesAt > vote.closesAt
          ? { ...vote, closesAt, extension: wish }
          : undefined,
      ),
    cast: async (voteId, unit) => {
      const seq = (await store.get(BALLOT_CLAIMS, unitId(voteId, unit)))?.seq ?? null;
      const entry = seq === null ? undefined : await store.get(BALLOTS, entryId(voteId, seq));
      return entry === undefined
        ? undefined
        : { receipt: receiptOf(entry.hash), at: entry.at, way: entry.way, seq: entry.seq };
    },
    count: (voteId) => countVote(parts, voteId),
    proof: (voteId, receipt) => proofOf(parts, voteId, receipt),
    published: async (voteId) => {
      const published = await publishedVote(parts, voteId);
      if (published === undefined) throw new PlatformError('VOTE_NOT_COUNTED', voteId);
      return published;
    },
  };
}
