import { mayReadCase } from '../access/row-scope.js';
import type { SignedIn } from '../access/signed-in.js';
import { isOpenAt } from '../votes/hand-in-ballot.js';
import type { CredentialView } from '../votes/secret/credentials.js';
import type { WeightClass } from '../votes/secret/secret-records.js';
import type { Weight } from '../votes/thresholds.js';
import {
  VOTES,
  type BallotWay,
  type ProxyRecord,
  type Question,
  type UnitRecord,
  type VoteRecord,
  type VoteResult,
} from '../votes/vote-records.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';

/** How a unit's ballot came in: known to its owner at any time, without what was chosen. Instant ISO. */
export interface CastView {
  readonly receipt: string;
  readonly at: string;
  readonly way: BallotWay;
}

/** A unit that a person may vote for: an own one, or one of somebody who gave a letter of proxy (`agentFor`: masked names, `questions`: which). */
export interface OwnUnit extends Weight {
  readonly unit: string;
  readonly parts: readonly string[];
  readonly hasVoted: boolean;
  readonly cast?: CastView;
  readonly agentFor?: readonly string[];
  readonly questions?: readonly string[];
  /** How far the credential of the unit is; absent where it votes by name. */
  readonly secret?: CredentialView;
}

/** What a secret vote shows beside: keys are base64url. */
export interface SecretView {
  readonly classes: readonly WeightClass[];
  readonly holders: readonly { readonly name: string; readonly publicKey: string }[];
  readonly threshold: number;
  readonly entered: number;
  readonly shutRoot?: string;
}

/** A vote as a voter or the office sees it; the result stands there once it is counted. Instants ISO, areas in 0.01 m². */
export interface VoteView {
  readonly voteId: string;
  readonly title: string;
  readonly caseId?: string;
  readonly state: VoteRecord['state'] | 'stopped';
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

/** A unit with the letter under which somebody else fills in its ballot; without one it is the person's own. */
export interface VotesFor {
  readonly unit: UnitRecord;
  readonly letter?: ProxyRecord;
}

const NEWEST = 200;
const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** The day of an instant at the office: `YYYY-MM-DD`. */
export function dayAt(at: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(at);
}

const ownUnit = async (office: Office, vote: VoteRecord, { unit, letter }: VotesFor): Promise<OwnUnit> => {
  const { voteId } = unit;
  const mayHide = letter === undefined || vote.questions.every(({ id }) => letter.questions.includes(id));
  const [secret, hasVoted, cast] = await Promise.all([
    mayHide ? office.ballots.secret.credential(vote, unit) : undefined,
    office.ballots.hasVoted(voteId, unit.unit),
    office.ballots.cast(voteId, unit.unit),
  ]);
  return {
    unit: unit.unit,
    parts: unit.labels,
    heads: unit.heads,
    area: unit.area,
    hasVoted,
    ...(secret === undefined ? {} : { secret }),
    ...(cast === undefined
      ? {}
      : { cast: { receipt: cast.receipt, at: new Date(cast.at).toISOString(), way: cast.way } }),
    ...(letter === undefined ? {} : { agentFor: unit.names, questions: letter.questions }),
  };
};

const secretView = async (office: Office, vote: VoteRecord): Promise<SecretView | undefined> => {
  if (vote.secret === undefined) return undefined;
  const { classes, threshold, shutRoot } = vote.secret;
  const holders = (await office.ballots.secret.holders(vote._id)).map(({ name, publicKey, hasEntered }) => ({
    name,
    publicKey,
    hasEntered,
  }));
  return {
    classes,
    holders: holders.map(({ name, publicKey }) => ({ name, publicKey })),
    threshold,
    entered: holders.filter(({ hasEntered }) => hasEntered).length,
    ...(shutRoot === undefined ? {} : { shutRoot }),
  };
};

/** A vote for somebody who votes for these units, or for the office (`isOffice`). */
export async function viewOf(
  office: Office,
  vote: VoteRecord,
  units: readonly VotesFor[],
  isOffice = false,
): Promise<VoteView> {
  const { _id, title, caseId, state, opensAt, closesAt, questions, whole, result, root, countedAt, unitsHash } = vote;
  const [returned, mine, secret] = await Promise.all([
    office.ballots.shownTurnout(_id),
    Promise.all(units.map((unit) => ownUnit(office, vote, unit))),
    secretView(office, vote),
  ]);
  return {
    voteId: _id,
    title,
    ...(isOffice ? { caseId } : {}),
    state: vote.stoppedAt === undefined ? state : 'stopped',
    opensAt: iso(opensAt),
    closesAt: iso(closesAt),
    isOpen: isOpenAt(vote, office.clock.now()),
    questions,
    whole,
    returned,
    unitsHash,
    mine,
    ...(secret === undefined ? {} : { secret }),
    ...(countedAt === undefined ? {} : { countedAt: new Date(countedAt).toISOString() }),
    ...(result === undefined ? {} : { result }),
    ...(root === undefined ? {} : { root }),
  };
}

/** What a person may vote for: by the ID number of the person's own account, as an owner or with a letter of proxy in force today. */
export async function votesOf(office: Office, user: SignedIn): Promise<readonly VotesFor[]> {
  const { idNo } = (await office.people.profile(user.userId)) as { readonly idNo?: unknown };
  if (typeof idNo !== 'string') return [];
  const [own, letters] = await Promise.all([
    office.ballots.units.ofOwner(idNo),
    office.proxies.ofAgent(idNo, dayAt(office.clock.now())),
  ]);
  const asAgent = await Promise.all(
    letters.map(async (letter): Promise<readonly VotesFor[]> => {
      const unit = await office.ballots.units.get(letter.voteId, letter.unit);
      return unit === undefined ? [] : [{ unit, letter }];
    }),
  );
  return [...own.map((unit) => ({ unit })), ...asAgent.flat()];
}

/** The votes that concern a person: those the person may vote in, and for the office those in reach, or those of one case; the latest first. */
export async function listVotes(office: Office, user: SignedIn, caseId?: string): Promise<readonly VoteView[]> {
  const mine = await votesOf(office, user);
  const { records } = await office.store.find(VOTES, {
    ...(caseId === undefined ? {} : { where: { caseId } }),
    sort: [{ field: '_id', descending: true }],
    limit: NEWEST,
  });
  // Rounds of one case have ids of one instant: what is not over comes first, then what ended last.
  const latest = [...records].sort((a, b) => (b.closesAt ?? Infinity) - (a.closesAt ?? Infinity) || 0);
  const seen = latest.filter((vote) => mine.some(({ unit }) => unit.voteId === vote._id) || mayReadCase(user, vote));
  return Promise.all(
    seen.map((vote) =>
      viewOf(
        office,
        vote,
        mine.filter(({ unit }) => unit.voteId === vote._id),
        mayReadCase(user, vote),
      ),
    ),
  );
}

/** One vote. Throws RequestProblem NOT_FOUND for one that does not concern the person. */
export async function readVote(office: Office, user: SignedIn, voteId: string): Promise<VoteView> {
  const vote = await office.ballots.vote(voteId);
  const mine = (await votesOf(office, user)).filter(({ unit }) => unit.voteId === voteId);
  const isOffice = vote !== undefined && mayReadCase(user, vote);
  if (vote === undefined || (mine.length === 0 && !isOffice)) throw new RequestProblem('NOT_FOUND');
  return viewOf(office, vote, mine, isOffice);
}

/** A vote within the office's reach. Throws RequestProblem NOT_FOUND. */
export async function officeVote(office: Office, user: SignedIn, voteId: string): Promise<VoteRecord> {
  const vote = await office.ballots.vote(voteId);
  if (vote === undefined || !mayReadCase(user, vote)) throw new RequestProblem('NOT_FOUND');
  return vote;
}
