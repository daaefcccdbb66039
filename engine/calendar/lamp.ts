import type { CalendarData } from './calendar-data.js';
import { dateOf } from './instants.js';
import { serviceDayMs, serviceMsBetween, subtractServiceTime } from './service-time.js';
import { workingDaysBetween } from './working-days.js';

/** Colour of a time limit: in time, soon due, past promised, past legal. */
export type Lamp = 'green' | 'yellow' | 'red' | 'black';

/**
 * A running time limit. Instants are ms since epoch, UTC; null or absent where there is no such limit. `spanWd` is the promised span in working
 * days (broken for hours), without pauses; null or absent for a limit in calendar days, whose share is taken of elapsed time instead.
 */
export interface LampLimit {
  readonly cal: CalendarData;
  readonly startedAt: number;
  readonly promisedDueAt?: number | null | undefined;
  readonly legalDueAt?: number | null | undefined;
  readonly spanWd?: number | null | undefined;
}

/** What is left until a due instant; figures are negative when it has passed. */
export interface TimeLeft {
  readonly dueAt: number;
  readonly overdue: boolean;
  /** Working days after today up to and including the due day. */
  readonly workingDays: number;
  /** Opening time until then, ms. */
  readonly serviceMs: number;
  /** Time on any clock until then, ms. */
  readonly elapsedMs: number;
}

/** The sum behind a lamp: what people see when they point at it. */
export interface LampSum {
  readonly lamp: Lamp;
  /** Working days since the start, its day not counted. */
  readonly usedWd: number;
  readonly spanWd: number | null;
  readonly promised: TimeLeft | null;
  readonly legal: TimeLeft | null;
}

/**
 * The instant (ms since epoch, UTC) at which the lamp turns yellow: the earlier of 30 % of the promised span left and, for a span over
 * 2 working days, 1 working day left. Shares of a span in working days are opening time. Never before the start;
 * null without a promised limit.
 */
export function yellowAt(limit: LampLimit): number | null {
  const { cal, startedAt } = limit;
  const promisedDueAt = limit.promisedDueAt ?? null;
  if (promisedDueAt === null) return null;
  const spanWd = limit.spanWd ?? workingDaysBetween(cal, dateOf(cal, startedAt), dateOf(cal, promisedDueAt - 1));
  const share =
    (limit.spanWd ?? null) === null
      ? promisedDueAt - Math.floor(((promisedDueAt - startedAt) * 3) / 10)
      : subtractServiceTime(cal, promisedDueAt, Math.floor((spanWd * serviceDayMs(cal) * 3) / 10));
  const oneDay = spanWd > 2 ? subtractServiceTime(cal, promisedDueAt, serviceDayMs(cal)) : promisedDueAt;
  return Math.max(startedAt, Math.min(share, oneDay));
}

/** The colour at `now` (ms since epoch, UTC). A period ends with its due instant: exactly then it has passed, as its timer says. */
export function lampAt(limit: LampLimit & { readonly now: number }): Lamp {
  const { now } = limit;
  const [legalDueAt, promisedDueAt] = [limit.legalDueAt ?? null, limit.promisedDueAt ?? null];
  if (legalDueAt !== null && now >= legalDueAt) return 'black';
  if (promisedDueAt !== null && now >= promisedDueAt) return 'red';
  const yellow = yellowAt(limit);
  return yellow !== null && now >= yellow ? 'yellow' : 'green';
}

/** The figures behind the lamp at `now` (ms since epoch, UTC). */
export function remaining(limit: LampLimit & { readonly now: number }): LampSum {
  const { cal, startedAt, now } = limit;
  return {
    lamp: lampAt(limit),
    usedWd: workingDaysBetween(cal, dateOf(cal, startedAt), dateOf(cal, now)),
    spanWd: limit.spanWd ?? null,
    promised: timeLeft(cal, now, limit.promisedDueAt ?? null),
    legal: timeLeft(cal, now, limit.legalDueAt ?? null),
  };
}

function timeLeft(cal: CalendarData, now: number, dueAt: number | null): TimeLeft | null {
  if (dueAt === null) return null;
  // A period that ends at 24:00 ends on that day, not on the next.
  const dueDate = dateOf(cal, dueAt - 1);
  return {
    dueAt,
    overdue: now >= dueAt,
    workingDays: workingDaysBetween(cal, dateOf(cal, now), dueDate),
    serviceMs: serviceMsBetween(cal, now, dueAt),
    elapsedMs: dueAt - now,
  };
}
