import { Temporal } from 'temporal-polyfill';
import type { IsoDate } from './civil.js';
import { plusDays } from './civil.js';

/** Milliseconds in a civil day of 24 hours. */
export const DAY_MS = 86_400_000;

/** Wall-clock position of an instant in a zone: the date, and milliseconds since 00:00 as a clock on the wall shows them. */
export interface WallTime {
  readonly date: IsoDate;
  readonly msOfDay: number;
}

/** Whether `zone` is a time zone this runtime knows, by IANA name. */
export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/** Milliseconds since midnight of a wall-clock time `HH:MM` (`24:00` allowed); undefined for anything else. */
export function wallMs(time: unknown): number | undefined {
  if (typeof time !== 'string' || !/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(time)) return undefined;
  return Number(time.slice(0, 2)) * 3_600_000 + Number(time.slice(3)) * 60_000;
}

/** What calendar and clock of `zone` show at an instant (ms since epoch, UTC; floored to a whole millisecond). */
export function toWall(zone: string, ms: number): WallTime {
  const local = Temporal.Instant.fromEpochMilliseconds(Math.floor(ms)).toZonedDateTimeISO(zone);
  const msOfDay = ((local.hour * 60 + local.minute) * 60 + local.second) * 1000 + local.millisecond;
  return { date: local.toPlainDate().toString(), msOfDay };
}

/**
 * The instant (ms since epoch, UTC) at which the clock of `zone` shows `msOfDay` on `date`; 24:00 is 00:00 of the next day. A time
 * that daylight saving skips moves forward by the gap, one that it repeats means the first (RFC 9557 "compatible").
 */
export function fromWall(zone: string, date: IsoDate, msOfDay: number): number {
  const day = msOfDay >= DAY_MS ? plusDays(date, 1) : date;
  const time = msOfDay >= DAY_MS ? msOfDay - DAY_MS : msOfDay;
  return Temporal.PlainDate.from(day)
    .toPlainDateTime(Temporal.PlainTime.from('00:00').add({ milliseconds: time }))
    .toZonedDateTime(zone).epochMilliseconds;
}
