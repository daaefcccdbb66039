import { deadline } from '../calendar/deadline.js';
import { dateOf } from '../calendar/instants.js';
import { lampAt, yellowAt } from '../calendar/lamp.js';
import type { LampLimit } from '../calendar/lamp.js';
import { dayNumber } from '../calendar/civil.js';
import { serviceMsBetween } from '../calendar/service-time.js';
import { workingDaysBetween } from '../calendar/working-days.js';
import type { CalendarData } from '../calendar/calendar-data.js';
import type { TimeLimitPlan } from '../model/plan.js';
import type { CaseClock, TimeLimit, Timer, Token } from '../model/state.js';
import { cancelTimer, newId, record, scheduleTimer } from './draft.js';
import { workingDeadline } from './due.js';
import { Fault } from './fault.js';
import type { Run } from './run.js';
import { nowOf, stateOf } from './run.js';
import { numberOf, textsOf, visibleVariables } from './scope.js';

type Level = 'yellow' | 'red' | 'black';
const LEVELS: readonly Level[] = ['yellow', 'red', 'black'];
const HOUR_MS = 3_600_000;

/** Where a time limit hangs: on the token of an activity, or on the process. */
export interface LimitPlace {
  readonly elementId: string;
  readonly tokenId?: string;
  readonly scopeId: string;
}

/** What the lamp of `engine/calendar` wants to know about a limit. Shares of calendar days and hours are of elapsed time. */
export function lampLimit(cal: CalendarData, limit: TimeLimit): LampLimit {
  return {
    cal,
    startedAt: limit.startedAt,
    promisedDueAt: limit.promisedDueAt ?? null,
    legalDueAt: limit.legalDueAt ?? null,
    spanWd: limit.unit === 'wd' && limit.promised !== undefined ? limit.promised + limit.extended : null,
  };
}

/**
 * Starts time limits as far as their clock runs: a limit from T0 waits for T0. Everything is evaluated before the
 * first fact is written. Throws `Fault` EXPRESSION_FAILED.
 */
export function startLimits(run: Run, plans: readonly TimeLimitPlan[], place: LimitPlace): void {
  const ready = plans.flatMap((plan) => {
    const startedAt = plan.from === 'T0' ? stateOf(run).clock.startedAt : nowOf(run);
    return startedAt === undefined ? [] : [prepare(run, plan, place, startedAt)];
  });
  for (const limit of ready) {
    const made = { ...limit, id: newId(run.draft, 'l') };
    const environment = run.program.environment.hash;
    record(run.draft, 'limitStarted', place.elementId, { limit: made, environment });
    scheduleLamp(run, made);
  }
  keepClock(run);
}

function prepare(run: Run, plan: TimeLimitPlan, place: LimitPlace, startedAt: number): TimeLimit {
  const context = visibleVariables(stateOf(run), place.scopeId);
  const limit: TimeLimit = {
    id: '',
    key: plan.key,
    elementId: place.elementId,
    ...(place.tokenId === undefined ? {} : { tokenId: place.tokenId }),
    unit: plan.unit,
    startedAt,
    ...(plan.promised === undefined ? {} : { promised: amountOf(run, plan.promised, context) }),
    ...(plan.legal === undefined ? {} : { legal: amountOf(run, plan.legal, context) }),
    pausedIn: statusesOf(run, plan.pausedIn, context),
    extended: 0,
  };
  return withDue(run, withPauses(run, limit));
}

/** The statuses in which a limit stands still: those of the model, or what its FEEL gives now: a list of texts, words in a text, null for none. */
function statusesOf(
  run: Run,
  plan: TimeLimitPlan['pausedIn'],
  context: Parameters<typeof textsOf>[2],
): readonly string[] {
  return 'kind' in plan ? textsOf(run, plan, context).flatMap((text) => text.split(/\s+/)) : plan;
}

/**
 * Brings the limits of an activity or of the process in line with other plans, as after a migration: those without a plan end, those whose
 * amounts differ are counted anew from their start, those that are new count from `since` (ms since epoch, UTC). Throws `Fault`.
 */
export function reviseLimits(run: Run, plans: readonly TimeLimitPlan[], place: LimitPlace, since: number): void {
  const running = Object.values(stateOf(run).limits).filter(({ tokenId }) => tokenId === place.tokenId);
  const wanted = plans.flatMap((plan) => {
    const startedAt = plan.from === 'T0' ? stateOf(run).clock.startedAt : since;
    return startedAt === undefined ? [] : [prepare(run, plan, place, startedAt)];
  });
  for (const limit of running) if (!wanted.some(({ key }) => key === limit.key)) endLimit(run, limit);
  for (const next of wanted) {
    const old = running.find(({ key }) => key === next.key);
    if (old === undefined) {
      const made = { ...next, id: newId(run.draft, 'l') };
      record(run.draft, 'limitStarted', place.elementId, { limit: made, environment: run.program.environment.hash });
      scheduleLamp(run, made);
    } else if (!isSameSpan(old, next)) {
      const { promised: _promised, promisedDueAt: _first, legal: _legal, legalDueAt: _last, ...rest } = old;
      const { unit, promised, legal, pausedIn } = next;
      const spans = { ...(promised === undefined ? {} : { promised }), ...(legal === undefined ? {} : { legal }) };
      change(run, withDue(run, withPauses(run, { ...rest, unit, pausedIn, ...spans })));
    }
  }
  followStatus(run);
}

function isSameSpan(one: TimeLimit, other: TimeLimit): boolean {
  const isEqual = one.unit === other.unit && one.promised === other.promised && one.legal === other.legal;
  return isEqual && one.pausedIn.join(' ') === other.pausedIn.join(' ');
}

function amountOf(
  run: Run,
  plan: NonNullable<TimeLimitPlan['legal']>,
  context: Parameters<typeof numberOf>[2],
): number {
  const amount = numberOf(run, plan, context);
  if (amount < 0) throw new Fault('EXPRESSION_FAILED', `not an amount of time: ${amount}`);
  return amount;
}

/**
 * A limit with its pauses counted anew from where it began, told by the trail of case statuses: those that are over in units, and since when
 * the one that lasts counts, also where the limit was made in the midst of it.
 */
function withPauses(run: Run, limit: TimeLimit): TimeLimit {
  const { pausedUnits: _units, pausedSince: _since, ...rest } = limit;
  const { clock, startedAt } = stateOf(run);
  const { trail = [] } = clock;
  let units = 0;
  trail.forEach(({ at, status, isSuspended }, place) => {
    const end = trail[place + 1]?.at;
    const stood = isSuspended === true || limit.pausedIn.includes(status);
    if (!stood || end === undefined || end <= limit.startedAt) return;
    units += unitsBetween(run, limit, Math.max(at, limit.startedAt), end);
  });
  const since = Math.max(trail.at(-1)?.at ?? startedAt, limit.startedAt);
  return {
    ...rest,
    ...(units === 0 ? {} : { pausedUnits: units }),
    ...(standsStill(run, limit.pausedIn) ? { pausedSince: since } : {}),
  };
}

function unitsBetween(run: Run, { unit }: TimeLimit, from: number, to: number): number {
  const { calendar: cal } = run.program.environment;
  if (unit === 'serviceHour') return serviceMsBetween(cal, from, to) / HOUR_MS;
  const [first, last] = [dateOf(cal, from), dateOf(cal, to)];
  return unit === 'wd' ? workingDaysBetween(cal, first, last) : dayNumber(last) - dayNumber(first);
}

/** Due instants from start, amounts, extensions and pauses. */
function withDue(run: Run, limit: TimeLimit): TimeLimit {
  const { calendar: cal } = run.program.environment;
  const more = limit.extended + (limit.pausedUnits ?? 0);
  const due = (amount: number): number =>
    workingDeadline(
      () => deadline({ cal, from: limit.startedAt, amount: amount + more, unit: limit.unit, kind: 'office' }).dueAt,
    );
  return {
    ...limit,
    ...(limit.promised === undefined ? {} : { promisedDueAt: due(limit.promised) }),
    ...(limit.legal === undefined ? {} : { legalDueAt: due(limit.legal) }),
  };
}

/**
 * Counts all limits anew from where they began, after the calendar of the office has changed; those whose instants do not move stay as they
 * are. Throws `Fault` EXPRESSION_FAILED.
 */
export function recountLimits(run: Run): void {
  for (const limit of Object.values(stateOf(run).limits)) {
    const next = withDue(run, withPauses(run, limit));
    const isSame = next.promisedDueAt === limit.promisedDueAt && next.legalDueAt === limit.legalDueAt;
    if (!isSame) change(run, next);
  }
}

/** Sets the timer of the next lamp of a limit, if one is still to come. */
function scheduleLamp(run: Run, limit: TimeLimit): void {
  if (limit.pausedSince !== undefined) return;
  const { calendar: cal } = run.program.environment;
  const question = lampLimit(cal, limit);
  const instants = { yellow: yellowAt(question), red: question.promisedDueAt, black: question.legalDueAt };
  const now = nowOf(run);
  const current = lampAt({ ...question, now });
  const raised = limit.lamp === undefined ? -1 : LEVELS.indexOf(limit.lamp);
  // A limit that begins late shows its colour at once, without the colours before.
  const first = current === 'green' ? raised + 1 : Math.max(raised + 1, LEVELS.indexOf(current));
  const lamp = LEVELS.slice(first).find((level) => instants[level] !== null);
  if (lamp === undefined) return;
  const { id: limitId, elementId, tokenId } = limit;
  const timer: Timer = {
    id: newId(run.draft, 'm'),
    elementId,
    scopeId: scopeOfLimit(run, limit),
    ...(tokenId === undefined ? {} : { tokenId }),
    purpose: 'lamp',
    dueAt: Math.max(now, instants[lamp] ?? now),
    limitId,
    lamp,
  };
  scheduleTimer(run.draft, timer);
}

/** The scope that holds the activity of a limit; of a limit of the process, its root scope. */
function scopeOfLimit(run: Run, { tokenId }: TimeLimit): string {
  const state = stateOf(run);
  return (tokenId === undefined ? undefined : state.tokens[tokenId]?.scopeId) ?? state.rootScopeId;
}

function dropLampTimer(run: Run, limitId: string): void {
  for (const timer of Object.values(stateOf(run).timers)) {
    if (timer.limitId === limitId) cancelTimer(run.draft, timer);
  }
}

/** A lamp timer fired: the fact, and the timer of the next lamp. Who listens for it is the caller's matter. */
export function raiseLamp(run: Run, limit: TimeLimit, level: Level): void {
  record(run.draft, 'lampChanged', limit.elementId, { limitId: limit.id, key: limit.key, level });
  scheduleLamp(run, { ...limit, lamp: level });
}

/** Ends a limit and its timer. */
export function endLimit(run: Run, limit: TimeLimit): void {
  dropLampTimer(run, limit.id);
  record(run.draft, 'limitEnded', limit.elementId, { limitId: limit.id });
}

/** Writes a limit down whose due instants moved, and sets its timer anew. Lamps that have passed already are not raised again. */
function change(run: Run, limit: TimeLimit): void {
  dropLampTimer(run, limit.id);
  const { lamp: _old, ...bare } = limit;
  const current = lampAt({ ...lampLimit(run.program.environment.calendar, bare), now: nowOf(run) });
  const next: TimeLimit = current === 'green' ? bare : { ...bare, lamp: current };
  record(run.draft, 'limitChanged', limit.elementId, { limit: next, environment: run.program.environment.hash });
  scheduleLamp(run, next);
}

/** Whether a limit that pauses in these statuses stands still now: for its status, or because the case rests and its clock with it. */
function standsStill(run: Run, pausedIn: readonly string[]): boolean {
  const { caseStatus, suspended } = stateOf(run);
  return suspended?.stopsClock === true || pausedIn.includes(caseStatus);
}

/** Stops and resumes limits after the case status or its rest has changed; due instants move by the time they stood still. */
export function followStatus(run: Run): void {
  for (const limit of Object.values(stateOf(run).limits)) {
    const stands = standsStill(run, limit.pausedIn);
    if (stands && limit.pausedSince === undefined) change(run, { ...limit, pausedSince: nowOf(run) });
    if (!stands && limit.pausedSince !== undefined) {
      const { pausedSince, pausedUnits = 0, ...rest } = limit;
      const from = Math.max(pausedSince, limit.startedAt);
      change(run, withDue(run, { ...rest, pausedUnits: pausedUnits + unitsBetween(run, limit, from, nowOf(run)) }));
    }
  }
  keepClock(run);
}

/** Notes since when at least one limit stands still. */
function keepClock(run: Run): void {
  const { clock, limits } = stateOf(run);
  const stands = Object.values(limits).some(({ pausedSince }) => pausedSince !== undefined);
  if (stands === (clock.pausedSince !== undefined)) return;
  const { pausedSince: _old, ...rest } = clock;
  setClock(run, stands ? { ...rest, pausedSince: nowOf(run) } : rest);
}

function setClock(run: Run, clock: CaseClock): void {
  record(run.draft, 'clockChanged', undefined, { clock });
}

/**
 * Sets T0 (ms since epoch, UTC). Running limits from T0 begin anew from it; those that waited for it begin: of the process, and of the
 * activities under way, `exceptTokenId` not among them because it is just leaving.
 */
export function startClock(run: Run, startedAt: number, exceptTokenId: string): void {
  setClock(run, { ...stateOf(run).clock, startedAt });
  restartLimits(run, startedAt);
  startLimits(run, missingLimits(run, run.index.plan.limits, undefined), {
    elementId: stateOf(run).processId,
    scopeId: stateOf(run).rootScopeId,
  });
  for (const token of Object.values(stateOf(run).tokens)) {
    if (token.id === exceptTokenId || isOnTheWay(run, token)) continue;
    const { id: tokenId, elementId, scopeId } = token;
    const plans = missingLimits(run, run.index.plan.elements[elementId]?.limits ?? [], tokenId);
    startLimits(run, plans, { elementId, tokenId, scopeId });
  }
}

function missingLimits(
  run: Run,
  plans: readonly TimeLimitPlan[],
  tokenId: string | undefined,
): readonly TimeLimitPlan[] {
  if (plans.length === 0) return plans;
  const running = Object.values(stateOf(run).limits).filter((limit) => limit.tokenId === tokenId);
  return plans.filter((plan) => plan.from === 'T0' && !running.some(({ key }) => key === plan.key));
}

/** Whether the token is not at work where it rests: about to move, an instance of a loop, or stopped by an incident before it began. */
function isOnTheWay(run: Run, token: Token): boolean {
  const state = stateOf(run);
  const scope = state.scopes[token.scopeId];
  // Tokens that are gathered before an activity begins wait outside of it (`core/quantities.ts`).
  return (
    token.memo?.['waiting'] === 'quantity' ||
    run.agenda.some((step) => step.kind === 'enter' && step.tokenId === token.id) ||
    (scope?.kind === 'loopInstance' && scope.elementId === token.elementId) ||
    Object.values(state.incidents).some(({ tokenId, retry }) => tokenId === token.id && retry?.phase !== 'run')
  );
}

function restartLimits(run: Run, startedAt: number): void {
  for (const limit of Object.values(stateOf(run).limits)) {
    if (planOf(run, limit)?.from !== 'T0') continue;
    change(run, withDue(run, withPauses(run, { ...limit, startedAt, extended: 0 })));
  }
}

/** The plan a running limit was made from. */
function planOf(run: Run, limit: TimeLimit): TimeLimitPlan | undefined {
  const { plan } = run.index;
  const plans = limit.tokenId === undefined ? plan.limits : (plan.elements[limit.elementId]?.limits ?? []);
  return plans.find(({ key }) => key === limit.key);
}

/** Ends the limits with this key. */
export function stopLimits(run: Run, key: string | undefined): void {
  for (const limit of Object.values(stateOf(run).limits)) {
    if (key === undefined || limit.key === key) endLimit(run, limit);
  }
  keepClock(run);
}

/** Lengthens the limits with this key by whole units. */
export function extendLimits(run: Run, key: string | undefined, amount: number): void {
  for (const limit of Object.values(stateOf(run).limits)) {
    if (key !== undefined && limit.key !== key) continue;
    change(run, withDue(run, { ...limit, extended: limit.extended + amount }));
  }
}
