import type { JsonValue } from '../../engine/index.js';
import type { StoreRecord } from '../seams/store.js';
import { collection } from '../store/collections.js';
import type { Election } from './elect.js';
import type { SecretSetup } from './secret/secret-records.js';
import type { MatterKind, Weight } from './thresholds.js';

/** What is voted on: a matter with yes, no and abstention, or an election of a committee. */
export type Question =
  | { readonly id: string; readonly type: 'matter'; readonly title: string; readonly kind: MatterKind }
  | {
      readonly id: string;
      readonly type: 'election';
      readonly title: string;
      readonly seats: number;
      readonly candidates: readonly Candidate[];
    };

/** Somebody to be elected, as the ballot shows the person: part number, résumé and a picture (a file id) where they were posted. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly partNo?: string;
  readonly cv?: string;
  readonly photo?: string;
}

/** One mark: in favour, against, abstention. */
export type Mark = 'for' | 'against' | 'abstain';

/** A filled-in ballot: a mark for each matter, and for each election a mark for each candidate (unmarked counts as abstention). */
export type Choices = Readonly<Record<string, Mark | Readonly<Record<string, Mark>>>>;

/**
 * How a ballot came in; `proxy`: filled in by somebody with a letter of the owner, on paper or electronically. `secret` stands only in claims:
 * the unit has a credential, whether it was used nobody can tell.
 */
export type BallotWay = 'electronic' | 'paper' | 'proxy' | 'secret';

/**
 * `prepared`: the units are frozen and ballots are brought; `open`: ballots are taken; `counting`: paper ballots that were returned in time
 * are read; `counted`: sealed for good.
 */
export type VoteState = 'prepared' | 'open' | 'counting' | 'counted';

/** What a count found. `taking` counts valid ballots, abstentions and returned invalid ones. */
export interface VoteResult {
  readonly all: Weight;
  readonly taking: Weight;
  readonly invalid: Weight;
  readonly hasQuorum: boolean;
  readonly questions: readonly QuestionResult[];
}

/** What a candidate got, with both weights. */
export interface CandidateMarks {
  readonly candidate: string;
  readonly favour: Weight;
  readonly against: Weight;
  readonly abstain: Weight;
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
      readonly counts: readonly CandidateMarks[];
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
  /** ms since the epoch; null until it is opened. */
  readonly opensAt: number | null;
  readonly closesAt: number | null;
  /** Who asked for the last extension of the period. */
  readonly extension?: string;
  /** Who stands for election: user ids and blind indexes of ID numbers. They neither count nor watch. */
  readonly standing: readonly string[];
  /** For how many private parts one agent may vote at most (rules of procedure). */
  readonly proxyMaxParts: number;
  readonly whole: Weight;
  /** SHA-256 over the frozen list of voting units. */
  readonly unitsHash: string;
  readonly seq: number;
  readonly head: string;
  /** Weight of the ballots in the box: who took part, never how. */
  readonly returned: Weight;
  readonly tail?: BallotEntry;
  /** What a secret vote has beside; absent in a vote by name. */
  readonly secret?: SecretSetup;
  /** When it was stopped before the end, by order of the authorities; it is never counted. */
  readonly stoppedAt?: number;
  readonly root?: string;
  readonly result?: VoteResult;
  readonly countedAt?: number;
}

/** How a ballot reached its unit: handed over, by post, as a link, or by notice after two visits that found nobody (公告送达). */
export type DeliveryWay = 'in-person' | 'post' | 'link' | 'notice';

/** What shows that a ballot was brought: ids of files, the number of the letter, who took it. */
export interface DeliveryProof {
  readonly photo?: string;
  readonly signature?: string;
  readonly trackingNo?: string;
  readonly receiver?: string;
}

/** A delivery as it was noted; `at` in ms, `by` a user id. */
export interface Delivery {
  readonly at: number;
  readonly by: string;
  readonly how: DeliveryWay;
  readonly proof: DeliveryProof;
}

/** A visit that found nobody. */
export interface FailedVisit {
  readonly at: number;
  readonly by: string;
  readonly note: string;
  readonly photo?: string;
}

/** A voting unit of a vote (`_id` = `<voteId>:<unit>`), frozen when the vote was prepared. Owners are blind indexes of their ID numbers. */
export interface UnitRecord extends StoreRecord, Weight {
  readonly voteId: string;
  /** Number of the unit in this vote: `u0001`. */
  readonly unit: string;
  readonly parts: readonly string[];
  /** What people call the parts: `3-1-502`. In the order of `parts`. */
  readonly labels: readonly string[];
  /** Masked names of the owners. */
  readonly names: readonly string[];
  readonly owners: readonly string[];
  /** Blind indexes of the last six characters of the owners' ID numbers. */
  readonly tails: readonly string[];
  /** SHA-256 of the one-time token of the ballot link. */
  readonly tokenHash: string;
  /** Grows with every change of what follows. */
  readonly revision: number;
  readonly visits: readonly FailedVisit[];
  readonly delivered?: Delivery;
  /** When the link was last shown to the owner, and by whom. */
  readonly link?: { readonly at: number; readonly by: string };
  /** Wrong ID numbers given with the link since it was shown. */
  readonly misses?: { readonly count: number; readonly at: number };
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

/**
 * The claim of a unit to its one ballot (`_id` = `<voteId>:<unit>`): whoever inserts it votes; everything needed to finish is in it. A paper
 * ballot that was returned and not read yet has no commitment.
 */
export interface BallotClaim extends StoreRecord, Weight {
  readonly voteId: string;
  readonly unit: string;
  readonly commandId: string;
  readonly way: BallotWay;
  readonly onPaper: boolean;
  readonly at: number;
  readonly commitment: string | null;
  readonly secret: JsonValue;
  readonly seq: number | null;
}

/**
 * A written proxy (投票委托书; `_id` = `<voteId>:<unit>`): who may fill in a unit's ballot, for which questions and when. The agent is a blind
 * index of the ID number; name and number are sealed. `from` and `to` are days, both included.
 */
export interface ProxyRecord extends StoreRecord {
  readonly voteId: string;
  readonly unit: string;
  readonly parts: number;
  readonly agent: string;
  readonly questions: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly isFamily: boolean;
  /** File id of the scanned letter. */
  readonly letter: string;
  readonly by: string;
  readonly at: number;
  readonly secret: JsonValue;
}

/** All votes. */
export const VOTES = collection<VoteRecord>('votes');
/** The frozen voting units of all votes. */
export const VOTE_UNITS = collection<UnitRecord>('voteUnits');
/** The ballot boxes. */
export const BALLOTS = collection<BallotEntry>('ballots');
/** One claim for each unit that has voted. */
export const BALLOT_CLAIMS = collection<BallotClaim>('ballotClaims');
/** The letters of proxy in force. */
export const VOTE_PROXIES = collection<ProxyRecord>('voteProxies');
