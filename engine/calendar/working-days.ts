import type { Text } from '../model/text.js';
import type { CalendarData } from './calendar-data.js';
import type { IsoDate } from './civil.js';
import { dateOfDayNumber, dayNumber, plusDays } from './civil.js';
import { weekdayOfDay } from './civil-days.js';

/** A year of a calculation has no holiday data: its days were counted as plain Monday to Friday. */
export interface CalendarWarning {
  readonly code: 'CALENDAR_YEAR_MISSING';
  readonly year: number;
  readonly text: Text;
}

/** Longest period the counting accepts, in days; a greater amount is a bug in the caller. */
const MAX_DAYS = 100_000;

// Calendars are frozen data, so an index by identity is safe; it only saves time.
const indexes = new WeakMap<CalendarData, ReadonlyMap<IsoDate, 'off' | 'makeup'>>();

function indexOf(cal: CalendarData): ReadonlyMap<IsoDate, 'off' | 'makeup'> {
  const known = indexes.get(cal);
  if (known) return known;
  const index = new Map<IsoDate, 'off' | 'makeup'>();
  for (const year of cal.years) {
    for (const day of year.offDays) index.set(day.date, 'off');
    for (const day of year.makeupDays) index.set(day.date, 'makeup');
  }
  indexes.set(cal, index);
  return index;
}

function isWorkingDayNumber(cal: CalendarData, day: number): boolean {
  const mark = indexOf(cal).get(dateOfDayNumber(day));
  return mark === 'makeup' || (mark === undefined && weekdayOfDay(day) <= 5);
}

function checkAmount(n: number): void {
  if (!Number.isInteger(n) || Math.abs(n) > MAX_DAYS) throw new RangeError(`not a number of days: ${n}`);
}

/** Whether the office works on a date: Monday to Friday and no day off, or a makeup day. */
export function isWorkingDay(cal: CalendarData, date: IsoDate): boolean {
  return isWorkingDayNumber(cal, dayNumber(date));
}

/** `date` itself when it is a working day, otherwise the next one. */
export function workingDayFrom(cal: CalendarData, date: IsoDate): IsoDate {
  return isWorkingDay(cal, date) ? date : addWorkingDays(cal, date, 1);
}

/**
 * The date `n` working days after `date`; the day itself is not counted (民法典 art. 201). Negative `n` counts back, 0 gives the date
 * itself whether it works or not. Throws `RangeError` unless `n` is an integer within ±100000.
 */
export function addWorkingDays(cal: CalendarData, date: IsoDate, n: number): IsoDate {
  checkAmount(n);
  const step = n < 0 ? -1 : 1;
  let day = dayNumber(date);
  for (let left = Math.abs(n); left > 0;) {
    day += step;
    if (isWorkingDayNumber(cal, day)) left -= 1;
  }
  return dateOfDayNumber(day);
}

/**
 * The date `n` calendar days after `date`, the day itself not counted. With `rollForward` a last day that is a day off moves to the
 * next working day (民法典 art. 203). Throws `RangeError` like `addWorkingDays`.
 */
export function addCalendarDays(
  cal: CalendarData,
  date: IsoDate,
  n: number,
  options: { readonly rollForward?: boolean } = {},
): IsoDate {
  checkAmount(n);
  const last = plusDays(date, n);
  return options.rollForward === true ? workingDayFrom(cal, last) : last;
}

/**
 * Working days after `from` up to and including `to`; negative when `to` is earlier. For every working day `to`,
 * `addWorkingDays(cal, from, workingDaysBetween(cal, from, to))` is `to`.
 */
export function workingDaysBetween(cal: CalendarData, from: IsoDate, to: IsoDate): number {
  const [start, end] = [dayNumber(from), dayNumber(to)];
  let count = 0;
  if (end >= start) {
    for (let day = start + 1; day <= end; day += 1) if (isWorkingDayNumber(cal, day)) count += 1;
    return count;
  }
  for (let day = end; day < start; day += 1) if (isWorkingDayNumber(cal, day)) count -= 1;
  return count;
}

/** Whether the holiday notice of a year is loaded. */
export function hasYear(cal: CalendarData, year: number): boolean {
  return cal.years.some((entry) => entry.year === year);
}

/** One warning for each year between two dates (in any order, both included) that has no holiday data. */
export function missingYears(cal: CalendarData, one: IsoDate, other: IsoDate): readonly CalendarWarning[] {
  const [first, last] = [one < other ? one : other, one < other ? other : one];
  const warnings: CalendarWarning[] = [];
  for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year += 1) {
    if (hasYear(cal, year)) continue;
    const text = {
      zh: `缺少 ${year} 年节假日数据，暂按周一至周五计算`,
      en: `No holiday data for ${year}: counted as Monday to Friday`,
    };
    warnings.push({ code: 'CALENDAR_YEAR_MISSING', year, text });
  }
  return warnings;
}
