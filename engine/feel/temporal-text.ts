import { dateOfDay, DAY, dayOf, daysTime, makeDate, makeDateTime, makeTime, SECOND, yearsMonths } from './temporal.js';
import type { FeelDate, FeelDateTime, FeelDaysTime, FeelTime, FeelYearsMonths } from './value.js';
import { isZone } from './zone.js';

const DATE = /^(-?(?:[1-9]\d{4,8}|\d{4}))-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:(Z)|([+-])(\d{2}):(\d{2})(?::(\d{2}))?|@(.+))?$/;
const YEARS_MONTHS = /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?$/;
const DAYS_TIME = /^(-)?P(?:(\d+)D)?(?:(T)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d*))?S)?)?$/;

/** The number that digits between two places spell; NaN for anything else. */
function digitsAt(text: string, from: number, to: number): number {
  let number = 0;
  for (let index = from; index < to; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    number = number * 10 + digit;
  }
  return number;
}

/** Reads a date `YYYY-MM-DD` (10.3.4.1; XML Schema date without zone); undefined when it is none. */
export function parseDate(text: string): FeelDate | undefined {
  if (text.length === 10 && text[4] === '-' && text[7] === '-') {
    const [year, month, day] = [digitsAt(text, 0, 4), digitsAt(text, 5, 7), digitsAt(text, 8, 10)];
    return makeDate(year, month, day);
  }
  const parts = DATE.exec(text);
  if (!parts || parts[1] === '-0000') return undefined;
  return makeDate(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/** Reads a time of day with an offset, `Z`, or `@` and a zone (10.3.4.1). `24:00:00` is midnight, as in XML Schema. */
export function parseTime(text: string): FeelTime | undefined {
  const parts = TIME.exec(text);
  if (!parts) return undefined;
  const [, hour, minute, second, fraction, utc, sign, offsetHour, offsetMinute, offsetSecond, zone] = parts;
  if (zone !== undefined && !isZone(zone)) return undefined;
  const nanos = Number((fraction ?? '').slice(0, 9).padEnd(9, '0'));
  const endOfDay = hour === '24' && minute === '00' && second === '00' && nanos === 0;
  let offset = utc === undefined ? undefined : 0;
  if (sign !== undefined) {
    if (Number(offsetMinute) > 59 || Number(offsetSecond ?? 0) > 59) return undefined;
    const size = (Number(offsetHour) * 60 + Number(offsetMinute)) * 60 + Number(offsetSecond ?? 0);
    offset = sign === '-' ? 0 - size : size;
  }
  return makeTime({
    hour: endOfDay ? 0 : Number(hour),
    minute: Number(minute),
    second: Number(second),
    nanos,
    offset,
    zone,
  });
}

/** Reads a date and time, or a date alone as its midnight (10.3.4.1). */
export function parseDateTime(text: string): FeelDateTime | undefined {
  const at = text.indexOf('T');
  const date = parseDate(at < 0 ? text : text.slice(0, at));
  const time = parseTime(at < 0 ? '00:00:00' : text.slice(at + 1));
  if (!date || !time) return undefined;
  if (!text.startsWith('24', at + 1) || at < 0) return makeDateTime(date, time);
  const next = dateOfDay(dayOf(date) + 1);
  return next && makeDateTime(next, time);
}

/** Reads a duration of either kind (10.3.4.1). */
export function parseDuration(text: string): FeelYearsMonths | FeelDaysTime | undefined {
  if (text.length > 100) return undefined;
  const months = YEARS_MONTHS.exec(text);
  if (months && (months[2] ?? months[3]) !== undefined) {
    const size = Number(months[2] ?? 0) * 12 + Number(months[3] ?? 0);
    return Number.isSafeInteger(size) ? yearsMonths(months[1] === '-' ? 0 - size : size) : undefined;
  }
  const parts = DAYS_TIME.exec(text);
  if (!parts) return undefined;
  const [, sign, days, time, hours, minutes, seconds, fraction] = parts;
  const none = hours === undefined && minutes === undefined && seconds === undefined;
  if ((days === undefined && none) || (time !== undefined && none)) return undefined;
  const whole =
    ((BigInt(days ?? 0) * 24n + BigInt(hours ?? 0)) * 60n + BigInt(minutes ?? 0)) * 60n + BigInt(seconds ?? 0);
  const nanos = whole * SECOND + BigInt((fraction ?? '').slice(0, 9).padEnd(9, '0'));
  return daysTime(sign === '-' ? -nanos : nanos);
}

/** The value of an at-literal's text (10.3.1.2); undefined when it is none. */
export function parseTemporal(
  text: string,
): FeelDate | FeelTime | FeelDateTime | FeelYearsMonths | FeelDaysTime | undefined {
  if (/^-?P/.test(text)) return parseDuration(text);
  if (text.includes('T') && /^-?\d+-/.test(text)) return parseDateTime(text);
  return parseDate(text) ?? parseTime(text);
}

function padded(value: number, width: number): string {
  return String(Math.abs(value)).padStart(width, '0');
}

/** A date as text. */
export function dateText({ year, month, day }: FeelDate): string {
  return `${year < 0 ? '-' : ''}${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}

function fractionText(nanos: number): string {
  return nanos === 0 ? '' : `.${padded(nanos, 9).replace(/0+$/, '')}`;
}

function offsetText(offset: number): string {
  if (offset === 0) return 'Z';
  const size = Math.abs(offset);
  const seconds = size % 60;
  const minutes = `${padded(Math.floor(size / 3600), 2)}:${padded(Math.floor(size / 60) % 60, 2)}`;
  return `${offset < 0 ? '-' : '+'}${minutes}${seconds === 0 ? '' : `:${padded(seconds, 2)}`}`;
}

/** A time as text, with its zone as FEEL writes it, or with its offset. */
export function timeText(time: FeelTime): string {
  const { hour, minute, second, nanos, offset, zone } = time;
  const clock = `${padded(hour, 2)}:${padded(minute, 2)}:${padded(second, 2)}${fractionText(nanos)}`;
  if (zone !== undefined) return `${clock}@${zone}`;
  return offset === undefined ? clock : `${clock}${offsetText(offset)}`;
}

/** A date and time as text. */
export function dateTimeText({ date, time }: FeelDateTime): string {
  return `${dateText(date)}T${timeText(time)}`;
}

/** A date and time as ISO 8601 text for other programs: a zone becomes its offset. */
export function isoDateTimeText({ date, time }: FeelDateTime): string {
  return `${dateText(date)}T${timeText({ ...time, zone: undefined })}`;
}

/** A duration in its canonical form: `P1Y2M`, `P1DT2H3M4.5S`, zero as `P0M` and `PT0S`. */
export function durationText(value: FeelYearsMonths | FeelDaysTime): string {
  if ('months' in value) {
    const size = Math.abs(value.months);
    const [years, months] = [Math.floor(size / 12), size % 12];
    if (size === 0) return 'P0M';
    return `${value.months < 0 ? '-' : ''}P${years > 0 ? `${years}Y` : ''}${months > 0 ? `${months}M` : ''}`;
  }
  const size = value.nanos < 0n ? -value.nanos : value.nanos;
  if (size === 0n) return 'PT0S';
  const rest = Number((size % DAY) / SECOND);
  const [days, hours, minutes, seconds] = [
    size / DAY,
    Math.floor(rest / 3600),
    Math.floor(rest / 60) % 60,
    `${rest % 60}${fractionText(Number(size % SECOND))}`,
  ];
  const time = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${seconds === '0' ? '' : `${seconds}S`}`;
  return `${value.nanos < 0n ? '-' : ''}P${days > 0n ? `${days}D` : ''}${time === '' ? '' : `T${time}`}`;
}
