import type { JsonObject } from '../../../engine/index.js';
import type { SignedIn } from '../../access/signed-in.js';
import { uploadFile } from '../../use-cases/upload-file.js';
import { VOTES, type Choices, type Question, type UnitRecord, type VoteRecord } from '../../votes/vote-records.js';
import type { Dice } from '../dice.js';
import { signaturePicture } from './attachments.js';
import type { PracticeOffice } from './practice-office.js';

/**
 * How the owners of a vote decide. `passes`: most agree; `fails-by-area`: most owners agree, but those of large homes do not;
 * `fails-by-heads`: those who agree have most of the area, but are fewer than half. In all of them enough take part.
 */
export type Turn = 'passes' | 'fails-by-area' | 'fails-by-heads';

/** Something that happens outside of tasks, at an instant (ms since the epoch). */
export interface Errand {
  readonly at: number;
  readonly run: () => Promise<void>;
}

const TAKING_PART: Readonly<Record<Turn, number>> = { passes: 86, 'fails-by-area': 92, 'fails-by-heads': 94 };
const HOUR = 3_600_000;
/** Of so many units one gets its ballot by post. */
const LETTER_EACH = 7;

/** The vote of a case, once it is prepared. */
export async function voteOfCase({ store }: PracticeOffice, caseId: string): Promise<VoteRecord | undefined> {
  return (await store.find(VOTES, { where: { caseId }, limit: 1 })).records[0];
}

/** Brings every unit its ballot, against a signature or by registered letter; gives the record of it as the task wants it. */
export async function deliverBallots(
  practice: PracticeOffice,
  user: SignedIn,
  caseId: string,
): Promise<JsonObject | undefined> {
  const { office } = practice;
  const vote = await voteOfCase(practice, caseId);
  if (vote === undefined) return undefined;
  const { fileId } = await uploadFile(office, user, { name: '签收.png', bytes: signaturePicture(caseId.length) });
  const units = await office.ballots.units.of(vote._id);
  const isPosted = (at: number): boolean => at % LETTER_EACH === LETTER_EACH - 1;
  for (const [at, { unit }] of units.entries())
    await office.deliveries.deliver({
      voteId: vote._id,
      unit,
      by: user.userId,
      ...(isPosted(at)
        ? { how: 'post', proof: { trackingNo: `XA${String(10_000_000 + at)}` } }
        : { how: 'in-person', proof: { signature: fileId } }),
    });
  const byPost = units.filter((_, at) => isPosted(at)).length;
  return { inPerson: units.length - byPost, byPost, electronic: 0, noticed: 0 };
}

/** The ballots of an open vote as errands, spread over its period in waking hours. */
export async function ballotsOf(
  practice: PracticeOffice,
  given: { readonly caseId: string; readonly turn: Turn; readonly dice: Dice },
): Promise<readonly Errand[]> {
  const { caseId, turn, dice } = given;
  const { office } = practice;
  const vote = await voteOfCase(practice, caseId);
  if (vote === undefined || vote.opensAt === null || vote.closesAt === null) return [];
  const { _id: voteId, opensAt, closesAt, questions } = vote;
  const bySize = [...(await office.ballots.units.of(voteId))].sort((a, b) => a.area - b.area);
  return bySize.flatMap((record, place): readonly Errand[] => {
    if (!dice.chance(TAKING_PART[turn])) return [];
    const share = place / bySize.length;
    const choices = choicesOf(questions, (candidate) => mark(turn, { share, candidate, dice }));
    const at = wakingHour(opensAt + dice.share() * (closesAt - opensAt) * 0.9, closesAt);
    return [{ at, run: () => handIn(practice, { voteId, record, choices }) }];
  });
}

async function handIn(
  { office }: PracticeOffice,
  { voteId, record, choices }: { readonly voteId: string; readonly record: UnitRecord; readonly choices: Choices },
): Promise<void> {
  const { unit } = record;
  const commandId = `sample:${voteId}:${unit}`;
  await office.ballots.handIn({ voteId, unit, way: 'electronic', onPaper: false, choices, commandId });
}

/** Nobody votes in the small hours. */
function wakingHour(instant: number, closesAt: number): number {
  const hour = new Date(instant + 8 * HOUR).getUTCHours();
  const awake = hour < 7 ? instant + (8 - hour) * HOUR : instant;
  return Math.min(awake, closesAt - HOUR);
}

type Say = 'for' | 'against' | 'abstain';

function mark(
  turn: Turn,
  { share, candidate, dice }: { readonly share: number; readonly candidate: number; readonly dice: Dice },
): Say {
  // The small ones are before the large ones: 54 in a hundred of them have well below half of the area.
  if (turn === 'fails-by-area') return share < 0.54 ? 'for' : 'against';
  if (turn === 'fails-by-heads') return share > 0.53 ? 'for' : 'against';
  // The first five candidates are known best.
  if (!dice.chance(candidate < 5 ? 84 - 2 * candidate : 30)) return dice.chance(70) ? 'abstain' : 'against';
  return 'for';
}

function choicesOf(questions: readonly Question[], say: (candidate: number) => Say): Choices {
  return Object.fromEntries(
    questions.map((question): [string, Choices[string]] => {
      if (question.type === 'matter') return [question.id, say(0)];
      let seats = question.seats;
      const marks = question.candidates.map(({ id }, at): [string, Say] => {
        const wish = say(at);
        if (wish === 'for') seats -= 1;
        return [id, wish === 'for' && seats < 0 ? 'abstain' : wish];
      });
      return [question.id, Object.fromEntries(marks)];
    }),
  );
}
