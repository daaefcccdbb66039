import { Temporal } from 'temporal-polyfill';
import type { CalendarData } from '../calendar/calendar-data.js';
import { parseCycle } from '../calendar/cycle.js';
import type { LimitKind } from '../calendar/deadline.js';
import { deadline } from '../calendar/deadline.js';
import { nextOccurrence } from '../calendar/next-occurrence.js';
import { addServiceTime } from '../calendar/service-time.js';
import type { Timer, TimerSpan } from '../model/state.js';
import type { Due } from './trigger.js';

/** How the turns of a cycle are counted. */
export type Turns = Pick<Timer, 'cycle' | 'unit' | 'workingTime' | 'catchUp'>;

/** So many missed turns are counted one by one; a cycle that has missed more goes on from now. */
const MOST_MISSED = 1_000;

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
  return { dueAt, repeat: times ?? -1, ...turns, ...spanOf(turns, from) };
}

/** The next turn of a timer that fires now; undefined after the last. */
export function nextTurn(calendar: CalendarData, timer: Timer): Timer | undefined {
  const { repeat, cycle } = timer;
  if (cycle === undefined || repeat === undefined || repeat === 1) return undefined;
  const dueAt = turnAfter(calendar, timer, timer.dueAt);
  if (dueAt === undefined) return undefined;
  return { ...timer, dueAt, repeat: repeat === -1 ? -1 : repeat - 1, ...spanOf(timer, timer.dueAt) };
}

/** What a cycle that fires at `now` (ms since epoch, UTC) does: whether it happens, its next turn, and how many turns it passes over. */
export interface Turn {
  readonly happens: boolean;
  readonly missed: number;
  readonly next: Timer | undefined;
}

/**
 * The turn of a timer that fires now. Turns are counted from the planned instant, never from the one at which somebody was there to fire it.
 * Of turns whose time has passed as well, `all` lets each happen, one after another; `skip` lets none of them happen; otherwise one happens
 * for all of them. A clock that jumps forward therefore makes no storm.
 */
export function turnAt(calendar: CalendarData, timer: Timer, now: number): Turn {
  const { catchUp } = timer;
  const following = nextTurn(calendar, timer);
  if (following === undefined || following.dueAt > now || catchUp === 'all')
    return { happens: true, missed: 0, next: following };
  let next: Timer | undefined = following;
  let missed = 0;
  while (next !== undefined && next.dueAt <= now) {
    missed += 1;
    next = nextTurn(calendar, missed > MOST_MISSED ? { ...next, dueAt: now } : next);
  }
  return { happens: catchUp !== 'skip', missed, next };
}

/**
 * When a stretch of working time ends by this calendar (ms since epoch, UTC): the same as when it was counted first, unless days off and
 * opening hours have changed meanwhile. Undefined for a cycle that would be over.
 */
export function endOfSpan(calendar: CalendarData, span: TimerSpan): number | undefined {
  switch (span.kind) {
    case 'units':
      return deadline({ cal: calendar, from: span.from, amount: span.amount, unit: span.unit, kind: span.endOf }).dueAt;
    case 'duration':
      return workingDuration(calendar, span.from, span.duration, span.endOf);
    case 'turn':
      return turnAfter(calendar, span, span.from);
  }
}

/** The stretch that a turn of a cycle takes, if it follows the calendar. */
function spanOf({ cycle = '', unit, workingTime }: Turns, from: number): { readonly span?: TimerSpan } {
  if (unit === undefined && workingTime !== true) return {};
  const units = unit === undefined ? {} : { unit };
  return { span: { kind: 'turn', from, cycle, ...units, ...(workingTime ? { workingTime } : {}) } };
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
