import { Temporal } from 'temporal-polyfill';

/**
 * Ms since the epoch of an ISO 8601 instant; a text without offset is read on the clock of `zone`, a date as its 00:00, a text with a
 * zone in brackets (RFC 9557) on that zone's clock. Undefined when it is none of these.
 */
export function instantInZone(text: string, zone: string): number | undefined {
  try {
    if (text.includes('[')) return Temporal.ZonedDateTime.from(text).epochMilliseconds;
    if (/T.*(?:Z|[+-]\d\d(?::?\d\d)?)$/i.test(text)) return Temporal.Instant.from(text).epochMilliseconds;
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    return undefined;
  }
}

/**
 * `from` (ms since epoch, UTC) plus `count` times an ISO 8601 duration (negative counts back): days and longer on the calendar of
 * `zone`, hours and shorter on the clock of the world. The whole amount is added at once, so the 31st stays the 31st where a month has
 * one. Undefined for a text that is no duration, and beyond the years that can be counted.
 */
export function plusPeriods(from: number, duration: string, count: number, zone: string): number | undefined {
  try {
    const one = Temporal.Duration.from(duration);
    const all = Temporal.Duration.from({
      years: one.years * count,
      months: one.months * count,
      weeks: one.weeks * count,
      days: one.days * count,
      hours: one.hours * count,
      minutes: one.minutes * count,
      seconds: one.seconds * count,
      milliseconds: one.milliseconds * count,
    });
    return Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).add(all).epochMilliseconds;
  } catch {
    return undefined;
  }
}
