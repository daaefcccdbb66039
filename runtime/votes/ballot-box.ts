import type { Signer } from '../documents/signer.js';
import { createCheckpoints } from './checkpoints.js';
import type { CheckpointFile } from './verify-checkpoints.js';
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
const HOUR_MS = 3_600_000;
/** A case has one vote for each round, and few rounds. */
const CASE_VOTES = 50;

/** What a ballot box needs. */
export interface BallotBoxParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly sealing: Sealing;
  /** Signs states of the box; without it there are no checkpoints. */
  readonly signer?: Signer;
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
  /**
   * The turnout as it may be shown: in a secret vote that is open that of some moment of this hour, so that nobody who looks again and again
   * learns when a ballot came.
   */
  shownTurnout(voteId: string): Promise<Weight>;
  /** Ends the taking of electronic ballots; paper ones that were returned are read now. */
  beginCount(voteId: string): Promise<VoteRecord>;
  /** Stops the votes of a case that are not counted: no more ballots, and no count. */
  stopOfCase(caseId: string): Promise<void>;
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
  /** The signed states of the box with the public keys of the office; undefined where there are none. */
  checkpoints(voteId: string): Promise<CheckpointFile | undefined>;
  /** After the count: every ballot, for a count by somebody else. Throws PlatformError VOTE_NOT_COUNTED. */
  published(voteId: string): Promise<PublishedVote>;
}

/** See BallotBox. */
export function createBallotBox({ store, clock, sealing, signer, keyBits = KEY_BITS }: BallotBoxParts): BallotBox {
  const names = createBallotNames(sealing);
  const now = (): number => clock.now();
  const parts = { store, sealing, now, names, keyBits, queue: createKeyedQueue() };
  const units = createVoteUnits(parts);
  const checkpoints = signer === undefined ? undefined : createCheckpoints({ store, signer, now });
  const shown = new Map<string, { readonly hour: number; readonly weight: Weight }>();
  const turnout = async (voteId: string): Promise<Weight> => {
    const named = (await allOfVote(store, BALLOT_CLAIMS, voteId))
      .filter(({ onPaper, seq }) => onPaper || seq !== null)
      .reduce(plus, NO_WEIGHT);
    const vote = await store.get(VOTES, voteId);
    return vote === undefined ? named : plus(named, await secretTurnout(store, vote));
  };
  return {
    units,
    secret: createSecretVoting(parts),
    prepare: (vote) => prepareVote(parts, vote),
    begin: async (voteId, period) => {
      if ((await furnish(store, voteId)) > 0) throw new PlatformError('KEYS_MISSING', voteId);
      const vote = await changeVote(store, voteId, (known) =>
        known.state === 'prepared' && known.stoppedAt === undefined
          ? { ...known, state: 'open', ...period }
          : undefined,
      );
      await checkpoints?.note(voteId, 'open');
      return vote;
    },
    open: async ({ opensAt, closesAt, ...given }) => {
      // A secret vote needs people who keep its keys between the two steps.
      if (given.mode === 'secret') throw new PlatformError('KEYS_MISSING', given.voteId);
      const vote = await prepareVote(parts, given, { opensAt, closesAt });
      await checkpoints?.note(vote._id, 'open');
      const all = await units.of(vote._id);
      return { vote, tokens: new Map(all.map(({ unit }) => [unit, names.tokenOf(vote._id, unit)])) };
    },
    vote: (voteId) => store.get(VOTES, voteId),
    blindPerson: (idNo) => names.person(idNo),
    handIn: async (ballot) => {
      const answer = await handInBallot(parts, ballot);
      if (answer.ok) await checkpoints?.noteHour(ballot.voteId);
      return answer;
    },
    noteReturn: (paper) => noteReturn(parts, paper),
    hasVoted: async (voteId, unit) => (await store.get(BALLOT_CLAIMS, unitId(voteId, unit))) !== undefined,
    voted: async (voteId) => new Set((await allOfVote(store, BALLOT_CLAIMS, voteId)).map(({ unit }) => unit)),
    unread: (voteId) => unreadUnits(store, voteId),
    turnout,
    shownTurnout: async (voteId) => {
      const vote = await store.get(VOTES, voteId);
      if (vote?.secret === undefined || vote.state !== 'open') return turnout(voteId);
      const hour = Math.floor(now() / HOUR_MS);
      const known = shown.get(voteId);
      if (known?.hour === hour) return known.weight;
      const weight = await turnout(voteId);
      shown.set(voteId, { hour, weight });
      return weight;
    },
    beginCount: async (voteId) => {
      const vote = await beginCount(store, voteId);
      if (vote.state !== 'prepared') await checkpoints?.note(voteId, 'end');
      return vote;
    },
    stopOfCase: async (caseId) => {
      const { records } = await store.find(VOTES, { where: { caseId }, limit: CASE_VOTES });
      for (const { _id, state, stoppedAt } of records) {
        if (state === 'counted' || stoppedAt !== undefined) continue;
        await beginCount(store, _id);
        await changeVote(store, _id, (vote) => (vote.result === undefined ? { ...vote, stoppedAt: now() } : undefined));
        if (state !== 'prepared') await checkpoints?.note(_id, 'end');
      }
    },
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
    count: async (voteId) => {
      await beginCount(store, voteId);
      await checkpoints?.note(voteId, 'end');
      const result = await countVote(parts, voteId);
      await checkpoints?.note(voteId, 'count');
      return result;
    },
    checkpoints: async (voteId) => {
      const noted = (await checkpoints?.of(voteId)) ?? [];
      return signer === undefined || noted.length === 0 ? undefined : { checkpoints: noted, keys: signer.publicKeys() };
    },
    proof: (voteId, receipt) => proofOf(parts, voteId, receipt),
    published: async (voteId) => {
      const published = await publishedVote(parts, voteId);
      if (published === undefined) throw new PlatformError('VOTE_NOT_COUNTED', voteId);
      return published;
    },
  };
}
