import type { NewVote, VotingPeriod } from '../../../runtime/votes/prepare-vote.js';
import type { Choices, Question } from '../../../runtime/votes/vote-records.js';
import type { Answer, WebOffice } from '../../runtime/kit/web-office.js';

const DAY = 86_400_000;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A fictitious ID number with a right check digit: the `index`-th owner, born in that year. */
export function ownerId(index: number, year = 1970): string {
  const digits = `370303${String(year)}0615${String(index % 1000).padStart(3, '0')}`;
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return digits + '10X98765432'.charAt(sum % 11);
}

/** A unit of an estate: the area of its owner's parts in 0.01 m². */
export interface Holding {
  readonly parts: readonly number[];
}

/** A vote of an estate that is open from now for fifteen days, one owner for each holding. */
export function estateVote(
  web: WebOffice,
  given: { readonly voteId: string; readonly questions: readonly Question[]; readonly holdings: readonly Holding[] },
): NewVote & VotingPeriod {
  const { voteId, questions, holdings } = given;
  const opensAt = web.clock.now();
  return {
    voteId,
    title: `表决 ${voteId}`,
    caseId: `case-of-${voteId}`,
    estateId: 'e01',
    orgPath: '/370303/tyc/c01',
    questions,
    opensAt,
    closesAt: opensAt + 15 * DAY,
    parts: holdings.flatMap(({ parts }, owner) =>
      parts.map((area, at) => ({
        partId: `${voteId}-${String(owner)}-${String(at)}`,
        label: `${String(1 + Math.floor(owner / 20))}-1-${String(101 + (owner % 20))}${at === 0 ? '' : `附${String(at)}`}`,
        area,
        owners: [ownerId(owner)],
        names: [`业主${String(owner)}`],
      })),
    ),
  };
}

/** The unit of the `index`-th holding. */
export const unitOf = (index: number): string => `u${String(index + 1).padStart(4, '0')}`;

/** Votes for a holding through its link, each owner from an address of their own. */
export function castByLink(
  web: WebOffice,
  ballot: {
    readonly voteId: string;
    readonly tokens: ReadonlyMap<string, string>;
    readonly index: number;
    readonly choices: Choices;
  },
): Promise<Answer> {
  const { voteId, tokens, index, choices } = ballot;
  return web.anonymous().post(
    `/api/ballots/${voteId}`,
    { token: tokens.get(unitOf(index)) ?? '', idTail: ownerId(index).slice(-6), choices },
    {
      'Idempotency-Key': `${voteId}-ballot-${String(index).padStart(4, '0')}`,
      'X-Forwarded-For': `10.1.${String(index)}.7`,
    },
  );
}
