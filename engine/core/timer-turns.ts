import { Temporal } from 'temporal-polyfill';
import type { CalendarData } from '../calendar/calendar-data.js';
import { parseCycle } from '../calendar/cycle.js';
import type { LimitKind } from '../calendar/deadline.js';
import { deadline } from '../calendar/deadline.js';
import { nextOccurrence } from '../calendar/next-occurrence.js';
import { addServiceTime } from '../calendar/service-time.js';
import type { Timer } from '../model/state.js';
import type { Due } from './trigger.js';

/** How the turns of a cycle are counted. */
export type Turns = Pick<Timer, 'cycle' | 'unit' | 'workingTime'>;

/**
 * The first turn of a cycle that begins to run at `from` (ms since epoch, UTC), and how often it is repeated (-1 without end). Undefined
 * for a text that is no cycle, and for a cycle that is over.
 */
export function firstTurn(calendar: CalendarData, turns: Turns, from: number): Due | undefined {
  const cycle = parseCycle(turns.cycle ?? '', calendar.zone, turns.unit);
  const dueAt = turnAfter(calendar, turns, from);
  if (cycle === undefined || dueAt === undefined) return undefined;
  // A cycle that names its first or last turn knows itself when it is over.
  const isAnchored = cycle.kind === 'period' && (cycle.first ?? cycle.last) !== undefined;
  const times = cycle.kind === 'cron' || isAnchored ? undefined : cycle.times;
  return { dueAt, repeat: times ?? -1, ...turns };
}

/** The next turn of a timer that fires now; undefined after the last. */
export function nextTurn(calendar: CalendarData, timer: Timer): Timer | undefined {
  const { repeat, cycle } = timer;
  if (cycle === undefined || repeat === undefined || repeat === 1) return undefined;
  const dueAt = turnAfter(calendar, timer, timer.dueAt);
  return dueAt === undefined ? undefined : { ...timer, dueAt, repeat: repeat === -1 ? -1 : repeat - 1 };
}

function turnAfter(calendar: CalendarData, { cycle: text = '', unit, workingTime }: Turns, after: number) {
  const cycle = parseCycle(text, calendar.zone, unit);
  if (cycle === undefined) return undefined;
  if (workingTime !== true) return nextOccurrence({ cycle, after, zone: calendar.zone, calendar });
  const isSpan = cycle.kind === 'period' && (cycle.first ?? cycle.last) === undefined;
  return isSpan ? workingDuration(calendar, after, cycle.period, 'office') : undefined;
}

/**
 * `from` (ms since epoch, UTC) plus an ISO 8601 duration in working time: days are working days, hours and shorter those in which the
 * office is open. Undefined for weeks and longer, which have no such meaning, and for a text that is no duration.
 */
export function workingDuration(
  calendar: CalendarData,
  from: number,
  text: string,
  kind: LimitKind,
): number | undefined {
  const duration = durationOf(text);
  if (duration === undefined || duration.sign < 0) return undefined;
  if (duration.years + duration.months + duration.weeks > 0) return undefined;
  const { days: amount } = duration;
  if (!Number.isInteger(amount)) return undefined;
  const start = amount === 0 ? from : deadline({ cal: calendar, from, amount, unit: 'wd', kind }).dueAt;
  return addServiceTime(calendar, start, duration.with({ days: 0 }).total('milliseconds'));
}

function durationOf(text: string): Temporal.Duration | undefined {
  try {
    return Temporal.Duration.from(text);
  } catch {
    return undefined;
  }
}
