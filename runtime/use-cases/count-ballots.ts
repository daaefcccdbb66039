import type { SignedIn } from '../access/signed-in.js';
import type { PaperAnswer, PaperReading, PaperRecord } from '../votes/paper-ballots.js';
import { recountVote, voteFileOf } from '../votes/recount-vote.js';
import { tallySheet, type TallySheet } from '../votes/tally-sheet.js';
import type { VoteFile } from '../votes/verify-vote-file.js';
import type { VoteRecord } from '../votes/vote-records.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';
import { dayAt, officeVote, viewOf, type VoteView } from './vote-views.js';

/** A paper ballot as it stands: how far it is, and by whom. */
export interface PaperLine extends Omit<PaperRecord, 'secret' | '_id' | 'voteId' | 'at'> {
  readonly parts: readonly string[];
  readonly at: string;
}

/** The count board: who took part, how far delivery and paper are; figures of the outcome only once it is counted. */
export interface CountBoard {
  readonly vote: VoteView;
  readonly units: number;
  readonly delivered: number;
  readonly paper: Readonly<Record<PaperRecord['state'], number>>;
  readonly sheet?: TallySheet;
}

/** A vote for somebody who counts, watches or keeps a key: never one who stands in it (候选人不得计票). Throws RequestProblem NOT_FOUND, SEPARATION_OF_DUTIES. */
export async function countersVote(office: Office, user: SignedIn, voteId: string): Promise<VoteRecord> {
  const vote = await officeVote(office, user, voteId);
  const { idNo } = (await office.people.profile(user.userId)) as { readonly idNo?: unknown };
  const marks = [user.userId, ...(typeof idNo === 'string' ? [office.ballots.blindPerson(idNo)] : [])];
  const isNamed = vote.questions.some(
    (question) => question.type === 'election' && question.candidates.some(({ id }) => id === user.userId),
  );
  if (isNamed || marks.some((mark) => vote.standing.includes(mark))) throw new RequestProblem('SEPARATION_OF_DUTIES');
  return vote;
}

/** The count board of a vote. Throws RequestProblem NOT_FOUND. */
export async function readBoard(office: Office, user: SignedIn, voteId: string): Promise<CountBoard> {
  const vote = await officeVote(office, user, voteId);
  const [view, progress, list] = await Promise.all([
    viewOf(office, vote, [], true),
    office.deliveries.progress(voteId),
    office.paperBallots.list(voteId),
  ]);
  const paper = { returned: 0, once: 0, differs: 0, agreed: 0, duplicate: 0 };
  for (const { state } of list) paper[state] += 1;
  return {
    vote: view,
    ...progress,
    paper,
    ...(vote.result === undefined ? {} : { sheet: tallySheet(vote.result) }),
  };
}

/** Notes that paper ballots came back, unread. Throws RequestProblem NOT_FOUND, SEPARATION_OF_DUTIES, VOTE_CLOSED. */
export async function notePaperReturn(
  office: Office,
  user: SignedIn,
  { voteId, unit }: { readonly voteId: string; readonly unit: string },
): Promise<{ readonly state: 'returned' | 'duplicate' }> {
  await countersVote(office, user, voteId);
  const state = await office.paperBallots.noteReturn({ voteId, unit, by: user.userId });
  if (state === 'late') throw new RequestProblem('VOTE_CLOSED');
  if (state === 'unknown') throw new RequestProblem('NOT_FOUND');
  return { state };
}

/** The paper ballots of a vote, without what was read. Throws RequestProblem NOT_FOUND, SEPARATION_OF_DUTIES. */
export async function listPaper(office: Office, user: SignedIn, voteId: string): Promise<readonly PaperLine[]> {
  await countersVote(office, user, voteId);
  const [list, units] = await Promise.all([office.paperBallots.list(voteId), office.ballots.units.of(voteId)]);
  const labels = new Map(units.map(({ unit, labels: names }) => [unit, names]));
  return list.map(({ unit, state, at, ...open }) => {
    const { returnedBy, firstBy, secondBy, decidedBy } = open;
    return {
      ...{ unit, state, at: new Date(at).toISOString(), parts: labels.get(unit) ?? [], returnedBy },
      ...(firstBy === undefined ? {} : { firstBy }),
      ...(secondBy === undefined ? {} : { secondBy }),
      ...(decidedBy === undefined ? {} : { decidedBy }),
    };
  });
}

/** An entry of a paper ballot. */
export interface PaperRequest {
  readonly voteId: string;
  readonly unit: string;
  readonly reading: PaperReading;
}

/** A ballot that an agent filled in needs a letter that covers today. */
async function checkLetter(office: Office, { voteId, unit, reading }: PaperRequest): Promise<void> {
  if (reading.byAgent !== true) return;
  const vote = await office.ballots.vote(voteId);
  const day = dayAt(vote?.closesAt === null || vote === undefined ? office.clock.now() : vote.closesAt - 1);
  const letter = await office.proxies.inForce(voteId, unit, day);
  if (letter === undefined) throw new RequestProblem('PROXY_MISSING');
  const asked = Object.keys(reading.choices ?? {});
  if (!asked.every((id) => letter.questions.includes(id))) throw new RequestProblem('BALLOT_INVALID');
}

const answered = (answer: PaperAnswer): { readonly state: 'once' | 'differs' | 'agreed' } => {
  if (answer.state === 'refused') throw new RequestProblem(answer.code);
  if (answer.state === 'agreed' && !answer.box.ok) throw new RequestProblem(answer.box.code);
  return { state: answer.state };
};

/**
 * Enters what was read from a paper ballot; the second person does so without seeing the first entry. Throws RequestProblem NOT_FOUND,
 * SEPARATION_OF_DUTIES, COUNT_NOT_BEGUN, SAME_CLERK, PAPER_DECIDED, PAPER_MISSING, PROXY_MISSING, UNIT_HAS_VOTED, BALLOT_INVALID.
 */
export async function enterPaper(
  office: Office,
  user: SignedIn,
  request: PaperRequest,
): Promise<{ readonly state: 'once' | 'differs' | 'agreed' }> {
  await countersVote(office, user, request.voteId);
  await checkLetter(office, request);
  return answered(await office.paperBallots.enter({ ...request, by: user.userId }));
}

/** Decides between two differing entries. Throws as `enterPaper`. */
export async function decidePaper(
  office: Office,
  user: SignedIn,
  request: PaperRequest,
): Promise<{ readonly state: 'once' | 'differs' | 'agreed' }> {
  const { caseId } = await countersVote(office, user, request.voteId);
  await checkLetter(office, request);
  const answer = answered(await office.paperBallots.decide({ ...request, by: user.userId }));
  const { voteId, unit } = request;
  await office.audit.write({ actorId: user.userId, action: 'vote.paper-decided', caseId, facts: { voteId, unit } });
  return answer;
}

/** The two entries that differ, for the one who decides; noted in the audit log. Throws RequestProblem NOT_FOUND, SEPARATION_OF_DUTIES. */
export async function differingEntries(
  office: Office,
  user: SignedIn,
  { voteId, unit }: { readonly voteId: string; readonly unit: string },
): Promise<readonly PaperReading[]> {
  const { caseId } = await countersVote(office, user, voteId);
  const readings = await office.paperBallots.readings(voteId, unit);
  if (readings === undefined) throw new RequestProblem('NOT_FOUND');
  await office.audit.write({ actorId: user.userId, action: 'vote.entries-compared', caseId, facts: { voteId, unit } });
  return readings;
}

/** The file from which anybody it is given to can count again; noted in the audit log. Throws RequestProblem NOT_FOUND, VOTE_NOT_COUNTED. */
export async function takeVoteFile(office: Office, user: SignedIn, voteId: string): Promise<VoteFile> {
  const { caseId } = await officeVote(office, user, voteId);
  const file = voteFileOf(await office.ballots.published(voteId), await office.ballots.checkpoints(voteId));
  await office.audit.write({ actorId: user.userId, action: 'vote.file-taken', caseId, facts: { voteId } });
  return file;
}

/** Counts again by the independent program; noted in the audit log. Throws RequestProblem NOT_FOUND, VOTE_NOT_COUNTED. */
export async function runRecount(
  office: Office,
  user: SignedIn,
  voteId: string,
): Promise<ReturnType<typeof recountVote>> {
  const { caseId } = await officeVote(office, user, voteId);
  const second = recountVote(await office.ballots.published(voteId), await office.ballots.checkpoints(voteId));
  const facts = { voteId, isEqual: second.isEqual };
  await office.audit.write({ actorId: user.userId, action: 'vote.recounted', caseId, facts });
  return second;
}
