import { Temporal } from 'temporal-polyfill';
import { deadline } from '../calendar/deadline.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import type { TimerPlan } from '../model/plan.js';
import type { Timer } from '../model/state.js';
import { Fault } from './fault.js';
import type { Run } from './run.js';
import { nowOf } from './run.js';
import { evaluate, numberOf, valueOf } from './scope.js';

/** When a timer fires for the first time, and how a cycle goes on. Instants and lengths in ms. */
export type Due = Pick<Timer, 'dueAt' | 'repeat' | 'interval' | 'period'>;

/**
 * An instant (ms since epoch, UTC) from ms or ISO 8601 text. A text without offset means the clock of `zone`, a date its 00:00.
 * Throws `Fault` EXPRESSION_FAILED for anything else.
 */
export function instantOf(value: JsonValue, zone: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return Math.floor(value);
  if (typeof value !== 'string') throw notTime(value, 'an instant');
  try {
    if (value.includes('[')) return Temporal.ZonedDateTime.from(value).epochMilliseconds;
    if (/T.*(?:Z|[+-]\d\d(?::?\d\d)?)$/i.test(value)) return Temporal.Instant.from(value).epochMilliseconds;
    return Temporal.PlainDateTime.from(value).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    throw notTime(value, 'an instant');
  }
}

/** `from` (ms since epoch, UTC) plus an ISO 8601 duration, days and longer counted on the calendar of `zone`. Throws `Fault`. */
export function plusDuration(from: number, duration: string, zone: string): number {
  try {
    const start = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
    return start.add(Temporal.Duration.from(duration)).epochMilliseconds;
  } catch {
    throw notTime(duration, 'a duration');
  }
}

/** Evaluates a timer of an element that begins to wait now (`decisions.md` 5). Throws `Fault` EXPRESSION_FAILED. */
export function dueOf(run: Run, plan: TimerPlan, context: JsonObject): Due {
  const { calendar } = run.program.environment;
  const { zone } = calendar;
  const from = plan.from === undefined ? nowOf(run) : instantOf(evaluate(run, plan.from, context), zone);
  if (plan.unit !== undefined) {
    if (plan.kind !== 'duration') throw new Fault('EXPRESSION_FAILED', `a ${plan.kind} has no unit ${plan.unit}`);
    const amount = numberOf(run, plan.value, context);
    return {
      dueAt: workingDeadline(
        () => deadline({ cal: calendar, from, amount, unit: plan.unit ?? 'wd', kind: plan.endOf }).dueAt,
      ),
    };
  }
  const value = valueOf(run, plan.value, context);
  if (plan.kind === 'date') return { dueAt: instantOf(value, zone) };
  if (typeof value !== 'string') throw notTime(value, `a ${plan.kind}`);
  return plan.kind === 'duration' ? { dueAt: plusDuration(from, value, zone) } : cycleOf(value, from, zone);
}

/** Runs a calculation of the calendar; an amount it refuses becomes a `Fault`. */
export function workingDeadline(calculate: () => number): number {
  try {
    return calculate();
  } catch (error) {
    if (error instanceof RangeError) throw new Fault('EXPRESSION_FAILED', error.message);
    throw error;
  }
}

/** `R3/PT10H`, `R/P1D`, `R2/2026-03-02T09:00:00+08:00/P1D` (ISO 8601-1, 5.6). */
function cycleOf(text: string, from: number, zone: string): Due {
  const parts = text.split('/');
  const times = /^R(\d*)$/.exec(parts[0] ?? '')?.[1];
  const period = parts.at(-1);
  if (times === undefined || times === '0' || period === undefined || parts.length < 2 || parts.length > 3) {
    throw notTime(text, 'a cycle');
  }
  const begin = parts.length === 3 ? instantOf(parts[1] ?? '', zone) : undefined;
  const dueAt = begin ?? plusDuration(from, period, zone);
  const interval = plusDuration(dueAt, period, zone) - dueAt;
  if (interval <= 0) throw notTime(text, 'a cycle');
  return { dueAt, repeat: times === '' ? -1 : Number(times), interval, period };
}

/** The next turn of a cycle that fires now; undefined after the last. */
export function nextTurn(timer: Timer, zone: string): Timer | undefined {
  const { repeat, period } = timer;
  if (repeat === undefined || repeat === 1 || period === undefined) return undefined;
  const dueAt = plusDuration(timer.dueAt, period, zone);
  return { ...timer, dueAt, repeat: repeat === -1 ? -1 : repeat - 1 };
}

function notTime(value: JsonValue, what: string): Fault {
  return new Fault('EXPRESSION_FAILED', `not ${what}: ${JSON.stringify(value)}`);
}
