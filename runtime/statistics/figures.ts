import { REFUSED, type CaseFactRecord } from './fact-records.js';
import type { Figures, Share } from '../wire/statistics.js';

/** A rating of a case's result, acceptance or following. */
export interface RatingFact {
  readonly caseNumber: string;
  readonly level: number;
  readonly struck: boolean;
  /** What became of a bad rating is settled: put right, explained, struck or reviewed. */
  readonly isSettled: boolean;
  readonly isFixed: boolean;
}

/** Figures of some cases and of the ratings about them. */
export function figuresOf(
  facts: readonly CaseFactRecord[],
  ratings: ReadonlyMap<string, readonly RatingFact[]>,
): Figures {
  const ended = facts.filter(({ endedAt, decidedAt }) => endedAt !== null || decidedAt !== null);
  const days = ended.flatMap(({ workingDays }) => workingDays ?? []).sort((a, b) => a - b);
  const accepted = facts.filter(({ acceptedAt }) => acceptedAt !== null);
  const count = (list: readonly CaseFactRecord[], holds: (one: CaseFactRecord) => boolean): Share => ({
    n: list.filter(holds).length,
    of: list.length,
  });
  const own = facts.flatMap(({ caseNumber }) => ratings.get(caseNumber) ?? []);
  const counted = own.filter(({ struck }) => !struck);
  const bad = own.filter(({ level, struck }) => level <= 2 && !struck);
  return {
    received: facts.length,
    accepted: accepted.length,
    inHand: facts.filter(({ endedAt }) => endedAt === null).length,
    closed: facts.filter(({ endedAt }) => endedAt !== null).length,
    onTimePromised: count(ended, ({ isRed }) => !isRed),
    onTimeLegal: count(ended, ({ isBlack }) => !isBlack),
    meanDays: days.length === 0 ? null : round(days.reduce((sum, one) => sum + one, 0) / days.length),
    p90Days: days.length === 0 ? null : (days[Math.ceil(days.length * 0.9) - 1] ?? null),
    firstTime: count(accepted, ({ corrections }) => corrections === 0),
    correctionsPerCase:
      facts.length === 0 ? null : round(facts.reduce((sum, one) => sum + one.corrections, 0) / facts.length),
    online: count(facts, ({ channel }) => channel === 'online'),
    zeroVisit: count(ended, ({ hasVisited }) => !hasVisited),
    rejected: count(ended, ({ status }) => REFUSED.has(status)),
    overdue: facts.filter(({ isRed }) => isRed).length,
    ratings: counted.length,
    satisfied: { n: counted.filter(({ level }) => level >= 3).length, of: counted.length },
    participation: count(
      facts.filter(({ endedAt }) => endedAt !== null),
      ({ caseNumber }) => (ratings.get(caseNumber) ?? []).length > 0,
    ),
    badFixed: { n: bad.filter(({ isFixed }) => isFixed).length, of: bad.length },
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
