/** A year, month and day as they are chosen one by one; empty: not chosen yet. */
export interface DayParts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
}

/** The parts of a civil date `YYYY-MM-DD`; empty ones of anything else. */
export function dayParts(date: unknown): DayParts {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(String(date)) ?? [];
  return { year, month, day };
}

/** The civil date of parts; undefined as long as one is missing. The day gives way to a shorter month. */
export function dayOf({ year, month, day }: DayParts): string | undefined {
  if (!/^\d{4}$/.test(year) || month === '' || day === '') return undefined;
  const last = String(daysIn(year, month)).padStart(2, '0');
  return `${year}-${month}-${day > last ? last : day}`;
}

/** How many days a month has; 31 as long as it is not known. */
export function daysIn(year: string, month: string): number {
  if (month === '') return 31;
  // A year that is not typed to its end yet may be a leap year.
  return new Date(Date.UTC(/^\d{4}$/.test(year) ? Number(year) : 2000, Number(month), 0)).getUTCDate();
}

/** Two digits of each number from one to another. */
export function twoDigits(from: number, to: number, step = 1): readonly string[] {
  const count = Math.floor((to - from) / step) + 1;
  return Array.from({ length: count }, (_, index) => String(from + index * step).padStart(2, '0'));
}

/** The time of day `HH:MM` after one of its halves was chosen: the other one is that of before, or the full hour. */
export function timeAfter(
  value: unknown,
  part: { readonly hour?: string; readonly minute?: string },
): string | undefined {
  const [, hour = '', minute = ''] = /^(\d{2}):(\d{2})$/.exec(String(value)) ?? [];
  const next = { hour, minute, ...part };
  if (next.hour === '') return undefined;
  return `${next.hour}:${next.minute === '' ? '00' : next.minute}`;
}

/** The month `YYYY-MM` after its year or its month was chosen: the other one is that of before, or that of today. */
export function monthAfter(
  value: unknown,
  part: { readonly year?: string; readonly month?: string },
  today: string,
): string | undefined {
  const [, year = '', month = ''] = /^(\d{4})-(\d{2})$/.exec(String(value)) ?? [];
  const next = { year, month, ...part };
  // Taking back either of them takes back both.
  if (part.year === '' || part.month === '') return undefined;
  return `${next.year === '' ? today.slice(0, 4) : next.year}-${next.month === '' ? today.slice(5, 7) : next.month}`;
}
