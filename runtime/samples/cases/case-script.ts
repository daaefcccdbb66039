import { dateOf, instantMs, isWorkingDay, type CalendarData, type Scenario } from '../../../engine/index.js';
import type { Dice } from '../dice.js';
import { openFrom } from './opening-time.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY_MS = 24 * HOUR;

type Step = Scenario['steps'][number];

function instantOf(cal: CalendarData, now: number, { at }: Step): number {
  if (at === undefined) return now + 10 * MINUTE;
  if (!at.startsWith('+')) return instantMs(at) ?? now;
  const [, amount = '0', unit = 's', time] = /^\+(\d+)(s|m|h|d|wd)?(?: (\d{2}:\d{2}))?$/.exec(at) ?? [];
  let later = now;
  if (unit === 'wd') {
    for (let left = Number(amount); left > 0;) {
      later += DAY_MS;
      if (isWorkingDay(cal, dateOf(cal, later))) left -= 1;
    }
  } else later += Number(amount) * ({ s: 1000, m: MINUTE, h: HOUR, d: DAY_MS }[unit] ?? 1000);
  return time === undefined ? later : (instantMs(`${dateOf(cal, later)}T${time}:00+08:00`) ?? later);
}

/** The day on which a scenario begins. */
export function firstDay(cal: CalendarData, scenario: Scenario): string {
  return dateOf(cal, instantMs(scenario.startAt) ?? 0);
}

/** When the steps of a scenario happen, ms since the epoch; offsets count from the step before. */
export function instantsOf(cal: CalendarData, scenario: Scenario): readonly number[] {
  let now = instantMs(scenario.startAt) ?? 0;
  return scenario.steps.map((step) => {
    now = instantOf(cal, now, step);
    return now;
  });
}

/** How long a scenario takes until its `count`-th step is done, in days. */
export function spanOf(cal: CalendarData, scenario: Scenario, count: number): number {
  const from = instantMs(scenario.startAt) ?? 0;
  const last = Math.max(from, ...instantsOf(cal, scenario).slice(0, count));
  return Math.ceil((last - from) / DAY_MS);
}

/**
 * The instants of a case that follows a scenario so many days later: some minutes are different, and what staff do is done in opening time.
 * The first is the start.
 */
export function movedInstants(
  cal: CalendarData,
  scenario: Scenario,
  given: {
    readonly days: number;
    readonly dice: Dice;
    readonly isStaff: (userId: string) => boolean;
    /** At the hour of the scenario, not some minutes later. */
    readonly isPunctual: boolean;
  },
): readonly number[] {
  const { days, dice, isStaff, isPunctual } = given;
  const late = isPunctual ? 0 : dice.between(0, 50) * MINUTE + dice.between(0, 59) * 1000;
  const start = openFrom(cal, (instantMs(scenario.startAt) ?? 0) + days * DAY_MS + late);
  let last = start;
  const later = instantsOf(cal, scenario).map((instant, at) => {
    const step = scenario.steps[at];
    const wished = Math.max(instant + days * DAY_MS + late, last + (isPunctual ? MINUTE : dice.between(2, 9) * MINUTE));
    const open = step?.do === 'complete' && isStaff(step.actor ?? '') ? openFrom(cal, wished) : wished;
    // After a break nobody is at the desk on the stroke of the hour.
    const found = open === wished ? wished : open + dice.between(2, 40) * MINUTE;
    if (step?.do !== 'wait') last = found;
    return found;
  });
  return [start, ...later];
}
