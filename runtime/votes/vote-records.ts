import type { JsonValue } from '../../engine/index.js';
import type { StoreRecord } from '../seams/store.js';
import { collection } from '../store/collections.js';
import type { CandidateCount, Election } from './elect.js';
import type { MatterKind, Weight } from './thresholds.js';

/** What is voted on: a matter with yes, no and abstention, or an election of a committee. */
export type Question =
  | { readonly id: string; readonly type: 'matter'; readonly title: string; readonly kind: MatterKind }
  | {
      readonly id: string;
      readonly type: 'election';
      readonly title: string;
      readonly seats: number;
      readonly candidates: readonly { readonly id: string; readonly name: string }[];
    };

/** One mark: in favour, against, abstention. */
export type Mark = 'for' | 'against' | 'abstain';

/** A filled-in ballot: a mark for each matter, and for each election a mark for each candidate (unmarked counts as abstention). */
export type Choices = Readonly<Record<string, Mark | Readonly<Record<string, Mark>>>>;

/** How a ballot came in. */
export type BallotWay = 'electronic' | 'paper' | 'proxy';

/** `open`: ballots are taken; `counting`: only paper ballots that were returned in time; `counted`: sealed for good. */
export type VoteState = 'open' | 'counting' | 'counted';

/** What a count found. `taking` counts valid ballots, abstentions and returned invalid ones. */
export interface VoteResult {
  readonly all: Weight;
  readonly taking: Weight;
  readonly invalid: Weight;
  readonly hasQuorum: boolean;
  readonly questions: readonly QuestionResult[];
}

/** The outcome of one question. */
export type QuestionResult =
  | {
      readonly id: string;
      readonly type: 'matter';
      readonly marks: Readonly<Record<Mark, Weight>>;
      readonly passes: boolean;
    }
  | {
      readonly id: string;
      readonly type: 'election';
      readonly counts: readonly CandidateCount[];
      readonly election: Election;
    };

/**
 * A vote (`_id`): `head` and `seq` are the end of the chain of ballots; `tail` is the last entry, kept here until it surely stands in the
 * box, so that a crash between the two leaves no gap. `result` exists once it is counted.
 */
export interface VoteRecord extends StoreRecord {
  readonly state: VoteState;
  readonly title: string;
  readonly caseId: string;
  readonly estateId: string;
  readonly orgPath: string;
  readonly questions: readonly Question[];
  /** ms since the epoch. */
  readonly opensAt: number;
  readonly closesAt: number;
  readonly whole: Weight;
  /** SHA-256 over the frozen list of voting units. */
  readonly unitsHash: string;
  readonly seq: number;
  readonly head: string;
  /** Weight of the ballots in the box: who took part, never how. */
  readonly returned: Weight;
  readonly tail?: BallotEntry;
  readonly root?: string;
  readonly result?: VoteResult;
  readonly countedAt?: number;
}

/** A voting unit of a vote (`_id` = `<voteId>:<unit>`), frozen when the vote opened. Owners are blind indexes of their ID numbers. */
export interface UnitRecord extends StoreRecord, Weight {
  readonly voteId: string;
  /** Number of the unit in this vote: `u0001`. */
  readonly unit: string;
  readonly parts: readonly string[];
  readonly owners: readonly string[];
  /** Blind indexes of the last six characters of the owners' ID numbers. */
  readonly tails: readonly string[];
  /** SHA-256 of the one-time token of the ballot link. */
  readonly tokenHash: string;
  readonly delivered?: { readonly at: number; readonly how: string; readonly by: string };
}

/** A ballot in the box (`_id` = `<voteId>:<seq>`). `hash` covers every open member and `prev`; `secret` is sealed until the count. */
export interface BallotEntry extends StoreRecord, Weight {
  readonly voteId: string;
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
  readonly unit: string;
  readonly way: BallotWay;
  readonly at: number;
  /** SHA-256 of the canonical choices and a nonce: what the voter's receipt stands for. */
  readonly commitment: string;
  readonly secret: JsonValue;
}

/** The claim of a unit to its one ballot (`_id` = `<voteId>:<unit>`): whoever inserts it votes; everything needed to finish is in it. */
export interface BallotClaim extends StoreRecord {
  readonly voteId: string;
  readonly unit: string;
  readonly commandId: string;
  readonly way: BallotWay;
  readonly at: number;
  readonly commitment: string;
  readonly secret: JsonValue;
  readonly seq: number | null;
}

/** All votes. */
export const VOTES = collection<VoteRecord>('votes');
/** The frozen voting units of all votes. */
export const VOTE_UNITS = collection<UnitRecord>('voteUnits');
/** The ballot boxes. */
export const BALLOTS = collection<BallotEntry>('ballots');
/** One claim for each unit that has voted. */
export const BALLOT_CLAIMS = collection<BallotClaim>('ballotClaims');
