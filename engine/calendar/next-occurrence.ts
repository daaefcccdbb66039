import type { CalendarData } from './calendar-data.js';
import type { Cycle } from './cycle.js';
import { cronOf } from './cycle.js';
import { deadline } from './deadline.js';
import { plusPeriods } from './iso-time.js';

/** The question: the next occurrence of `cycle` after the instant `after` (ms since epoch, UTC), on the clock of `zone`. */
export interface OccurrenceRequest {
  readonly cycle: Cycle;
  readonly after: number;
  readonly zone: string;
  readonly calendar: CalendarData;
}

/** More repetitions than this are no plan but a mistake; it also bounds the search. */
const MAX_REPETITIONS = 2 ** 40;

/**
 * The first occurrence later than `after` (ms since epoch, UTC); undefined when there is none. A cycle that names its first or last
 * occurrence is counted from there and keeps its `times`; any other goes one period on from `after`, and who fires it counts the times.
 * Pure: reads no clock.
 */
export function nextOccurrence({ cycle, after, zone, calendar }: OccurrenceRequest): number | undefined {
  switch (cycle.kind) {
    case 'cron':
      return cronOf(cycle.pattern, zone).nextRun(new Date(after))?.getTime();
    case 'working':
      return deadline({ cal: calendar, from: after, amount: cycle.every, unit: cycle.unit, kind: 'office' }).dueAt;
    case 'period':
      return nextPeriod(cycle, after, zone);
  }
}

/** The next occurrences, at most `count` of them; a cycle that counts its times ends after them. */
export function nextOccurrences(request: OccurrenceRequest, count: number): readonly number[] {
  const found: number[] = [];
  const times = request.cycle.kind === 'cron' ? undefined : request.cycle.times;
  const most = Math.min(count, times ?? count);
  for (let after = request.after; found.length < most;) {
    const next = nextOccurrence({ ...request, after });
    if (next === undefined) break;
    found.push(next);
    after = next;
  }
  return found;
}

function nextPeriod(cycle: Extract<Cycle, { kind: 'period' }>, after: number, zone: string): number | undefined {
  const { period, first, last } = cycle;
  if (first !== undefined) {
    const at = (count: number): number | undefined => plusPeriods(first, period, count, zone);
    const count = firstCount((index) => (at(index) ?? Infinity) > after);
    return cycle.times === undefined || count < cycle.times ? at(count) : undefined;
  }
  if (last === undefined) return plusPeriods(after, period, 1, zone);
  if (last <= after) return undefined;
  // Counted back from the last one: the greatest number of periods that still lies later than `after`.
  const at = (count: number): number | undefined => plusPeriods(last, period, -count, zone);
  const tooEarly = firstCount((index) => (at(index) ?? -Infinity) <= after);
  return at(Math.min(tooEarly - 1, (cycle.times ?? Infinity) - 1));
}

/** The smallest count from 0 that passes a test which, once passed, is passed for ever: doubling, then halving. */
function firstCount(passes: (count: number) => boolean): number {
  if (passes(0)) return 0;
  let high = 1;
  while (high < MAX_REPETITIONS && !passes(high)) high *= 2;
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (passes(middle)) high = middle;
    else low = middle;
  }
  return high;
}
