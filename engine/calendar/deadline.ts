import type { CalendarData } from './calendar-data.js';
import type { IsoDate } from './civil.js';
import { closingOf, dateOf, endOfDay } from './instants.js';
import { addServiceTime } from './service-time.js';
import type { CalendarWarning } from './working-days.js';
import { addCalendarDays, addWorkingDays, missingYears, workingDayFrom } from './working-days.js';

/** Unit of a time limit: working days, calendar days, hours of opening time. */
export type LimitUnit = 'wd' | 'cd' | 'serviceHour';

/** Whose period it is: an office step ends at closing time of its last day, an applicant's period or a public notice at 24:00. */
export type LimitKind = 'office' | 'applicant';

/** The question: `from` is the event in ms since epoch, UTC; its day is not counted. `amount` is in `unit`, 0 means the same day. */
export interface DeadlineRequest {
  readonly cal: CalendarData;
  readonly from: number;
  readonly amount: number;
  readonly unit: LimitUnit;
  readonly kind: LimitKind;
}

/** The answer: the instant the period ends (ms since epoch, UTC), its last day in the office's zone, and years without data. */
export interface Deadline {
  readonly dueAt: number;
  readonly dueDate: IsoDate;
  readonly warnings: readonly CalendarWarning[];
}

/**
 * When a period ends (民法典 art. 200 to 204). A period in days whose last day is a day off
 * ends on the next working day. Throws `RangeError` for an amount that is negative, or broken for a unit of days.
 */
export function deadline({ cal, from, amount, unit, kind }: DeadlineRequest): Deadline {
  if (!(amount >= 0)) throw new RangeError(`not an amount of time: ${amount}`);
  const start = dateOf(cal, from);
  if (unit === 'serviceHour') {
    const dueAt = addServiceTime(cal, from, Math.round(amount * 3_600_000));
    const dueDate = dateOf(cal, dueAt);
    return { dueAt, dueDate, warnings: missingYears(cal, start, dueDate) };
  }
  const dueDate =
    unit === 'wd'
      ? workingDayFrom(cal, addWorkingDays(cal, start, amount))
      : addCalendarDays(cal, start, amount, { rollForward: true });
  const dueAt = kind === 'office' ? closingOf(cal, dueDate) : endOfDay(cal, dueDate);
  return { dueAt, dueDate, warnings: missingYears(cal, start, dueDate) };
}
