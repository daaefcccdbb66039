import type { SignedIn } from '../access/signed-in.js';
import type { CredentialAnswer, CredentialView } from '../votes/secret/credentials.js';
import type { KeyAnswer } from '../votes/secret/key-holders.js';
import type { SecretBallot } from '../votes/secret/secret-records.js';
import { myUnit, unitOfLink, type LinkBearer } from './cast-ballot.js';
import { countersVote } from './count-ballots.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';
import { officeVote } from './vote-views.js';

/** A wish for a credential: the blinded number, base64url. */
export interface CredentialWish {
  readonly voteId: string;
  readonly unit: string;
  readonly blinded: string;
}

/** What a voter gets for a secret ballot: the tracker, and the office's signed word that the ballot with this hash lies in the box. */
export interface SecretReceipt {
  readonly tracker: string;
  readonly digest: string;
  readonly keyId: string;
  /** Ed25519 over `yizhan-secret-receipt-1`, vote, tracker and digest, a line each. base64url. */
  readonly signature: string;
}

/** Somebody who keeps a key, as the office sees it. */
export interface HolderLine {
  readonly name: string;
  readonly hasEntered: boolean;
  readonly isMe: boolean;
}

/** Who keeps the keys of a secret vote; `threshold` of them must enter theirs, `least` must have left one before it opens. */
export interface HolderList {
  readonly holders: readonly HolderLine[];
  readonly threshold: number;
  readonly least: number;
}

const LEAST = 3;

const viewOf = (answer: CredentialAnswer): CredentialView => {
  if (!answer.ok) throw new RequestProblem(answer.code);
  return answer.view;
};

/**
 * Asks for the credential of an own unit, or as agent under a letter that covers every question. Throws RequestProblem NOT_ENTITLED, NOT_SECRET,
 * VOTE_CLOSED, UNIT_HAS_VOTED, CREDENTIAL_TAKEN, BALLOT_INVALID.
 */
export async function askOwnCredential(office: Office, user: SignedIn, wish: CredentialWish): Promise<CredentialView> {
  const { letter } = await myUnit(office, user, wish.voteId, wish.unit);
  const asked = (await office.ballots.vote(wish.voteId))?.questions ?? [];
  // What is not covered by the letter could be marked on a secret ballot all the same.
  if (letter !== undefined && !asked.every(({ id }) => letter.questions.includes(id)))
    throw new RequestProblem('NOT_SECRET');
  return viewOf(await office.ballots.secret.ask(wish));
}

/** As `askOwnCredential`, through a ballot link. Throws also LINK_LOCKED. */
export async function askCredentialByLink(
  office: Office,
  bearer: LinkBearer,
  blinded: string,
): Promise<CredentialView> {
  const { voteId, unit } = await unitOfLink(office, bearer);
  return viewOf(await office.ballots.secret.ask({ voteId, unit, blinded }));
}

/** Takes back a wish that is not signed yet. Throws RequestProblem NOT_ENTITLED, CREDENTIAL_TAKEN. */
export async function withdrawOwnCredential(
  office: Office,
  user: SignedIn,
  wish: { readonly voteId: string; readonly unit: string },
): Promise<void> {
  await myUnit(office, user, wish.voteId, wish.unit);
  if (!(await office.ballots.secret.withdraw(wish))) throw new RequestProblem('CREDENTIAL_TAKEN');
}

/** As `withdrawOwnCredential`, through a ballot link. */
export async function withdrawCredentialByLink(office: Office, bearer: LinkBearer): Promise<void> {
  const { voteId, unit } = await unitOfLink(office, bearer);
  if (!(await office.ballots.secret.withdraw({ voteId, unit }))) throw new RequestProblem('CREDENTIAL_TAKEN');
}

/**
 * Puts a secret ballot into the box. Nobody may be signed in: a session beside the ballot would name its voter. Throws RequestProblem SIGNED_IN,
 * NOT_FOUND, NOT_SECRET, VOTE_CLOSED, CREDENTIAL_FALSE, BALLOT_INVALID, BALLOT_SUPERSEDED.
 */
export async function castSecretBallot(
  office: Office,
  user: SignedIn | null,
  { voteId, ballot }: { readonly voteId: string; readonly ballot: SecretBallot },
): Promise<SecretReceipt> {
  if (user !== null) throw new RequestProblem('SIGNED_IN');
  const answer = await office.ballots.secret.cast(voteId, ballot);
  if (!answer.ok) throw new RequestProblem(answer.code === 'VOTE_UNKNOWN' ? 'NOT_FOUND' : answer.code);
  const { tracker, digest } = answer;
  const { keyId } = office.signer;
  return { tracker, digest, keyId, signature: office.signer.sign(receiptText(voteId, tracker, digest)) };
}

/** What the office signs for a secret ballot. */
export function receiptText(voteId: string, tracker: string, digest: string): string {
  return ['yizhan-secret-receipt-1', voteId, tracker, digest].join('\n');
}

const done = (answer: KeyAnswer): void => {
  if (answer !== 'ok') throw new RequestProblem(answer === 'VOTE_UNKNOWN' ? 'NOT_FOUND' : answer);
};

/** Who keeps the keys of a vote. Throws RequestProblem NOT_FOUND. */
export async function readHolders(office: Office, user: SignedIn, voteId: string): Promise<HolderList> {
  const { secret } = await officeVote(office, user, voteId);
  const all = await office.ballots.secret.holders(voteId);
  const holders = all.map(({ userId, name, hasEntered }) => ({ name, hasEntered, isMe: userId === user.userId }));
  return { holders, threshold: secret?.threshold ?? 0, least: LEAST };
}

/**
 * Leaves the public key of somebody who will keep the private one; noted in the audit log. Throws RequestProblem NOT_FOUND,
 * SEPARATION_OF_DUTIES, NOT_SECRET, VOTE_OPEN, KEY_TAKEN, KEY_WRONG.
 */
export async function leaveHolderKey(
  office: Office,
  user: SignedIn,
  { voteId, publicKey }: { readonly voteId: string; readonly publicKey: string },
): Promise<HolderList> {
  const { caseId } = await countersVote(office, user, voteId);
  done(await office.ballots.secret.leaveKey({ voteId, userId: user.userId, name: user.name, publicKey }));
  await office.audit.write({ actorId: user.userId, action: 'vote.key-left', caseId, facts: { voteId } });
  return readHolders(office, user, voteId);
}

/**
 * Enters a private key after the voting has ended; noted in the audit log. Throws RequestProblem NOT_FOUND, SEPARATION_OF_DUTIES, NOT_SECRET,
 * COUNT_NOT_BEGUN, NOT_HOLDER, KEY_WRONG.
 */
export async function enterHolderKey(
  office: Office,
  user: SignedIn,
  { voteId, privateKey }: { readonly voteId: string; readonly privateKey: string },
): Promise<HolderList> {
  const { caseId } = await countersVote(office, user, voteId);
  done(await office.ballots.secret.enterKey({ voteId, userId: user.userId, privateKey }));
  await office.audit.write({ actorId: user.userId, action: 'vote.key-entered', caseId, facts: { voteId } });
  return readHolders(office, user, voteId);
}
