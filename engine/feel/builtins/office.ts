import type { CalendarData } from '../../calendar/calendar-data.js';
import { dateOf, receivedAt } from '../../calendar/instants.js';
import { instantMs, isoInstant } from '../../calendar/iso-instant.js';
import { serviceMsBetween } from '../../calendar/service-time.js';
import { addWorkingDays, isWorkingDay } from '../../calendar/working-days.js';
import { isIsoDate } from '../../calendar/civil.js';
import { builtin, variant } from '../builtin.js';
import { charge } from '../budget.js';
import { isRecord } from '../kinds.js';
import { wholeOf } from '../number.js';
import type { FeelRun } from '../run.js';
import { daysTime, utcNanos } from '../temporal.js';
import { dateText, parseDate, parseDateTime } from '../temporal-text.js';
import type { FeelValue } from '../value.js';
import { FEEL } from '../value.js';
import { warn } from '../warn.js';

/** Longest span in days that is counted here: about forty years. */
const MAX_DAYS = 10_000;

/** The instant in ms of a date and time, also as ISO text with an offset; undefined for anything else. */
function instantOf(value: FeelValue): number | undefined {
  if (typeof value === 'string') return instantMs(value);
  if (!isRecord(value) || value[FEEL] !== 'date and time') return undefined;
  const ms = Number(utcNanos(value) / 1_000_000n);
  return Math.abs(ms) < 1e14 ? ms : undefined;
}

/** The civil day of a date, of an instant in the office's zone, or of either as ISO text. */
function dayOf(value: FeelValue, calendar: CalendarData): string | undefined {
  let day: string | undefined;
  if (isRecord(value) && value[FEEL] === 'date') day = dateText(value);
  else if (typeof value === 'string' && isIsoDate(value)) day = value;
  else {
    const ms = instantOf(value);
    day = ms === undefined ? undefined : dateOf(calendar, ms);
  }
  return day !== undefined && isIsoDate(day) && day > '0100' && day < '9900' ? day : undefined;
}

/** Runs a function of the calendar; null with a warning without one, undefined for days the calendar does not know. */
function withCalendar(run: FeelRun, use: (calendar: CalendarData) => FeelValue | undefined): FeelValue | undefined {
  const { calendar } = run.environment;
  if (calendar !== undefined) return use(calendar);
  const message = { zh: '此处不知道工作日历', en: 'The office calendar is not known here' };
  return warn(run, 'NO_CALENDAR', message);
}

/**
 * Builtins of ours (ADR 0010), known to every expression because their names hold blanks; they read the office calendar of the
 * environment and give null without one. `working days after(from, n)` is the date n working days after a date or
 * instant, whose own day is not counted; `working time between(from, to)` the opening time between two instants; `is working day(date)`
 * whether the office works; `received at(instant)` the instant that counts as receipt.
 */
export const OFFICE = [
  builtin(
    'working days after',
    variant(
      [
        ['from', 'any'],
        ['n', 'number'],
      ],
      (run, from, n) =>
        withCalendar(run, (calendar) => {
          const [day, amount] = [dayOf(from, calendar), wholeOf(n)];
          if (day === undefined || amount === undefined || Math.abs(amount) > MAX_DAYS) return undefined;
          charge(run, Math.abs(amount) * 4);
          return parseDate(addWorkingDays(calendar, day, amount));
        }),
    ),
  ),
  builtin(
    'working time between',
    variant(
      [
        ['from', 'any'],
        ['to', 'any'],
      ],
      (run, from, to) =>
        withCalendar(run, (calendar) => {
          const [start, end] = [instantOf(from), instantOf(to)];
          if (start === undefined || end === undefined) return undefined;
          const days = Math.abs(end - start) / 86_400_000;
          if (days > 2 * MAX_DAYS || dayOf(from, calendar) === undefined || dayOf(to, calendar) === undefined)
            return undefined;
          charge(run, Math.ceil(days) * 4);
          return daysTime(BigInt(serviceMsBetween(calendar, start, end)) * 1_000_000n);
        }),
    ),
  ),
  builtin(
    'is working day',
    variant([['date', 'any']], (run, date) =>
      withCalendar(run, (calendar) => {
        const day = dayOf(date, calendar);
        return day === undefined ? undefined : isWorkingDay(calendar, day);
      }),
    ),
  ),
  builtin(
    'received at',
    variant([['instant', 'any']], (run, instant) =>
      withCalendar(run, (calendar) => {
        const ms = instantOf(instant);
        if (ms === undefined || dayOf(instant, calendar) === undefined) return undefined;
        return parseDateTime(isoInstant(calendar.zone, receivedAt(calendar, ms)));
      }),
    ),
  ),
];
