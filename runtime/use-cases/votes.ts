import { mayReadCase } from '../access/row-scope.js';
import type { SignedIn } from '../access/signed-in.js';
import type { PublishedBallot } from '../votes/ballot-box.js';
import type { PaperAnswer, PaperReading, PaperRecord } from '../votes/paper-ballots.js';
import type { ProofStep } from '../votes/merkle.js';
import type { Weight } from '../votes/thresholds.js';
import {
  VOTES,
  type Choices,
  type Question,
  type UnitRecord,
  type VoteRecord,
  type VoteResult,
} from '../votes/vote-records.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';

/** A unit of one's own in a vote. */
export interface OwnUnit extends Weight {
  readonly unit: string;
  readonly parts: readonly string[];
  readonly hasVoted: boolean;
}

/** A vote as a voter or the office sees it; the result stands there once it is counted. Instants ISO. */
export interface VoteView {
  readonly voteId: string;
  readonly title: string;
  readonly state: VoteRecord['state'];
  readonly opensAt: string;
  readonly closesAt: string;
  readonly isOpen: boolean;
  readonly questions: readonly Question[];
  readonly whole: Weight;
  readonly returned: Weight;
  readonly mine: readonly OwnUnit[];
  readonly result?: VoteResult;
  readonly root?: string;
}

const iso = (at: number): string => new Date(at).toISOString();

const ownUnits = async (office: Office, units: readonly UnitRecord[]): Promise<readonly OwnUnit[]> =>
  Promise.all(
    units.map(async ({ voteId, unit, parts, heads, area }) => ({
      unit,
      parts,
      heads,
      area,
      hasVoted: await office.ballots.hasVoted(voteId, unit),
    })),
  );

const viewOf = async (office: Office, vote: VoteRecord, units: readonly UnitRecord[]): Promise<VoteView> => {
  const now = office.clock.now();
  const { _id, title, state, opensAt, closesAt, questions, whole, returned, result, root } = vote;
  return {
    voteId: _id,
    title,
    state,
    opensAt: iso(opensAt),
    closesAt: iso(closesAt),
    isOpen: state === 'open' && now >= opensAt && now < closesAt,
    questions,
    whole,
    returned,
    mine: await ownUnits(office, units),
    ...(result === undefined ? {} : { result }),
    ...(root === undefined ? {} : { root }),
  };
};

/** The units that a person owns, by the ID number of the person's own account. */
async function unitsOf(office: Office, user: SignedIn): Promise<readonly UnitRecord[]> {
  const { idNo } = (await office.people.profile(user.userId)) as { readonly idNo?: unknown };
  return typeof idNo === 'string' ? office.ballots.unitsOfOwner(idNo) : [];
}

/** The votes that concern a person: those the person may vote in, and for the office those in reach; the latest first. */
export async function listVotes(office: Office, user: SignedIn): Promise<readonly VoteView[]> {
  const mine = await unitsOf(office, user);
  const { records } = await office.store.find(VOTES, { sort: [{ field: 'closesAt', descending: true }], limit: 200 });
  const seen = records.filter((vote) => mine.some(({ voteId }) => voteId === vote._id) || mayReadCase(user, vote));
  return Promise.all(
    seen.map((vote) =>
      viewOf(
        office,
        vote,
        mine.filter(({ voteId }) => voteId === vote._id),
      ),
    ),
  );
}

/** One vote. Throws RequestProblem NOT_FOUND for one that does not concern the person. */
export async function readVote(office: Office, user: SignedIn, voteId: string): Promise<VoteView> {
  const vote = await office.ballots.vote(voteId);
  const mine = (await unitsOf(office, user)).filter((unit) => unit.voteId === voteId);
  if (vote === undefined || (mine.length === 0 && !mayReadCase(user, vote))) throw new RequestProblem('NOT_FOUND');
  return viewOf(office, vote, mine);
}

/** A vote within the office's reach. Throws RequestProblem NOT_FOUND. */
async function officeVote(office: Office, user: SignedIn, voteId: string): Promise<VoteRecord> {
  const vote = await office.ballots.vote(voteId);
  if (vote === undefined || !mayReadCase(user, vote)) throw new RequestProblem('NOT_FOUND');
  return vote;
}

interface Cast {
  readonly voteId: string;
  readonly unit: string;
  readonly choices: Choices;
  readonly commandId: string;
}

async function handIn(
  office: Office,
  { voteId, unit, choices, commandId }: Cast,
): Promise<{ readonly receipt: string }> {
  const answer = await office.ballots.handIn({ voteId, unit, way: 'electronic', choices, commandId });
  if (!answer.ok) throw new RequestProblem(answer.code);
  return { receipt: answer.receipt };
}

/** Votes for a unit of one's own. Throws RequestProblem NOT_ENTITLED, VOTE_CLOSED, UNIT_HAS_VOTED, BALLOT_INVALID. */
export async function castBallot(office: Office, user: SignedIn, cast: Cast): Promise<{ readonly receipt: string }> {
  const mine = await unitsOf(office, user);
  if (!mine.some(({ voteId, unit }) => voteId === cast.voteId && unit === cast.unit))
    throw new RequestProblem('NOT_ENTITLED');
  return handIn(office, cast);
}

/** The bearer of a ballot link and the last six characters of an owner's ID number. */
export interface LinkBearer {
  readonly voteId: string;
  readonly token: string;
  readonly idTail: string;
}

async function unitOfLink(office: Office, { voteId, token, idTail }: LinkBearer): Promise<UnitRecord> {
  const unit = await office.ballots.unitOfToken(voteId, token);
  if (unit === undefined || !office.ballots.isOwnerTail(unit, idTail)) throw new RequestProblem('NOT_ENTITLED');
  return unit;
}

/** The ballot behind a link. Throws RequestProblem NOT_ENTITLED when link and ID number do not belong together. */
export async function openBallotLink(office: Office, bearer: LinkBearer): Promise<VoteView> {
  const unit = await unitOfLink(office, bearer);
  const vote = await office.ballots.vote(bearer.voteId);
  if (vote === undefined) throw new RequestProblem('NOT_ENTITLED');
  return viewOf(office, vote, [unit]);
}

/** Votes through a link. Throws as `castBallot`. */
export async function castByLink(
  office: Office,
  bearer: LinkBearer,
  cast: Pick<Cast, 'choices' | 'commandId'>,
): Promise<{ readonly receipt: string }> {
  const { unit } = await unitOfLink(office, bearer);
  return handIn(office, { voteId: bearer.voteId, unit, ...cast });
}

/** The proof for a receipt, after the count. Throws RequestProblem NOT_FOUND. */
export async function proveReceipt(
  office: Office,
  voteId: string,
  receipt: string,
): Promise<{ readonly hash: string; readonly proof: readonly ProofStep[]; readonly root: string }> {
  const known = await office.ballots.vote(voteId);
  const found = known === undefined ? undefined : await office.ballots.proof(voteId, receipt);
  if (found === undefined) throw new RequestProblem('NOT_FOUND');
  return found;
}

/** Where ballots are to be brought: units with their parts, and which have been reached or have voted. */
export async function deliveryRoute(
  office: Office,
  user: SignedIn,
  voteId: string,
): Promise<
  readonly { readonly unit: string; readonly parts: readonly string[]; readonly delivered?: UnitRecord['delivered'] }[]
> {
  await officeVote(office, user, voteId);
  return (await office.ballots.units(voteId)).map(({ unit, parts, delivered }) => ({
    unit,
    parts,
    ...(delivered === undefined ? {} : { delivered }),
  }));
}

/** Notes that a unit's ballot was brought, and how. Throws RequestProblem NOT_FOUND. */
export async function noteDelivery(
  office: Office,
  user: SignedIn,
  request: { readonly voteId: string; readonly unit: string; readonly how: string },
): Promise<void> {
  await officeVote(office, user, request.voteId);
  const delivered = { at: office.clock.now(), how: request.how, by: user.userId };
  if (!(await office.ballots.noteDelivery(request.voteId, request.unit, delivered)))
    throw new RequestProblem('NOT_FOUND');
}

/** What became of an entered paper ballot. */
export interface PaperEntered {
  readonly state: 'once' | 'differs' | 'agreed';
}

/**
 * Enters a paper ballot, or as a supervisor decides between two readings. Nobody who stands for election counts. Throws RequestProblem
 * NOT_FOUND, SEPARATION_OF_DUTIES, SAME_CLERK, PAPER_DECIDED, PAPER_MISSING, UNIT_HAS_VOTED, VOTE_CLOSED, BALLOT_INVALID.
 */
export async function enterPaper(
  office: Office,
  user: SignedIn,
  request: {
    readonly voteId: string;
    readonly unit: string;
    readonly reading: PaperReading;
    readonly decides: boolean;
  },
): Promise<PaperEntered> {
  const { voteId, unit, reading, decides } = request;
  const vote = await officeVote(office, user, voteId);
  const stands = vote.questions.some(
    (question) => question.type === 'election' && question.candidates.some(({ id }) => id === user.userId),
  );
  if (stands) throw new RequestProblem('SEPARATION_OF_DUTIES');
  const { enter, decide } = office.paperBallots;
  const answer: PaperAnswer = await (decides ? decide : enter)({ voteId, unit, by: user.userId, reading });
  if (answer.state === 'refused') throw new RequestProblem(answer.code);
  if (answer.state === 'agreed' && !answer.box.ok) throw new RequestProblem(answer.box.code);
  return { state: answer.state };
}

/** The paper ballots of a vote, without what was read. */
export async function listPaper(
  office: Office,
  user: SignedIn,
  voteId: string,
): Promise<readonly Omit<PaperRecord, 'secret'>[]> {
  await officeVote(office, user, voteId);
  return office.paperBallots.list(voteId);
}

/** The file from which anybody it is given to can count again; noted in the audit log. Throws RequestProblem NOT_FOUND, VOTE_NOT_COUNTED. */
export async function takeVoteFile(
  office: Office,
  user: SignedIn,
  voteId: string,
): Promise<{
  readonly voteId: string;
  readonly title: string;
  readonly questions: readonly Question[];
  readonly unitsHash: string;
  readonly root: string;
  readonly result: VoteResult;
  readonly units: readonly Pick<UnitRecord, 'unit' | 'heads' | 'area'>[];
  readonly ballots: readonly PublishedBallot[];
}> {
  await officeVote(office, user, voteId);
  const { vote, units, ballots } = await office.ballots.published(voteId);
  const { title, questions, unitsHash, root, result } = vote;
  if (root === undefined || result === undefined) throw new RequestProblem('VOTE_NOT_COUNTED');
  await office.audit.write({ actorId: user.userId, action: 'vote.file-taken', caseId: vote.caseId, facts: { voteId } });
  return { voteId, title, questions, unitsHash, root, result, units, ballots };
}
