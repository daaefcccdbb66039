import type { JsonValue } from '../model/json.js';

/** What is used of the interpreter's date and time values. */
interface DateTimeLike {
  readonly isLuxonDateTime: true;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly offset: number;
  readonly zone: { readonly type: string };
  toISO(options: object): string | null;
  toISODate(): string | null;
  toISOTime(options: object): string | null;
}

/** What is used of the interpreter's durations. */
interface DurationLike {
  readonly isLuxonDuration: true;
  toObject(): Readonly<Record<string, number | undefined>>;
}

function has(value: object, mark: string): boolean {
  return (value as Readonly<Record<string, unknown>>)[mark] === true;
}

function dateTimeText(value: DateTimeLike): string | null {
  // The interpreter keeps a time as that time on 1900-01-01, and a date as midnight in UTC.
  const options = { suppressMilliseconds: true, includeOffset: value.zone.type !== 'system' };
  if (value.year === 1900 && value.month === 1 && value.day === 1) return value.toISOTime(options);
  const text = value.toISO(options);
  return text === null || !/T00:00:00Z$/.test(text) ? text : value.toISODate();
}

/** ISO 8601 of a duration: years and months, or days and time; FEEL knows no mixture (DMN 1.5, 10.3.2.3.5). */
function durationText(value: DurationLike): string {
  const parts = value.toObject();
  const part = (name: string): number => parts[name] ?? 0;
  const months = Math.trunc(part('years') * 12 + part('quarters') * 3 + part('months'));
  if (months !== 0) {
    const [years, rest] = [Math.trunc(Math.abs(months) / 12), Math.abs(months) % 12];
    return `${months < 0 ? '-' : ''}P${years > 0 ? `${years}Y` : ''}${rest > 0 ? `${rest}M` : ''}`;
  }
  const days = part('weeks') * 7 + part('days');
  const hours = days * 24 + part('hours');
  const total = ((hours * 60 + part('minutes')) * 60 + part('seconds')) * 1000 + part('milliseconds');
  const size = Math.abs(Math.round(total));
  if (size === 0) return 'PT0S';
  const [wholeDays, hour, minute] = [
    Math.floor(size / 86_400_000),
    Math.floor(size / 3_600_000) % 24,
    Math.floor(size / 60_000) % 60,
  ];
  const second = (size % 60_000) / 1000;
  const time = `${hour > 0 ? `${hour}H` : ''}${minute > 0 ? `${minute}M` : ''}${second > 0 ? `${second}S` : ''}`;
  return `${total < 0 ? '-' : ''}P${wholeDays > 0 ? `${wholeDays}D` : ''}${time === '' ? '' : `T${time}`}`;
}

/**
 * A value of the interpreter as plain JSON: dates, times and durations as ISO 8601 text; what has no JSON form (functions, ranges,
 * numbers without end) becomes null and is named to `report`.
 */
export function toJson(value: unknown, report: (what: string) => void): JsonValue {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (Number.isFinite(value)) return value === 0 ? 0 : value;
      report('number without end');
      return null;
    case 'undefined':
      return null;
    case 'object':
      return objectToJson(value, report);
    default:
      report(typeof value);
      return null;
  }
}

function objectToJson(value: object | null, report: (what: string) => void): JsonValue {
  if (value === null) return null;
  if (Array.isArray(value)) return value.map((item: unknown) => toJson(item, report));
  if (has(value, 'isLuxonDateTime')) return dateTimeText(value as DateTimeLike);
  if (has(value, 'isLuxonDuration')) return durationText(value as DurationLike);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    report('function or range');
    return null;
  }
  const plain: Record<string, JsonValue> = {};
  for (const [key, item] of Object.entries(value)) {
    if (!isForbiddenKey(key)) plain[key] = toJson(item, report);
  }
  return plain;
}

/** Keys that mean something to JavaScript itself; never data (`engine/model/json.ts`). */
export function isForbiddenKey(key: string): boolean {
  return key === '__proto__' || key === 'constructor' || key === 'prototype';
}
