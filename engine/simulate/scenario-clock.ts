import type { CalendarData } from '../calendar/calendar-data.js';
import { dateOf } from '../calendar/instants.js';
import { fromWall, toWall, wallMs } from '../calendar/wall-clock.js';
import { addWorkingDays } from '../calendar/working-days.js';
import { instantMs } from '../calendar/iso-instant.js';

/** The instant a scenario step names, in ms; undefined when the text is none. `+1wd` keeps the time of day unless one is given. */
export function stepInstant(cal: CalendarData, now: number, at: string | undefined): number | undefined {
  if (at === undefined) return now;
  const relative = /^\+(\d+)(s|m|h|d|wd)?(?: (\d{2}:\d{2}))?$/.exec(at);
  if (relative === null) return instantMs(at);
  const amount = Number(relative[1]);
  const unit = relative[2] ?? 's';
  if (unit !== 'wd') {
    const ms = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit] ?? 1_000;
    return now + amount * ms;
  }
  const ofDay = relative[3] === undefined ? toWall(cal.zone, now).msOfDay : (wallMs(relative[3]) ?? 0);
  return fromWall(cal.zone, addWorkingDays(cal, dateOf(cal, now), amount), ofDay);
}
