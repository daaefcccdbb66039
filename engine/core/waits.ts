import type { JsonObject } from '../model/json.js';
import type { EventPlan, MessagePlan, TimerPlan } from '../model/plan.js';
import type { Subscription, Timer } from '../model/state.js';
import type { Due } from './due.js';
import { dueOf } from './due.js';
import { cancelTimer, closeSubscription, newId, openSubscription, scheduleTimer } from './draft.js';
import { Fault } from './fault.js';
import type { Run } from './run.js';
import { nowOf, stateOf } from './run.js';
import { evaluate } from './scope.js';

/** What waits: the event element, the scope it lies in, and the token it waits with (a catch event, or the host of a boundary event). */
export interface Waiter {
  readonly elementId: string;
  readonly scopeId: string;
  readonly tokenId?: string;
  readonly interrupting: boolean;
}

/** A wait that is evaluated but not yet written down. Events without a wait of their own (error, escalation ...) give undefined. */
export type PreparedWait =
  | { readonly kind: 'timer'; readonly waiter: Waiter; readonly due: Due }
  | {
      readonly kind: 'message';
      readonly waiter: Waiter;
      readonly messageName: string;
      readonly correlationKey: string;
    };

/** Evaluates what an event waits for. Throws `Fault` EXPRESSION_FAILED. */
export function prepareWait(run: Run, event: EventPlan, waiter: Waiter, context: JsonObject): PreparedWait | undefined {
  if (event.kind === 'timer') return { kind: 'timer', waiter, due: prepareTimer(run, event.timer, context) };
  if (event.kind !== 'message') return undefined;
  const { name: messageName } = event.message;
  return { kind: 'message', waiter, messageName, correlationKey: correlationKeyOf(run, event.message, context) };
}

function prepareTimer(run: Run, timer: TimerPlan, context: JsonObject): Due {
  return dueOf(run, timer, context);
}

/** The key of a message as text; a message without a key expression has the empty key. Throws `Fault` EXPRESSION_FAILED for null. */
export function correlationKeyOf(run: Run, message: MessagePlan, context: JsonObject): string {
  if (message.correlationKey === undefined) return '';
  const key = evaluate(run, message.correlationKey, context);
  if (typeof key === 'string' && key !== '') return key;
  if (typeof key === 'number') return String(key);
  throw new Fault('EXPRESSION_FAILED', `${message.correlationKey}: no correlation key, got ${JSON.stringify(key)}`);
}

/** Writes a wait down: a timer or a subscription, with its effect. */
export function openWait(run: Run, wait: PreparedWait): void {
  const { elementId, scopeId, tokenId, interrupting } = wait.waiter;
  const place = tokenId === undefined ? { elementId, scopeId } : { elementId, scopeId, tokenId };
  if (wait.kind === 'timer') {
    const timer: Timer = { id: newId(run.draft, 'm'), ...place, purpose: 'event', ...wait.due };
    // An interrupting timer fires once, whatever its cycle says.
    const { repeat: _repeat, interval: _interval, period: _period, ...once } = timer;
    return scheduleTimer(run.draft, interrupting ? once : timer);
  }
  const { messageName, correlationKey } = wait;
  const openedAt = nowOf(run);
  const subscription: Subscription = {
    id: newId(run.draft, 'b'),
    ...place,
    messageName,
    correlationKey,
    interrupting,
    openedAt,
  };
  openSubscription(run.draft, subscription);
}

/** Ends the event timers and subscriptions that `belongs` picks; lamp timers go with their limit. */
export function closeWaits(run: Run, belongs: (wait: Timer | Subscription) => boolean): void {
  const { timers, subscriptions } = stateOf(run);
  for (const timer of Object.values(timers)) {
    if (timer.purpose === 'event' && belongs(timer)) cancelTimer(run.draft, timer);
  }
  for (const subscription of Object.values(subscriptions)) {
    if (belongs(subscription)) closeSubscription(run.draft, subscription);
  }
}
