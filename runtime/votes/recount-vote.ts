import type { JsonValue } from '../../engine/index.js';
import { PlatformError } from '../seams/platform-error.js';
import type { PublishedVote } from './count-vote.js';
import type { Weight } from './thresholds.js';
import type { CheckpointFile } from './verify-checkpoints.js';
import { recount, type Recount, type VoteFile } from './verify-vote-file.js';

/** The file of a counted vote, as it is given out. Throws PlatformError VOTE_NOT_COUNTED. */
export function voteFileOf(
  { vote, units, ballots, secret, credentials }: PublishedVote,
  signed?: CheckpointFile,
): VoteFile & { readonly unitsHash: string } {
  const { _id: voteId, title, questions, unitsHash, root, result } = vote;
  if (root === undefined || result === undefined) throw new PlatformError('VOTE_NOT_COUNTED', voteId);
  return {
    voteId,
    title,
    questions,
    unitsHash,
    root,
    result: result as unknown as JsonValue,
    units,
    ballots: ballots.map(({ choices, ...open }) => ({ ...open, choices: choices as JsonValue })),
    ...(vote.secret === undefined
      ? {}
      : {
          secret: {
            classes: vote.secret.classes,
            shutRoot: vote.secret.shutRoot ?? '',
            credentials,
            ballots: secret.map(({ tracker: _tracker, rest: _rest, ...open }) => open),
          },
        }),
    ...(signed === undefined ? {} : { signed }),
  };
}

/** Counts a vote again by the independent program, and says whether both counts agree in every figure. */
export function recountVote(
  published: PublishedVote,
  signed?: CheckpointFile,
): Recount & { readonly isEqual: boolean } {
  const second = recount(voteFileOf(published, signed));
  const { result } = published.vote;
  const favour = Object.fromEntries(
    (result?.questions ?? []).flatMap((question) =>
      question.type === 'matter'
        ? [[question.id, question.marks.for] as const]
        : question.counts.map((one) => [`${question.id}/${one.candidate}`, one.favour] as const),
    ),
  );
  const isSame = (a: Weight, b: Weight | undefined): boolean => a.heads === b?.heads && a.area === b.area;
  const isEqual =
    second.faults.length === 0 &&
    isSame(second.taking, result?.taking) &&
    isSame(second.all, result?.all) &&
    second.quorum === result?.hasQuorum &&
    Object.entries(second.favour).every(([name, weight]) => isSame(weight, favour[name]));
  return { ...second, isEqual };
}
