import type { IsoDate } from './civil.js';

/** A day off fixed by the yearly notice of the State Council. */
export interface OffDay {
  readonly date: IsoDate;
  readonly name: string;
}

/** A Saturday or Sunday that is an ordinary working day (调休); `for` names the holiday it makes up for. */
export interface MakeupDay {
  readonly date: IsoDate;
  readonly for: string;
}

/** One year of the holiday notice. All dates lie in `year`. */
export interface YearCalendar {
  readonly year: number;
  readonly offDays: readonly OffDay[];
  readonly makeupDays: readonly MakeupDay[];
  /** Where the data come from, for example the notice's number. */
  readonly source: string;
  /** Date of the notice. */
  readonly publishedAt: IsoDate;
}

/** A span of opening time on a working day, wall-clock `HH:MM`; `24:00` may end the last one. */
export interface OpeningSpan {
  readonly from: string;
  readonly to: string;
}

/** The office calendar: plain JSON, an input of every calculation with working time. */
export interface CalendarData {
  /** IANA zone of the office, never the host's. */
  readonly zone: string;
  /** Opening time of a working day, in order, without overlap. The first `from` is opening time, the last `to` closing time. */
  readonly opening: readonly OpeningSpan[];
  readonly years: readonly YearCalendar[];
}

/** Zone when the file names none. */
export const DEFAULT_ZONE = 'Asia/Shanghai';

/** Opening time when the file names none (`service.open`). */
export const DEFAULT_OPENING: readonly OpeningSpan[] = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '17:00' },
];
