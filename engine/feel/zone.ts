import { Temporal } from 'temporal-polyfill';
import { civilOf } from '../calendar/civil-days.js';

/** Zones asked for so far: looking one up is slow, and names repeat. Bounded, because names may come from data. */
const known = new Map<string, boolean>();
const MAX_KNOWN = 1000;

/** Whether a name is an IANA time zone, as it is written in FEEL after `@`. */
export function isZone(name: string): boolean {
  const answer = known.get(name);
  if (answer !== undefined) return answer;
  const found = /^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/.test(name) && tryZone(name);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(name, found);
  return found;
}

function tryZone(name: string): boolean {
  try {
    return new Temporal.ZonedDateTime(0n, name).offsetNanoseconds !== undefined;
  } catch {
    return false;
  }
}

/** Offsets of years in which a zone does not change, by zone and year; null for years in which it does. */
const steady = new Map<string, number | null>();

/** Seconds east of UTC in a zone at a local time: day number and second of the day. An earlier reading is taken of doubled hours. */
export function offsetAt(zone: string, dayNumber: number, secondOfDay: number): number {
  const [year, month, day] = civilOf(dayNumber);
  // Zone data and Temporal end; the Gregorian calendar repeats every 400 years.
  const inRange = year > -200_000 && year < 200_000 ? year : 2000 + (((year % 400) + 400) % 400);
  const key = `${zone} ${inRange}`;
  let always = steady.get(key);
  if (always === undefined) {
    always = steadyOffset(zone, inRange);
    if (steady.size >= MAX_KNOWN) steady.clear();
    steady.set(key, always);
  }
  if (always !== null) return always;
  const local = new Temporal.PlainDateTime(inRange, month, day).add({ seconds: secondOfDay });
  return Math.round(local.toZonedDateTime(zone).offsetNanoseconds / 1e9);
}

function steadyOffset(zone: string, year: number): number | null {
  const start = new Temporal.PlainDateTime(year - 1, 12, 31).toZonedDateTime(zone);
  const change = start.getTimeZoneTransition('next');
  const end = new Temporal.PlainDateTime(year + 1, 1, 2).toZonedDateTime(zone);
  const changes = change !== null && Temporal.ZonedDateTime.compare(change, end) < 0;
  return changes || start.offsetNanoseconds !== end.offsetNanoseconds
    ? null
    : Math.round(start.offsetNanoseconds / 1e9);
}

const JANUARY = 18_262; // 2020-01-01
const JULY = 18_444; // 2020-07-01

/** Seconds east of UTC of a time of day in a zone, for which no date says whether summer time is in force: the standard time. */
export function standardOffset(zone: string): number {
  return Math.min(offsetAt(zone, JANUARY, 43_200), offsetAt(zone, JULY, 43_200));
}
