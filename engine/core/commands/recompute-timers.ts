import { scheduleTimer } from '../draft.js';
import { recountLimits } from '../limits.js';
import type { Run } from '../run.js';
import { stateOf } from '../run.js';
import { endOfSpan } from '../timer-turns.js';

/**
 * The calendar has changed: time limits, and timers that are counted in working time, get the instants that the calendar gives them now,
 * counted from where they began. What does not move leaves no fact, so that doing it twice does nothing the second time. Timers from
 * before their stretch was noted stay as they are.
 */
export function recomputeTimers(run: Run): undefined {
  recountLimits(run);
  const { calendar } = run.program.environment;
  for (const timer of Object.values(stateOf(run).timers)) {
    const dueAt = timer.span === undefined ? undefined : endOfSpan(calendar, timer.span);
    if (dueAt !== undefined && dueAt !== timer.dueAt) scheduleTimer(run.draft, { ...timer, dueAt });
  }
}
