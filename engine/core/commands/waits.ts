import type { DeliverMessage, DeliverSignal, FireTimer } from '../../model/commands/event-command.js';
import type { Rejection } from '../../model/rejection.js';
import type { Timer } from '../../model/state.js';
import { lampUp, timeUp } from '../../operations/approval/time-up.js';
import { learnKeys } from '../correlation.js';
import { closeSubscription, record, scheduleTimer } from '../draft.js';
import { happen, isOver, receiveSignal } from '../happen.js';
import { raiseLamp } from '../limits.js';
import { elementOf } from '../plan-index.js';
import { escalateLamp } from '../propagate.js';
import type { Run } from '../run.js';
import { nowOf, stateOf } from '../run.js';
import { turnAt, type Turn } from '../timer-turns.js';

const ONCE: Turn = { happens: true, missed: 0, next: undefined };

/** A timer is due: an event happens, or the lamp of a time limit changes. */
export function fireTimer(run: Run, { timerId }: FireTimer): Rejection | undefined {
  const timer = stateOf(run).timers[timerId];
  if (timer === undefined) return { code: 'TIMER_GONE' };
  if (timer.dueAt > nowOf(run)) return { code: 'TIMER_NOT_DUE', detail: { dueAt: timer.dueAt } };
  const isTurn = timer.purpose === 'event' && !isPartOfAll(run, timer);
  const turn = isTurn ? turnAt(run.program.environment.calendar, timer, nowOf(run)) : ONCE;
  const { missed } = turn;
  record(run.draft, 'timerFired', timer.elementId, missed === 0 ? { timerId } : { timerId, missed });
  if (timer.purpose === 'lamp') changeLamp(run, timer);
  else if (timer.purpose === 'timeUp') timeUp(run, timer.tokenId ?? '');
  else {
    if (turn.next) scheduleTimer(run.draft, turn.next);
    if (turn.happens) happen(run, timer, {});
  }
  return undefined;
}

/** The lamp is a fact of the history; who wants to act on it catches the escalation `lamp.<level>`. */
function changeLamp(run: Run, { limitId = '', lamp = 'yellow', scopeId, elementId }: Timer): void {
  const limit = stateOf(run).limits[limitId];
  if (limit === undefined) return;
  raiseLamp(run, limit, lamp);
  lampUp(run, limit, lamp);
  escalateLamp(run, scopeId, `lamp.${lamp}`, { lamp: { limit: limit.key, level: lamp, elementId } });
}

/** A message has come; a wait that interrupts is over with it, others stay open. */
export function deliverMessage(
  run: Run,
  { subscriptionId, messageId, variables }: DeliverMessage,
): Rejection | undefined {
  const subscription = stateOf(run).subscriptions[subscriptionId];
  if ((subscription?.kind ?? 'message') !== 'message' || subscription === undefined)
    return { code: 'SUBSCRIPTION_GONE' };
  const { elementId, messageName } = subscription;
  record(run.draft, 'messageReceived', elementId, { subscriptionId, messageName, messageId });
  learnKeys(run, elementId, messageName, variables);
  if (isOver(run, subscription)) closeSubscription(run.draft, subscription);
  happen(run, subscription, variables);
  return undefined;
}

/** A signal has come from another instance or from outside. */
export function deliverSignal(run: Run, { subscriptionId, signalId, variables }: DeliverSignal): Rejection | undefined {
  const subscription = stateOf(run).subscriptions[subscriptionId];
  if (subscription?.kind !== 'signal') return { code: 'SUBSCRIPTION_GONE' };
  receiveSignal(run, subscription, signalId, variables);
  return undefined;
}

/** A timer of a parallel multiple event fires once for each time that all of its events come. */
function isPartOfAll(run: Run, { elementId, part }: Timer): boolean {
  const element = elementOf(run.index, elementId);
  return part !== undefined && 'event' in element && element.event.kind === 'multiple' && element.event.parallel;
}
