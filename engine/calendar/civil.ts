import { civilOf, dayNumberOf, monthLength } from './civil-days.js';

/** A civil date as text, `YYYY-MM-DD` (ISO 8601, proleptic Gregorian, years 0001 to 9999). Such texts sort by time. */
export type IsoDate = string;

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether `text` is a real date `YYYY-MM-DD`: 2026-02-30 and 2026-2-3 are not. */
export function isIsoDate(text: string): boolean {
  const parts = SHAPE.exec(text);
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month);
}

/** Days since 1970-01-01 of a date. Throws `RangeError` for a text that is no date: callers check with `isIsoDate` first. */
export function dayNumber(date: IsoDate): number {
  if (!isIsoDate(date)) throw new RangeError(`not a date: ${date}`);
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8))];
  return dayNumberOf(year, month, day);
}

/** The date of a day number; the inverse of `dayNumber`. Throws `RangeError` outside the years 0001 to 9999. */
export function dateOfDayNumber(days: number): IsoDate {
  const [year, month, day] = civilOf(days);
  if (!(year >= 1 && year <= 9999)) throw new RangeError(`day number out of range: ${days}`);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The date `days` after `date` (before it, when negative). */
export function plusDays(date: IsoDate, days: number): IsoDate {
  return dateOfDayNumber(dayNumber(date) + days);
}
