import type { CalendarData } from './calendar-data.js';
import type { IsoDate } from './civil.js';
import { addWorkingDays, isWorkingDay } from './working-days.js';
import { DAY_MS, fromWall, toWall, wallMs } from './wall-clock.js';

/** One opening span of a working day, in ms since midnight of the wall clock. */
export interface SpanMs {
  readonly from: number;
  readonly to: number;
}

/** The opening spans of a working day in ms since midnight. Throws `RangeError` for a calendar `parseCalendar` would refuse. */
export function spansOf(cal: CalendarData): readonly SpanMs[] {
  const spans = cal.opening.map(({ from, to }) => ({ from: wallMs(from), to: wallMs(to) }));
  if (spans.length === 0) throw new RangeError('a calendar without opening time');
  return spans.map(({ from, to }) => {
    if (from === undefined || to === undefined) throw new RangeError('an opening span that is no time');
    return { from, to };
  });
}

/** The civil date in the calendar's zone at an instant (ms since epoch, UTC). */
export function dateOf(cal: CalendarData, ms: number): IsoDate {
  return toWall(cal.zone, ms).date;
}

/** Opening time of a date, as an instant (ms since epoch, UTC). Says nothing about whether the office works that day. */
export function openingOf(cal: CalendarData, date: IsoDate): number {
  return fromWall(cal.zone, date, spansOf(cal).at(0)?.from ?? 0);
}

/** Closing time of a date, as an instant (ms since epoch, UTC): the end of the last day of an office step. */
export function closingOf(cal: CalendarData, date: IsoDate): number {
  return fromWall(cal.zone, date, spansOf(cal).at(-1)?.to ?? DAY_MS);
}

/** 24:00 of a date, as an instant (ms since epoch, UTC): the end of public notices and applicants' periods. */
export function endOfDay(cal: CalendarData, date: IsoDate): number {
  return fromWall(cal.zone, date, DAY_MS);
}

/**
 * The instant at which a submission counts as received: itself on a working day up to closing time,
 * otherwise opening time of the next working day. Early mornings and the lunch break count as they are. In and out: ms since epoch, UTC.
 */
export function receivedAt(cal: CalendarData, instantMs: number): number {
  const date = dateOf(cal, instantMs);
  if (isWorkingDay(cal, date) && instantMs <= closingOf(cal, date)) return instantMs;
  return openingOf(cal, addWorkingDays(cal, date, 1));
}
