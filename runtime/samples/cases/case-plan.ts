import type { CalendarData, Scenario } from '../../../engine/index.js';
import type { Dice } from '../dice.js';
import { dayAfter, monthsUpTo } from '../dates.js';
import { firstDay, spanOf } from './case-script.js';
import { SERVICES, type SampleService } from './services.js';

/** A case to be made: the scenario it follows, how many of its steps, and on which day it begins. */
export interface PlannedCase {
  readonly service: string;
  readonly scenarioName: string;
  readonly scenario: Scenario;
  /** Steps that are done; all of them for a case that is over. */
  readonly steps: number;
  readonly day: string;
  /** Where it is meant to stand: a task it waits at, or over. */
  readonly aim: string;
}

/** What is planned from: the scenarios of each service by name. */
export interface PlanInput {
  readonly dice: Dice;
  readonly calendar: CalendarData;
  /** The day up to which things have happened, `YYYY-MM-DD`. */
  readonly today: string;
  readonly count: number;
  readonly scenarios: ReadonlyMap<string, ReadonlyMap<string, Scenario>>;
}

/** How long a case may take. */
const LONGEST_DAYS = 600;
const YEARS_BACK = 730;
/** Of a hundred cases so many are over. */
const OVER_SHARE = 60;

/** Rows of other registers than these would replace what everybody works with. */
const OWN_ROWS = new Set([
  'licences',
  'food-filings',
  'small-caterings',
  'supervision',
  'shops',
  'food-stalls',
  'dibao-standards',
  'dibao-households',
  'aid-payments',
]);

/** Whether a scenario can be followed in an office as it is: without results or settings of its own. */
function isPlayable(service: SampleService, name: string, scenario: Scenario): boolean {
  if (service.leaveOut?.includes(name) === true || scenario.start.refused !== undefined) return false;
  if (scenario.config !== undefined) return false;
  if (Object.keys(scenario.service ?? {}).some((type) => !type.startsWith('vote.'))) return false;
  return Object.keys(scenario.registers ?? {}).every((register) => OWN_ROWS.has(register));
}

const endsWith = (path: string | undefined, task: string): boolean =>
  path === task || path?.endsWith(`/${task}`) === true;

/** Up to which step a scenario can be followed: what a vote brings out is not what the scenario says. */
function reachOf(scenario: Scenario): number {
  if (scenario.service === undefined) return scenario.steps.length;
  const at = scenario.steps.findIndex(({ task }) => endsWith(task, 'deliver'));
  return at === -1 ? scenario.steps.length : at;
}

interface Candidate {
  readonly name: string;
  readonly scenario: Scenario;
}

/** Plans cases of all services: some waiting at each task that somebody can reach, the others over. In order of their days. */
export function planCases(input: PlanInput): readonly PlannedCase[] {
  const { dice, count } = input;
  const known = SERVICES.filter(({ key }) => input.scenarios.has(key));
  const candidates = new Map(known.map((service) => [service.key, candidatesOf(input, service)]));
  const waiting = shuffled(
    dice,
    known.flatMap((service) => waitingCases(input, service, candidates.get(service.key) ?? [])),
  ).slice(0, Math.max(1, Math.round((count * (100 - OVER_SHARE)) / 100)));
  const over = overCases(input, known, candidates, count - waiting.length);
  return [...waiting, ...over].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

function candidatesOf(input: PlanInput, service: SampleService): readonly Candidate[] {
  return [...(input.scenarios.get(service.key) ?? [])]
    .filter(([name, scenario]) => isPlayable(service, name, scenario))
    .map(([name, scenario]) => ({ name, scenario }));
}

/** One case waiting at each task of a service, begun so that its last step was done lately; some a week or two ago, which is late. */
function waitingCases(
  { dice, calendar, today }: PlanInput,
  service: SampleService,
  candidates: readonly Candidate[],
): readonly PlannedCase[] {
  const best = new Map<string, { readonly candidate: Candidate; readonly steps: number }>();
  for (const candidate of candidates) {
    const { steps } = candidate.scenario;
    steps.slice(0, reachOf(candidate.scenario) + 1).forEach(({ do: act, task, refused }, at) => {
      if (act !== 'complete' || task === undefined || refused !== undefined) return;
      const known = best.get(task);
      if (known === undefined || at < known.steps) best.set(task, { candidate, steps: at });
    });
  }
  return [...best].flatMap(([task, { candidate, steps }]) => {
    const { name, scenario } = candidate;
    const span = spanOf(calendar, scenario, steps);
    if (span > LONGEST_DAYS) return [];
    const late = dice.chance(20) ? 7 * dice.between(1, 2) : 0;
    const wished = dayAfter(today, -span - late - dice.between(0, 1));
    // What meets at the hour keeps its day of the week; everything else was touched yesterday or today.
    const day = service.punctual === true ? sameWeekday(calendar, scenario, wished) : wished;
    if (day < earliest(service, today)) return [];
    return [{ service: service.key, scenarioName: name, scenario, steps, day, aim: task }];
  });
}

/** Cases that are over, services by their weights, the usual course of each as often as all others together. */
function overCases(
  input: PlanInput,
  services: readonly SampleService[],
  candidates: ReadonlyMap<string, readonly Candidate[]>,
  count: number,
): readonly PlannedCase[] {
  const { dice, calendar, today } = input;
  const total = services.reduce((sum, { weight }) => sum + weight, 0);
  const planned = services.flatMap((service) => {
    const own = (candidates.get(service.key) ?? []).filter(
      ({ scenario }) =>
        reachOf(scenario) === scenario.steps.length &&
        spanOf(calendar, scenario, scenario.steps.length) <= LONGEST_DAYS,
    );
    const usual = own.filter(({ name }) => service.usual.includes(name));
    const others = shuffled(
      dice,
      own.filter(({ name }) => !service.usual.includes(name)),
    );
    const share = Math.max(Math.min(2, count), Math.round((count * service.weight) / total));
    return Array.from({ length: own.length === 0 ? 0 : share }, (_, at): PlannedCase | undefined => {
      const list = (at % 2 === 0 && usual.length > 0) || others.length === 0 ? usual : others;
      const candidate = list[Math.floor(at / 2) % list.length];
      if (candidate === undefined) return undefined;
      const { name, scenario } = candidate;
      const span = spanOf(calendar, scenario, scenario.steps.length);
      if (service.monthly === true) return monthlyCase(service, candidate, { calendar, today, turn: at });
      const first = earliest(service, today);
      const last = dayAfter(today, -span - 8);
      const room = Math.floor((Date.parse(last) - Date.parse(first)) / 86_400_000);
      if (room < 8) return undefined;
      const day = sameWeekday(calendar, scenario, dayAfter(first, dice.between(7, room)));
      return { service: service.key, scenarioName: name, scenario, steps: scenario.steps.length, day, aim: '' };
    }).filter((one) => one !== undefined);
  });
  return shuffled(dice, planned).slice(0, count);
}

/** How many months back the first of the monthly cases begins: later ones stand in the registers. */
const MONTHS_BACK = 23;

/** A case at the beginning of a month of its own. */
function monthlyCase(
  service: SampleService,
  { name, scenario }: Candidate,
  given: { readonly calendar: CalendarData; readonly today: string; readonly turn: number },
): PlannedCase | undefined {
  const { calendar, today, turn } = given;
  const month = monthsUpTo(today, MONTHS_BACK)[turn];
  const span = spanOf(calendar, scenario, scenario.steps.length);
  if (month === undefined || turn > MONTHS_BACK - 12) return undefined;
  const day = sameWeekday(calendar, scenario, `${month}-07`);
  if (dayAfter(day, span) > today) return undefined;
  return { service: service.key, scenarioName: name, scenario, steps: scenario.steps.length, day, aim: '' };
}

const earliest = (service: SampleService, today: string): string => {
  const back = dayAfter(today, -YEARS_BACK);
  return service.from !== undefined && service.from > back ? service.from : back;
};

/** The day, or the last one before it with the weekday on which the scenario begins. */
export function sameWeekday(calendar: CalendarData, scenario: Scenario, day: string): string {
  const wanted = new Date(`${firstDay(calendar, scenario)}T00:00:00Z`).getUTCDay();
  const found = new Date(`${day}T00:00:00Z`).getUTCDay();
  return dayAfter(day, -((found - wanted + 7) % 7));
}

function shuffled<T>(dice: Dice, items: readonly T[]): readonly T[] {
  const left = [...items];
  for (let at = left.length - 1; at > 0; at -= 1) {
    const other = dice.between(0, at);
    const [one, two] = [left[at], left[other]];
    if (one === undefined || two === undefined) continue;
    left[at] = two;
    left[other] = one;
  }
  return left;
}
