import { Temporal } from 'temporal-polyfill';

/** An instant as people and FEEL read it: local date and time of the zone with its offset, for example `2026-02-13T09:00:00+08:00`. */
export function isoInstant(zone: string, ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: 'never', smallestUnit: 'second' });
}

/** Ms since the epoch of an ISO 8601 instant with an offset; undefined when it is none. */
export function instantMs(text: string): number | undefined {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return undefined;
  }
}
