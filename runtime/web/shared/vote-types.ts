import type { ProofStep } from './receipt-proof.js';

/** Heads, and area in 0.01 m². */
export interface Weight {
  readonly heads: number;
  readonly area: number;
}

export type Mark = 'for' | 'against' | 'abstain';
export type Choices = Readonly<Record<string, Mark | Readonly<Record<string, Mark>>>>;
export type BallotWay = 'electronic' | 'paper' | 'proxy';

export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly partNo?: string;
  readonly cv?: string;
  readonly photo?: string;
}

export interface Matter {
  readonly id: string;
  readonly type: 'matter';
  readonly title: string;
  readonly kind: 'ordinary' | 'special';
}

export interface ElectionQuestion {
  readonly id: string;
  readonly type: 'election';
  readonly title: string;
  readonly seats: number;
  readonly candidates: readonly Candidate[];
}

export type Question = Matter | ElectionQuestion;

/** How a ballot came in. */
export interface CastView {
  readonly receipt: string;
  readonly at: string;
  readonly way: BallotWay;
}

/** How far the credential of a secret ballot is: `asked` of the same weight have asked, `need` are needed. base64url. */
export interface CredentialView {
  readonly klass: string;
  readonly state: 'none' | 'waiting' | 'signed';
  readonly asked: number;
  readonly need: number;
  readonly blinded?: string;
  readonly signature?: string;
}

/** What a secret vote shows: the keys credentials are signed with, and who keeps the keys of the box. */
export interface SecretView {
  readonly classes: readonly (Weight & {
    readonly klass: string;
    readonly units: number;
    readonly publicKey: { readonly n: string; readonly e: string };
  })[];
  readonly holders: readonly { readonly name: string; readonly publicKey: string }[];
  readonly threshold: number;
  readonly entered: number;
  readonly shutRoot?: string;
}

/** A unit one votes for; `agentFor`: under a letter of proxy, for the questions named. */
export interface OwnUnit extends Weight {
  readonly unit: string;
  readonly parts: readonly string[];
  readonly hasVoted: boolean;
  readonly cast?: CastView;
  readonly agentFor?: readonly string[];
  readonly questions?: readonly string[];
  /** Absent where the unit votes by name. */
  readonly secret?: CredentialView;
}

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
      readonly counts: readonly {
        readonly candidate: string;
        readonly favour: Weight;
        readonly against: Weight;
        readonly abstain: Weight;
      }[];
      readonly election: {
        readonly elected: readonly string[];
        readonly alternates: readonly string[];
        readonly tied: readonly string[];
        readonly missing: number;
      };
    };

export interface VoteResult {
  readonly all: Weight;
  readonly taking: Weight;
  readonly invalid: Weight;
  readonly hasQuorum: boolean;
  readonly questions: readonly QuestionResult[];
}

/** `GET /api/votes/{voteId}`. */
export interface VoteView {
  readonly voteId: string;
  readonly title: string;
  readonly caseId?: string;
  readonly state: 'prepared' | 'open' | 'counting' | 'counted' | 'stopped';
  readonly opensAt: string | null;
  readonly closesAt: string | null;
  readonly isOpen: boolean;
  readonly questions: readonly Question[];
  readonly whole: Weight;
  readonly returned: Weight;
  readonly unitsHash: string;
  readonly mine: readonly OwnUnit[];
  readonly secret?: SecretView;
  readonly countedAt?: string;
  readonly result?: VoteResult;
  readonly root?: string;
}

/** `GET /api/votes/{voteId}/receipts/{receipt}`. */
export interface ReceiptProof {
  readonly title: string;
  readonly hash: string;
  readonly proof: readonly ProofStep[];
  readonly root: string;
  readonly ballots: number;
  readonly countedAt: string | null;
  /** What the hash of a secret ballot is made of; the receipt is its tracker. */
  readonly secret?: { readonly tracker: string; readonly rest: string };
}

/** An area of so many 0.01 m² in square metres with two places, exactly: `10,800.00`. */
export function areaText(area: number): string {
  const whole = Math.floor(area / 100);
  return `${whole.toLocaleString('en-US')}.${String(area % 100).padStart(2, '0')}`;
}

/** A share as a percentage with two places, cut and never rounded up: 66.66 is below two thirds. '0.00' of nothing. */
export function shareText(part: number, whole: number): string {
  if (whole <= 0) return '0.00';
  const hundredths = Math.floor((part * 10_000) / whole);
  return `${String(Math.floor(hundredths / 100))}.${String(hundredths % 100).padStart(2, '0')}`;
}
