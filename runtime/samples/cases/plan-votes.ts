import type { CalendarData, Scenario } from '../../../engine/index.js';
import { dayAfter } from '../dates.js';
import { sameWeekday, type PlannedCase } from './case-plan.js';
import type { Turn } from './owners-votes.js';

/** A case whose owners vote, and how they decide. */
export interface PlannedVote extends PlannedCase {
  readonly turn: Turn;
}

const TITLES: Readonly<Record<Exclude<Turn, 'passes'>, string>> = {
  'fails-by-area': '续聘物业服务企业的业主大会',
  'fails-by-heads': '选聘物业服务企业的业主大会',
};
/** After this task nothing follows when the owners have not agreed. */
const CARRY_OUT = 'execute';

/**
 * The three votes of the full set: a committee that is elected, and two meetings called by the street that fail, one by area only, one by
 * heads only. `scenarios` by service and name; none are planned in an office without the services.
 */
export function planVotes(
  scenarios: ReadonlyMap<string, ReadonlyMap<string, Scenario>>,
  { calendar, today }: { readonly calendar: CalendarData; readonly today: string },
): readonly PlannedVote[] {
  const election = scenarios.get('hoa-election')?.get('straight');
  const meeting = scenarios.get('hoa-vote')?.get('ordinary-and-special');
  const called = scenarios.get('hoa-vote')?.get('by-the-street');
  const planned: PlannedVote[] = [];
  const day = (scenario: Scenario, back: number): string => sameWeekday(calendar, scenario, dayAfter(today, -back));
  if (election !== undefined)
    planned.push({
      service: 'hoa-election',
      scenarioName: 'straight',
      scenario: election,
      steps: election.steps.length,
      day: day(election, 300),
      aim: '',
      turn: 'passes',
    });
  if (meeting === undefined || called === undefined) return planned;
  const steps = meeting.steps.filter(({ task }) => task !== CARRY_OUT);
  for (const [turn, back] of [
    ['fails-by-area', 210],
    ['fails-by-heads', 130],
  ] as const) {
    const set = {
      ...called.start.set,
      '/title': TITLES[turn],
      '/matters': [{ topic: 'provider', title: TITLES[turn].replace('的业主大会', '') }],
    };
    const scenario: Scenario = { ...meeting, start: { ...called.start, set }, steps };
    const name = `street-${turn}`;
    planned.push({
      service: 'hoa-vote',
      scenarioName: name,
      scenario,
      steps: steps.length,
      day: day(scenario, back),
      aim: '',
      turn,
    });
  }
  return planned;
}
