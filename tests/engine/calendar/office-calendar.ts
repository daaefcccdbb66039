import { readFileSync } from 'node:fs';
import type { CalendarData } from '../../../engine/calendar/calendar-data.js';
import { parseCalendar } from '../../../engine/calendar/parse-calendar.js';

/** The calendar file the product ships, as unchecked JSON. */
export function shippedCalendarJson(): unknown {
  return JSON.parse(
    readFileSync(new URL('../../../definitions/common/calendars/cn-2025-2026.json', import.meta.url), 'utf8'),
  );
}

/** The calendar the product ships, checked. */
export function officeCalendar(): CalendarData {
  const parsed = parseCalendar(shippedCalendarJson());
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.data;
}

/** An instant of Shanghai wall-clock time `YYYY-MM-DD HH:MM`, ms since epoch. */
export function at(wall: string): number {
  return Date.parse(`${wall.replace(' ', 'T')}:00+08:00`);
}
