import { triggerBoundary } from '../../elements/boundary-event.js';
import { eventSubProcessAt, startEventSubProcess } from '../../elements/event-sub-process.js';
import type { DeliverMessage, FireTimer, Rejection } from '../../model/command.js';
import type { JsonObject } from '../../model/json.js';
import type { Timer } from '../../model/state.js';
import { closeSubscription, record, scheduleTimer } from '../draft.js';
import { nextTurn } from '../due.js';
import { raiseLamp } from '../limits.js';
import { elementOf } from '../plan-index.js';
import { escalateLamp } from '../propagate.js';
import type { Run, Signal } from '../run.js';
import { nowOf, stateOf, wake } from '../run.js';

/** A timer is due: an event happens, or the lamp of a time limit changes. */
export function fireTimer(run: Run, { timerId }: FireTimer): Rejection | undefined {
  const timer = stateOf(run).timers[timerId];
  if (timer === undefined) return { code: 'TIMER_GONE' };
  if (timer.dueAt > nowOf(run)) return { code: 'TIMER_NOT_DUE', detail: { dueAt: timer.dueAt } };
  record(run.draft, 'timerFired', timer.elementId, { timerId });
  if (timer.purpose === 'lamp') changeLamp(run, timer);
  else {
    const next = nextTurn(timer, run.program.environment.calendar.zone);
    if (next) scheduleTimer(run.draft, next);
    trigger(run, timer, {}, { type: 'fired' });
  }
  return undefined;
}

/** The lamp is a fact of the history; who wants to act on it catches the escalation `lamp.<level>`. */
function changeLamp(run: Run, { limitId = '', lamp = 'yellow', scopeId, elementId }: Timer): void {
  const limit = stateOf(run).limits[limitId];
  if (limit === undefined) return;
  raiseLamp(run, limit, lamp);
  escalateLamp(run, scopeId, `lamp.${lamp}`, { lamp: { limit: limit.key, level: lamp, elementId } });
}

/** A message has come; a wait that interrupts is over with it, others stay open. */
export function deliverMessage(
  run: Run,
  { subscriptionId, messageId, variables }: DeliverMessage,
): Rejection | undefined {
  const subscription = stateOf(run).subscriptions[subscriptionId];
  if (subscription === undefined) return { code: 'SUBSCRIPTION_GONE' };
  const { elementId, messageName, interrupting } = subscription;
  record(run.draft, 'messageReceived', elementId, { subscriptionId, messageName, messageId });
  if (interrupting) closeSubscription(run.draft, subscription);
  trigger(run, subscription, variables, { type: 'result', variables });
  return undefined;
}

interface Place {
  readonly elementId: string;
  readonly scopeId: string;
  readonly tokenId?: string;
}

/** Hands an event to what waited for it. */
function trigger(run: Run, { elementId, scopeId, tokenId }: Place, payload: JsonObject, signal: Signal): void {
  const element = elementOf(run.index, elementId);
  if (element.type === 'boundaryEvent' && tokenId !== undefined) return triggerBoundary(run, element, tokenId, payload);
  const eventSubProcess = tokenId === undefined ? eventSubProcessAt(run, scopeId, elementId) : undefined;
  if (eventSubProcess) return startEventSubProcess(run, eventSubProcess, scopeId, payload);
  if (tokenId !== undefined) wake(run, tokenId, signal);
}
