import { Cron } from 'croner';
import { Temporal } from 'temporal-polyfill';
import type { LimitUnit } from './deadline.js';
import { instantInZone } from './iso-time.js';

/**
 * When something happens again and again. Instants are ms since epoch, UTC; `times` is how often in all, undefined without end.
 * - `period`: an ISO 8601 repeating interval; `first` is the first occurrence, `last` the last one (at most one of them is there);
 *   without both the next occurrence lies one period after the one before.
 * - `cron`: five fields (minute first) or six (second first), or `@daily` and its kin.
 * - `working`: every so many working days (at closing time), calendar days or hours of opening time of the office.
 */
export type Cycle =
  | {
      readonly kind: 'period';
      readonly period: string;
      readonly times?: number | undefined;
      readonly first?: number | undefined;
      readonly last?: number | undefined;
    }
  | { readonly kind: 'cron'; readonly pattern: string }
  | {
      readonly kind: 'working';
      readonly every: number;
      readonly unit: LimitUnit;
      readonly times?: number | undefined;
    };

const MACRO = /^@(?:yearly|annually|monthly|weekly|daily|hourly)$/i;
const CRON_FIELD = /^[\dA-Z*,/#?+LW-]+$/i;

/**
 * Reads `R3/PT10H`, `R/2026-03-02T09:00:00+08:00/P1D`, `R3/P1D/2026-03-31T17:00`, `R3/<instant>/<instant>` (ISO 8601-1, 5.6), a cron
 * text, or with `unit` a number of units: `R/2`, `R3/1`. Texts without offset are on the clock of `zone`. Undefined for anything else,
 * among it a period that does not move on and a cycle that happens zero times.
 */
export function parseCycle(text: string, zone: string, unit?: LimitUnit): Cycle | undefined {
  const source = text.trim();
  const repeat = /^R(\d{0,9})\/(.+)$/.exec(source);
  if (!repeat) return unit === undefined && isCron(source) ? { kind: 'cron', pattern: source } : undefined;
  const times = repeat[1] === '' ? undefined : Number(repeat[1]);
  if (times === 0) return undefined;
  const parts = (repeat[2] ?? '').split('/');
  if (unit !== undefined) return workingCycle(parts, unit, times);
  return parts.length <= 2 ? periodCycle(parts[0] ?? '', parts[1], zone, times) : undefined;
}

function workingCycle(parts: readonly string[], unit: LimitUnit, times: number | undefined): Cycle | undefined {
  const every = /^\d{1,6}(?:\.\d{1,6})?$/.test(parts[0] ?? '') ? Number(parts[0]) : 0;
  if (parts.length !== 1 || every <= 0 || (unit !== 'serviceHour' && !Number.isInteger(every))) return undefined;
  return { kind: 'working', every, unit, times };
}

function periodCycle(one: string, two: string | undefined, zone: string, times: number | undefined): Cycle | undefined {
  const [onePeriod, twoPeriod] = [isPeriod(one), two !== undefined && isPeriod(two)];
  if (two === undefined) return onePeriod ? { kind: 'period', period: one, times } : undefined;
  if (onePeriod && twoPeriod) return undefined;
  const [begin, end] = [onePeriod ? undefined : instantInZone(one, zone), twoPeriod ? 0 : instantInZone(two, zone)];
  if (onePeriod) return end === undefined ? undefined : { kind: 'period', period: one, times, last: end };
  if (begin === undefined || end === undefined) return undefined;
  if (twoPeriod) return { kind: 'period', period: two, times, first: begin };
  if (end <= begin) return undefined;
  const period = Temporal.Duration.from({ milliseconds: end - begin }).toString();
  return { kind: 'period', period, times, first: begin };
}

/** Whether a text is an ISO 8601 duration that moves forward. */
function isPeriod(text: string): boolean {
  try {
    return text.startsWith('P') && Temporal.Duration.from(text).sign > 0;
  } catch {
    return false;
  }
}

// A field for the year exists in some dialects only; nobody plans offices by it, and its reading differs between libraries.
function isCron(text: string): boolean {
  if (MACRO.test(text)) return true;
  const fields = text.split(/\s+/);
  if ((fields.length !== 5 && fields.length !== 6) || !fields.every((field) => CRON_FIELD.test(field))) return false;
  try {
    return cronOf(text, 'UTC').getPattern() === text;
  } catch {
    return false;
  }
}

/**
 * The calculator of a cron text in a zone. Five fields mean what they mean to Unix: a day that fits the day of the month or the day of
 * the week. In six fields a day has to fit both. Throws for a text that is no cron.
 */
export function cronOf(pattern: string, zone: string): Cron {
  const domAndDow = pattern.split(/\s+/).length === 6;
  return new Cron(pattern, { timezone: zone, domAndDow, paused: true });
}
