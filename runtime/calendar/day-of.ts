import { dateOf, type CalendarData } from '../../engine/index.js';

/** Offsets of zones are whole quarters of an hour: within one the day does not change. */
const QUARTER_MS = 900_000;

const lately = new WeakMap<CalendarData, { readonly quarter: number; readonly date: string }>();

/** The civil date in the calendar's zone at an instant of our time (ms since the epoch): looked up once in a quarter of an hour. */
export function dayOf(calendar: CalendarData, ms: number): string {
  const quarter = Math.floor(ms / QUARTER_MS);
  const known = lately.get(calendar);
  if (known?.quarter === quarter) return known.date;
  const date = dateOf(calendar, ms);
  lately.set(calendar, { quarter, date });
  return date;
}
