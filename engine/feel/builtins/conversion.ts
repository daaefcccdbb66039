import { builtin, variant } from '../builtin.js';
import { charge } from '../budget.js';
import { compareNumbers, numberOf, toDecimal, wholeOf } from '../number.js';
import type { FeelRun } from '../run.js';
import {
  dateOfDay,
  makeDate,
  makeDateTime,
  makeTime,
  SECOND,
  secondOfDay,
  utcInstant,
  yearsMonths,
} from '../temporal.js';
import { parseDate, parseDateTime, parseDuration, parseTime } from '../temporal-text.js';
import { toText } from '../to-text.js';
import type { FeelDate, FeelDateTime, FeelNumber, FeelTime } from '../value.js';

const SEPARATORS = [' ', ',', '.'];
const NUMBER = /^[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d{1,6})?$/;

/** `number(from, grouping separator, decimal separator)`; the text alone is read as a FEEL number. */
function readNumber(from: string, grouping: string | undefined, point: string | undefined): FeelNumber | undefined {
  if (grouping !== undefined && (!SEPARATORS.includes(grouping) || grouping === point)) return undefined;
  if (point !== undefined && point !== '.' && point !== ',') return undefined;
  let text = from;
  if (grouping !== undefined) text = text.replaceAll(grouping, '');
  if (point === ',') {
    if (text.includes('.')) return undefined;
    text = text.replace(',', '.');
  }
  return text.length <= 400 && NUMBER.test(text) ? (numberOf(text) ?? undefined) : undefined;
}

function timeOf(
  hour: FeelNumber,
  minute: FeelNumber,
  second: FeelNumber,
  offset: bigint | undefined,
): FeelTime | undefined {
  const [hours, minutes] = [wholeOf(hour), wholeOf(minute)];
  if (hours === undefined || minutes === undefined || compareNumbers(second, 0) < 0) return undefined;
  if (compareNumbers(second, 60) >= 0) return undefined;
  const seconds = toDecimal(second);
  const whole = seconds.trunc();
  const nanos = seconds.minus(whole).times(1e9).trunc().toNumber();
  const east = offset === undefined ? undefined : Number(offset / SECOND);
  return makeTime({ hour: hours, minute: minutes, second: whole.toNumber(), nanos, offset: east });
}

/** Whole months from one date and time to another, towards zero (10.3.4.1). */
function monthsBetween(from: FeelDateTime, to: FeelDateTime): number {
  const [one, other] = [from.date, to.date];
  const months = (other.year - one.year) * 12 + other.month - one.month;
  const [early, late] = [position(from), position(to)];
  if (months > 0 && late < early) return months - 1;
  return months < 0 && late > early ? months + 1 : months;

  function position(value: FeelDateTime): number {
    return value.date.day * 86_400 + secondOfDay(value.time);
  }
}

/** Brings a date and time to the offset of another, so that their days can be compared. */
function alike(value: FeelDateTime, like: FeelDateTime): FeelDateTime {
  const { offset } = like.time;
  if (offset === undefined || value.time.offset === undefined || value.time.offset === offset) return value;
  const [day, second] = utcInstant(value);
  const local = second + offset;
  const shift = Math.floor(local / 86_400);
  const date = dateOfDay(day + shift) ?? value.date;
  const seconds = local - shift * 86_400;
  const clock = { hour: Math.floor(seconds / 3600), minute: Math.floor(seconds / 60) % 60, second: seconds % 60 };
  return { ...value, date, time: { ...value.time, ...clock, offset, zone: undefined } };
}

/** Looking up a time zone costs more than anything else a text may ask for. */
const ZONE_STEPS = 500;

function paid(run: FeelRun, text: string): string {
  if (text.includes('@')) charge(run, ZONE_STEPS);
  return text;
}

function zoned(run: FeelRun, date: FeelDate, time: FeelTime): FeelDateTime {
  if (time.zone !== undefined) charge(run, ZONE_STEPS);
  return makeDateTime(date, time);
}

/** Conversion functions (DMN 1.5, 10.3.4.1). */
export const CONVERSION = [
  builtin(
    'date',
    variant([['from', 'string']], (_run, from) => parseDate(from)),
    variant([['from', 'date']], (_run, from) => from),
    variant([['from', 'date and time']], (_run, from) => from.date),
    variant(
      [
        ['year', 'number'],
        ['month', 'number'],
        ['day', 'number'],
      ],
      (_run, ...parts) => {
        const [year, month, day] = parts.map(wholeOf);
        if (year === undefined || month === undefined || day === undefined) return undefined;
        return makeDate(year, month, day);
      },
    ),
  ),
  builtin(
    'date and time',
    variant([['from', 'string']], (run, from) => parseDateTime(paid(run, from))),
    variant([['from', 'date and time']], (_run, from) => from),
    variant(
      [
        ['date', 'date'],
        ['time', 'time'],
      ],
      (run, date, time) => zoned(run, date, time),
    ),
    variant(
      [
        ['date', 'date and time'],
        ['time', 'time'],
      ],
      (run, value, time) => zoned(run, value.date, time),
    ),
  ),
  builtin(
    'time',
    variant([['from', 'string']], (run, from) => parseTime(paid(run, from))),
    variant([['from', 'time']], (_run, from) => from),
    variant([['from', 'date and time']], (_run, from) => from.time),
    variant(
      [
        ['hour', 'number'],
        ['minute', 'number'],
        ['second', 'number'],
        ['offset??', 'days and time duration'],
      ],
      (_run, hour, minute, second, offset) => timeOf(hour, minute, second, offset?.nanos),
    ),
  ),
  builtin(
    'number',
    variant([['from', 'string']], (_run, from) => readNumber(from, undefined, undefined)),
    {
      ...variant(
        [
          ['from', 'string'],
          ['grouping separator??', 'string'],
          ['decimal separator??', 'string'],
        ],
        (_run, from, grouping, point) => readNumber(from, grouping, point),
      ),
      least: 3,
      parameters: [
        { name: 'from', optional: false },
        { name: 'grouping separator', optional: false },
        { name: 'decimal separator', optional: false },
      ],
    },
  ),
  builtin(
    'string',
    variant([['from', 'any']], (run, from) => (from === null ? null : toText(from, run))),
  ),
  builtin(
    'duration',
    variant([['from', 'string']], (_run, from) => parseDuration(from)),
  ),
  builtin(
    'years and months duration',
    variant(
      [
        ['from', 'date and time'],
        ['to', 'date and time'],
      ],
      (_run, from, to) => yearsMonths(monthsBetween(from, alike(to, from))),
    ),
  ),
];
