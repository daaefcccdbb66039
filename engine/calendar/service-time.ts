import type { CalendarData } from './calendar-data.js';
import { addWorkingDays, isWorkingDay, workingDaysBetween } from './working-days.js';
import type { SpanMs } from './instants.js';
import { spansOf } from './instants.js';
import { DAY_MS, fromWall, toWall } from './wall-clock.js';

/** Opening time between two wall-clock positions of one working day, in ms. */
function openBetween(spans: readonly SpanMs[], from: number, to: number): number {
  return spans.reduce((sum, span) => sum + Math.max(0, Math.min(to, span.to) - Math.max(from, span.from)), 0);
}

/** Opening time of one working day, in ms; 7 hours by default. */
export function serviceDayMs(cal: CalendarData): number {
  return openBetween(spansOf(cal), 0, DAY_MS);
}

/**
 * Opening time between two instants (ms since epoch, UTC), in ms; negative when `to` is earlier. Counted on the wall clock: a change
 * of daylight saving outside opening time does not matter.
 */
export function serviceMsBetween(cal: CalendarData, from: number, to: number): number {
  if (to < from) return 0 - serviceMsBetween(cal, to, from);
  const spans = spansOf(cal);
  const [start, end] = [toWall(cal.zone, from), toWall(cal.zone, to)];
  const startWorks = isWorkingDay(cal, start.date);
  if (start.date === end.date) return startWorks ? openBetween(spans, start.msOfDay, end.msOfDay) : 0;
  const endWorks = isWorkingDay(cal, end.date);
  const between = workingDaysBetween(cal, start.date, end.date) - (endWorks ? 1 : 0);
  const head = startWorks ? openBetween(spans, start.msOfDay, DAY_MS) : 0;
  const tail = endWorks ? openBetween(spans, 0, end.msOfDay) : 0;
  return head + between * serviceDayMs(cal) + tail;
}

/**
 * The instant at which `serviceMs` of opening time have passed since `from` (both ms; instants since epoch, UTC). A span that ends with
 * the day ends at closing time, not at the next opening. Zero or less gives `from` itself.
 */
export function addServiceTime(cal: CalendarData, from: number, serviceMs: number): number {
  if (serviceMs <= 0) return from;
  const spans = spansOf(cal);
  const start = toWall(cal.zone, from);
  let { date, msOfDay } = start;
  let left = serviceMs;
  if (!isWorkingDay(cal, date)) [date, msOfDay] = [addWorkingDays(cal, date, 1), 0];
  const today = openBetween(spans, msOfDay, DAY_MS);
  if (left > today) {
    const perDay = serviceDayMs(cal);
    const wholeDays = Math.ceil((left - today) / perDay);
    left -= today + (wholeDays - 1) * perDay;
    [date, msOfDay] = [addWorkingDays(cal, date, wholeDays), 0];
  }
  for (const span of spans) {
    const open = Math.max(0, span.to - Math.max(msOfDay, span.from));
    if (left <= open) return fromWall(cal.zone, date, Math.max(msOfDay, span.from) + left);
    left -= open;
  }
  throw new RangeError('opening time does not add up');
}

/**
 * The earliest instant with no more than `serviceMs` of opening time left before `to` (ms; instants since epoch, UTC): one whole day
 * before a closing time is the closing time of the working day before. Zero or less gives `to` itself.
 */
export function subtractServiceTime(cal: CalendarData, to: number, serviceMs: number): number {
  if (serviceMs <= 0) return to;
  const spans = spansOf(cal);
  const end = toWall(cal.zone, to);
  let { date, msOfDay } = end;
  let left = serviceMs;
  if (!isWorkingDay(cal, date)) [date, msOfDay] = [addWorkingDays(cal, date, -1), DAY_MS];
  const today = openBetween(spans, 0, msOfDay);
  if (left >= today) {
    const perDay = serviceDayMs(cal);
    const wholeDays = Math.floor((left - today) / perDay) + 1;
    left -= today + (wholeDays - 1) * perDay;
    [date, msOfDay] = [addWorkingDays(cal, date, -wholeDays), DAY_MS];
  }
  for (const span of spans.toReversed()) {
    const open = Math.max(0, Math.min(msOfDay, span.to) - span.from);
    if (left < open) return fromWall(cal.zone, date, Math.min(msOfDay, span.to) - left);
    left -= open;
  }
  throw new RangeError('opening time does not add up');
}
