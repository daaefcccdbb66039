import type { CalendarData } from './calendar-data.js';
import { dateOf } from './instants.js';
import { addServiceTime, serviceMsBetween } from './service-time.js';
import type { CalendarWarning } from './working-days.js';
import { missingYears } from './working-days.js';

/** Opening time between two instants, and the years it was counted in without holiday data. */
export interface WorkingTime {
  /** Ms of opening time; negative when `to` is earlier than `from`. */
  readonly ms: number;
  readonly warnings: readonly CalendarWarning[];
}

/** A stretch in which a clock stood still, ms since epoch, UTC; without `to` it still stands. */
export interface Pause {
  readonly from: number;
  readonly to?: number | undefined;
}

/** Opening time of the office between two instants (ms since epoch, UTC). */
export function workingTimeBetween(cal: CalendarData, from: number, to: number): WorkingTime {
  return { ms: serviceMsBetween(cal, from, to), warnings: missingYears(cal, dateOf(cal, from), dateOf(cal, to)) };
}

/** Opening time between two instants without the time in which the clock stood still (诉讼时效中止). Pauses may overlap. */
export function runningTimeBetween(cal: CalendarData, from: number, to: number, pauses: readonly Pause[]): WorkingTime {
  const whole = workingTimeBetween(cal, from, to);
  const paused = joined(pauses, from, to).reduce((sum, pause) => sum + serviceMsBetween(cal, pause.from, pause.to), 0);
  return { ...whole, ms: whole.ms - paused };
}

/**
 * The instant at which `serviceMs` of opening time have run since `from` when the clock stands still in the pauses; undefined when it
 * still stands then. Instants in ms since epoch, UTC.
 */
export function dueAfterPauses(
  cal: CalendarData,
  from: number,
  serviceMs: number,
  pauses: readonly Pause[],
): number | undefined {
  let [start, left] = [from, serviceMs];
  for (const pause of joined(pauses, from, Infinity)) {
    const due = addServiceTime(cal, start, left);
    if (due <= pause.from) return due;
    if (pause.to === Infinity) return undefined;
    left -= serviceMsBetween(cal, start, pause.from);
    start = pause.to;
  }
  return addServiceTime(cal, start, left);
}

/** The pauses inside a span, in order and without overlap. */
function joined(pauses: readonly Pause[], from: number, to: number): readonly { from: number; to: number }[] {
  const inside = pauses
    .map((pause) => ({ from: Math.max(pause.from, from), to: Math.min(pause.to ?? Infinity, to) }))
    .filter((pause) => pause.to > pause.from)
    .toSorted((a, b) => a.from - b.from);
  const result: { from: number; to: number }[] = [];
  for (const pause of inside) {
    const before = result.at(-1);
    if (before && pause.from <= before.to) before.to = Math.max(before.to, pause.to);
    else result.push({ ...pause });
  }
  return result;
}
