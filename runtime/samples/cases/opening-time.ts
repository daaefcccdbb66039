import { closingOf, dateOf, isWorkingDay, type CalendarData } from '../../../engine/index.js';

const MINUTE = 60_000;
const DAY_MS = 24 * 60 * MINUTE;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** The spans of opening time of a day, as instants. */
function spansOn(cal: CalendarData, day: string): readonly { readonly from: number; readonly to: number }[] {
  if (!isWorkingDay(cal, day)) return [];
  const closing = closingOf(cal, day);
  const last = minutesOf(cal.opening.at(-1)?.to ?? '17:00');
  return cal.opening.map(({ from, to }) => ({
    from: closing - (last - minutesOf(from)) * MINUTE,
    to: closing - (last - minutesOf(to)) * MINUTE,
  }));
}

/** The instant itself when the office is open then, otherwise the next time it opens (ms since the epoch). */
export function openFrom(cal: CalendarData, instant: number): number {
  for (let day = 0; day < 40; day += 1) {
    const at = day === 0 ? instant : instant + day * DAY_MS;
    const found = spansOn(cal, dateOf(cal, at)).find(({ to }) => instant < to);
    if (found !== undefined) return Math.max(instant, found.from);
  }
  return instant;
}

/** Whether the office is open at an instant. */
export function isOpen(cal: CalendarData, instant: number): boolean {
  return openFrom(cal, instant) === instant;
}
