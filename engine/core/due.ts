import { Temporal } from 'temporal-polyfill';
import { deadline } from '../calendar/deadline.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import type { TimerPlan } from '../model/plan.js';
import { Fault } from './fault.js';
import type { Run } from './run.js';
import { nowOf } from './run.js';
import { evaluate, numberOf, valueOf } from './scope.js';
import { firstTurn, workingDuration } from './timer-turns.js';
import type { Due } from './trigger.js';

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

/** Evaluates a timer of an element that begins to wait now. Throws `Fault` EXPRESSION_FAILED. */
export function dueOf(run: Run, plan: TimerPlan, context: JsonObject): Due {
  const { calendar } = run.program.environment;
  const { zone } = calendar;
  const from = plan.from === undefined ? nowOf(run) : instantOf(evaluate(run, plan.from, context), zone);
  const { unit, workingTime, kind, endOf } = plan;
  if (unit !== undefined && kind === 'duration') {
    const amount = numberOf(run, plan.value, context);
    const dueAt = workingDeadline(() => deadline({ cal: calendar, from, amount, unit, kind: endOf }).dueAt);
    return { dueAt, span: { kind: 'units', from, amount, unit, endOf } };
  }
  const value = valueOf(run, plan.value, context);
  if (kind === 'date') return { dueAt: instantOf(value, zone) };
  if (typeof value !== 'string') throw notTime(value, `a ${kind}`);
  if (kind === 'duration') {
    const dueAt =
      workingTime === true ? workingDuration(calendar, from, value, endOf) : plusDuration(from, value, zone);
    if (dueAt === undefined) throw notTime(value, 'a duration in working time');
    return workingTime === true ? { dueAt, span: { kind: 'duration', from, duration: value, endOf } } : { dueAt };
  }
  const turns = {
    cycle: value,
    ...(unit === undefined ? {} : { unit }),
    ...(workingTime === undefined ? {} : { workingTime }),
    ...(plan.catchUp === undefined ? {} : { catchUp: plan.catchUp }),
  };
  const due = firstTurn(calendar, turns, from);
  if (due === undefined) throw notTime(value, 'a cycle that still goes on');
  return due;
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

function notTime(value: JsonValue, what: string): Fault {
  return new Fault('EXPRESSION_FAILED', `not ${what}: ${JSON.stringify(value)}`);
}
