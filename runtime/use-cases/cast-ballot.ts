import type { JsonValue } from '../../engine/index.js';
import type { SignedIn } from '../access/signed-in.js';
import { canonicalJson } from '../documents/canonical-json.js';
import type { ProofStep } from '../votes/merkle.js';
import type { CheckpointFile } from '../votes/verify-checkpoints.js';
import type { Choices, UnitRecord } from '../votes/vote-records.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';
import { viewOf, votesOf, type CastView, type VotesFor, type VoteView } from './vote-views.js';

/** A ballot as it is sent. `idempotencyKey` makes sending it again harmless. */
export interface SentBallot {
  readonly voteId: string;
  readonly unit: string;
  readonly choices: Choices;
  readonly idempotencyKey: string | null;
}

/** The bearer of a ballot link and the last six characters of an owner's ID number. */
export interface LinkBearer {
  readonly voteId: string;
  readonly token: string;
  readonly idTail: string;
}

/** One sending of one ballot: the same key with other choices is another. Blind, since it is stored beside the sealed choices. */
function commandOf(office: Office, who: string, { voteId, unit, choices, idempotencyKey }: SentBallot): string {
  const wish = canonicalJson([voteId, unit, choices, idempotencyKey ?? office.ids.ulid()] as unknown as JsonValue);
  return `${who}:${office.sealing.blindIndex('vote-command', wish)}`;
}

async function handIn(
  office: Office,
  { voteId, unit, choices }: SentBallot,
  { way, commandId }: { readonly way: 'electronic' | 'proxy'; readonly commandId: string },
): Promise<CastView> {
  const answer = await office.ballots.handIn({ voteId, unit, way, onPaper: false, choices, commandId });
  if (!answer.ok) throw new RequestProblem(answer.code);
  // Whoever votes by name does not wait for a credential any more.
  await office.ballots.secret.withdraw({ voteId, unit });
  const at = (await office.ballots.cast(voteId, unit))?.at ?? office.clock.now();
  return { receipt: answer.receipt, at: new Date(at).toISOString(), way };
}

/** A unit that a person votes for. Throws RequestProblem NOT_ENTITLED. */
export async function myUnit(office: Office, user: SignedIn, voteId: string, unit: string): Promise<VotesFor> {
  const mine = await votesOf(office, user);
  const found = mine.find((one) => one.unit.voteId === voteId && one.unit.unit === unit);
  if (found === undefined) throw new RequestProblem('NOT_ENTITLED');
  return found;
}

/**
 * Votes for an own unit, or as agent for one within the letter of proxy. Throws RequestProblem NOT_ENTITLED, VOTE_CLOSED, UNIT_HAS_VOTED,
 * BALLOT_INVALID.
 */
export async function castBallot(office: Office, user: SignedIn, sent: SentBallot): Promise<CastView> {
  const { letter } = await myUnit(office, user, sent.voteId, sent.unit);
  if (letter !== undefined && !Object.keys(sent.choices).every((id) => letter.questions.includes(id)))
    throw new RequestProblem('BALLOT_INVALID');
  const commandId = commandOf(office, user.userId, sent);
  return handIn(office, sent, { way: letter === undefined ? 'electronic' : 'proxy', commandId });
}

/** The unit behind a link. Throws RequestProblem NOT_ENTITLED, LINK_LOCKED. */
export async function unitOfLink(office: Office, bearer: LinkBearer): Promise<UnitRecord> {
  const unit = await office.ballots.units.ofLink(bearer);
  if (unit === 'locked') throw new RequestProblem('LINK_LOCKED');
  if (unit === 'wrong') throw new RequestProblem('NOT_ENTITLED');
  return unit;
}

/** The ballot behind a link. Throws RequestProblem NOT_ENTITLED when link and ID number do not belong together, LINK_LOCKED after too many tries. */
export async function openBallotLink(office: Office, bearer: LinkBearer): Promise<VoteView> {
  const unit = await unitOfLink(office, bearer);
  const vote = await office.ballots.vote(bearer.voteId);
  if (vote === undefined) throw new RequestProblem('NOT_ENTITLED');
  return viewOf(office, vote, [{ unit }]);
}

/** Votes through a link. Throws as `castBallot`, and LINK_LOCKED. */
export async function castByLink(
  office: Office,
  bearer: LinkBearer,
  sent: Pick<SentBallot, 'choices' | 'idempotencyKey'>,
): Promise<CastView> {
  const { unit } = await unitOfLink(office, bearer);
  const ballot = { voteId: bearer.voteId, unit, ...sent };
  return handIn(office, ballot, { way: 'electronic', commandId: commandOf(office, 'link', ballot) });
}

/** The proof for a receipt, and what to show beside it. */
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

/** The signed states of a vote's box, for everybody: they tell turnout, never a choice. Throws RequestProblem NOT_FOUND. */
export async function readCheckpoints(office: Office, voteId: string): Promise<CheckpointFile> {
  const vote = await office.ballots.vote(voteId);
  const signed = vote === undefined ? undefined : await office.ballots.checkpoints(voteId);
  if (signed === undefined) throw new RequestProblem('NOT_FOUND');
  return signed;
}

/** The proof for a receipt, after the count. Throws RequestProblem NOT_FOUND. */
export async function proveReceipt(office: Office, voteId: string, receipt: string): Promise<ReceiptProof> {
  const vote = await office.ballots.vote(voteId);
  const found = vote === undefined ? undefined : await office.ballots.proof(voteId, receipt);
  if (vote === undefined || found === undefined) throw new RequestProblem('NOT_FOUND');
  const countedAt = vote.countedAt === undefined ? null : new Date(vote.countedAt).toISOString();
  return { title: vote.title, ...found, countedAt };
}

/** The own ballot as it was counted (业主可查看本人选票), after the count. Throws RequestProblem NOT_ENTITLED, VOTE_NOT_COUNTED, NOT_FOUND. */
export async function ownBallot(
  office: Office,
  user: SignedIn,
  { voteId, unit }: { readonly voteId: string; readonly unit: string },
): Promise<CastView & { readonly choices: Choices | null }> {
  await myUnit(office, user, voteId, unit);
  const cast = await office.ballots.cast(voteId, unit);
  if (cast === undefined) throw new RequestProblem('NOT_FOUND');
  const { vote, ballots } = await office.ballots.published(voteId);
  const mine = ballots.find((ballot) => ballot.unit === unit);
  if (mine === undefined) throw new RequestProblem('NOT_FOUND');
  await office.audit.write({
    actorId: user.userId,
    action: 'vote.own-ballot-read',
    caseId: vote.caseId,
    facts: { voteId, unit },
  });
  const { receipt, at, way } = cast;
  return { receipt, at: new Date(at).toISOString(), way, choices: mine.choices };
}

/** The picture of a candidate, as it was posted. Throws RequestProblem NOT_FOUND for any other file. */
export async function candidatePhoto(
  office: Office,
  { voteId, fileId }: { readonly voteId: string; readonly fileId: string },
): Promise<Uint8Array> {
  const vote = await office.ballots.vote(voteId);
  const isPosted = vote?.questions.some(
    (question) => question.type === 'election' && question.candidates.some(({ photo }) => photo === fileId),
  );
  const bytes = isPosted === true ? await office.files.get(fileId) : undefined;
  if (bytes === undefined) throw new RequestProblem('NOT_FOUND');
  return bytes;
}
