import { DEFAULT_ZONE } from '../calendar/calendar-data.js';
import { civilOf, dayNumberOf, monthLength } from '../calendar/civil-days.js';
import type { FeelDate, FeelDateTime, FeelDaysTime, FeelTime, FeelYearsMonths } from './value.js';
import { FEEL } from './value.js';
import { offsetAt, standardOffset } from './zone.js';

/** Nanoseconds of a second and of a day. */
export const SECOND = 1_000_000_000n;
/** Nanoseconds of a day. */
export const DAY = 86_400n * SECOND;
/** Greatest year of a FEEL date. */
const MAX_YEAR = 999_999_999;

/** A date; undefined when there is no such day. */
export function makeDate(year: number, month: number, day: number): FeelDate | undefined {
  if (!(Math.abs(year) <= MAX_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month))) {
    return undefined;
  }
  return { [FEEL]: 'date', year, month, day };
}

/** The date of a day number (days since 1970-01-01); undefined beyond the years of FEEL. */
export function dateOfDay(dayNumber: number): FeelDate | undefined {
  return makeDate(...civilOf(dayNumber));
}

/** Days since 1970-01-01. */
export function dayOf(date: FeelDate): number {
  return dayNumberOf(date.year, date.month, date.day);
}

/** What a time is made of; see `FeelTime`. */
export interface TimeParts {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanos?: number;
  readonly offset?: number | undefined;
  readonly zone?: string | undefined;
}

/** A time of day; undefined when it is none. */
export function makeTime(parts: TimeParts): FeelTime | undefined {
  const { hour, minute, second, nanos = 0, offset, zone } = parts;
  const inDay = hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59;
  if (!inDay || (offset !== undefined && Math.abs(offset) > 18 * 3600)) return undefined;
  return { [FEEL]: 'time', hour, minute, second, nanos, offset, zone };
}

/** Seconds since midnight. */
export function secondOfDay(time: FeelTime): number {
  return (time.hour * 60 + time.minute) * 60 + time.second;
}

/** The time at a nanosecond of the day, with offset and zone of another. */
export function timeOfDay(nanosOfDay: bigint, like: FeelTime): FeelTime {
  const seconds = Number(nanosOfDay / SECOND);
  return {
    ...like,
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    nanos: Number(nanosOfDay % SECOND),
  };
}

/** A date with a time; a zone gets its offset at that moment. */
export function makeDateTime(date: FeelDate, time: FeelTime): FeelDateTime {
  if (time.zone === undefined) return { [FEEL]: 'date and time', date, time };
  const offset = offsetAt(time.zone, dayOf(date), secondOfDay(time));
  return { [FEEL]: 'date and time', date, time: { ...time, offset } };
}

/** Midnight UTC: a date where a date and time is asked for (DMN 1.5, 10.3.2.9.4). */
export function midnight(date: FeelDate): FeelDateTime {
  const time: FeelTime = { [FEEL]: 'time', hour: 0, minute: 0, second: 0, nanos: 0, offset: 0, zone: undefined };
  return { [FEEL]: 'date and time', date, time };
}

/** Seconds east of UTC of a time; a local one is read in the office's default zone. */
function offsetOf(time: FeelTime, date: FeelDate | undefined): number {
  if (time.offset !== undefined) return time.offset;
  const zone = time.zone ?? DEFAULT_ZONE;
  return date === undefined ? standardOffset(zone) : offsetAt(zone, dayOf(date), secondOfDay(time));
}

/** Seconds of a time of day on the time line of one day in UTC. */
export function utcSecond(time: FeelTime): number {
  return secondOfDay(time) - offsetOf(time, undefined);
}

/** Day and second in UTC of a date and time. */
export function utcInstant(value: FeelDateTime): readonly [day: number, second: number] {
  const second = secondOfDay(value.time) - offsetOf(value.time, value.date);
  const shift = Math.floor(second / 86_400);
  return [dayOf(value.date) + shift, second - shift * 86_400];
}

/** Nanoseconds since 1970-01-01 in UTC. */
export function utcNanos(value: FeelDateTime): bigint {
  const [day, second] = utcInstant(value);
  return BigInt(day) * DAY + BigInt(second) * SECOND + BigInt(value.time.nanos);
}

/** A days and time duration. */
export function daysTime(nanos: bigint): FeelDaysTime {
  return { [FEEL]: 'days and time duration', nanos };
}

/** A years and months duration. */
export function yearsMonths(months: number): FeelYearsMonths {
  return { [FEEL]: 'years and months duration', months: months + 0 };
}
