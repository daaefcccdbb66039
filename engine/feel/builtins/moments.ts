import { Temporal } from 'temporal-polyfill';
import { DEFAULT_ZONE } from '../../calendar/calendar-data.js';
import { dayNumberOf, weekdayOfDay } from '../../calendar/civil-days.js';
import { builtin, variant } from '../builtin.js';
import { equal } from '../compare.js';
import { isRecord, kindOf } from '../kinds.js';
import type { FeelRun } from '../run.js';
import { dayOf } from '../temporal.js';
import { parseDateTime } from '../temporal-text.js';
import type { FeelDate, FeelDateTime, FeelRecord, FeelTime, FeelValue } from '../value.js';
import { FEEL } from '../value.js';
import { warn } from '../warn.js';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'],
  ...['November', 'December'],
];

function dayOfYear({ year, month, day }: FeelDate): number {
  return dayNumberOf(year, month, day) - dayNumberOf(year, 1, 1) + 1;
}

/** The week by ISO 8601: the one with the year's first Thursday is the first. */
function weekOfYear(date: FeelDate): number {
  const day = dayOf(date);
  const thursday = day - weekdayOfDay(day) + 4;
  const year = thursday < dayNumberOf(date.year, 1, 1) ? date.year - 1 : date.year;
  const ofYear = thursday >= dayNumberOf(year + 1, 1, 1) ? year + 1 : year;
  return Math.floor((thursday - dayNumberOf(ofYear, 1, 1)) / 7) + 1;
}

/** A function of a date, which a date and time may stand for. */
function ofDate(name: string, call: (date: FeelDate) => FeelValue) {
  return builtin(
    name,
    variant([['date', 'date']], (_run, date) => call(date)),
    variant([['date', 'date and time']], (_run, value) => call(value.date)),
  );
}

/** The local time of the command in the office's zone; null with a warning where the evaluation has no clock. */
function localNow(run: FeelRun): FeelDateTime | null {
  const { now, calendar } = run.environment;
  if (now === undefined) {
    const message = { zh: '此处不知道当前时间', en: 'now() and today() are not known here' };
    return warn(run, 'NO_CLOCK', message);
  }
  const zoned = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(calendar?.zone ?? DEFAULT_ZONE);
  return parseDateTime(zoned.toString({ timeZoneName: 'never' })) ?? null;
}

/** Whether two values are the same: of one kind, with the same parts, also the same zone (10.3.4.6, is). */
function same(run: FeelRun, left: FeelValue, right: FeelValue): boolean {
  if (kindOf(left) !== kindOf(right)) return false;
  if (!isRecord(left) || !isRecord(right)) return equal(left, right, run) === true;
  return sameRecords(left, right) ?? equal(left, right, run) === true;
}

function sameRecords(left: FeelRecord, right: FeelRecord): boolean | undefined {
  if (left[FEEL] === 'time' && right[FEEL] === 'time') return sameTime(left, right);
  if (left[FEEL] !== 'date and time' || right[FEEL] !== 'date and time') return undefined;
  return dayOf(left.date) === dayOf(right.date) && sameTime(left.time, right.time);
}

function sameTime(left: FeelTime, right: FeelTime): boolean {
  const clock = left.hour === right.hour && left.minute === right.minute && left.second === right.second;
  return clock && left.nanos === right.nanos && left.zone === right.zone && left.offset === right.offset;
}

/** Date and time functions (DMN 1.5, 10.3.2), `is`, and what reads the clock. */
export const MOMENTS = [
  builtin(
    'is',
    variant(
      [
        ['value1', 'any'],
        ['value2', 'any'],
      ],
      same,
    ),
  ),
  ofDate('day of year', dayOfYear),
  ofDate('day of week', (date) => DAYS[weekdayOfDay(dayOf(date)) - 1] ?? null),
  ofDate('month of year', (date) => MONTHS[date.month - 1] ?? null),
  ofDate('week of year', weekOfYear),
  builtin('now', variant([], localNow)),
  builtin(
    'today',
    variant([], (run) => localNow(run)?.date ?? null),
  ),
  builtin(
    'random number',
    variant([], (run) => {
      const message = { zh: '不支持随机数：求值必须可以重复', en: 'No random numbers: an evaluation can be repeated' };
      return warn(run, 'NO_RANDOM', message);
    }),
  ),
];
