import type { JsonObject } from '../model/json.js';
import type { EventPlan, MessagePlan } from '../model/plan.js';
import type { Timer } from '../model/state.js';
import { cancelTimer, closeSubscription, newId, openSubscription, record, scheduleTimer } from './draft.js';
import { Fault } from './fault.js';
import type { Run } from './run.js';
import { nowOf, stateOf } from './run.js';
import { evaluate } from './scope.js';
import type { PreparedWait, Waiter } from './trigger.js';
import { triggerOf } from './trigger.js';

/** Where something waits. */
export interface WaitPlace {
  readonly elementId: string;
  readonly scopeId: string;
  readonly tokenId?: string;
}

/** Evaluates what an event waits for; nothing for events that are thrown to their catcher. Throws `Fault` EXPRESSION_FAILED. */
export function prepareWaits(run: Run, event: EventPlan, waiter: Waiter, context: JsonObject): readonly PreparedWait[] {
  return triggerOf(run.triggers, event).wait?.(run, event, waiter, context) ?? [];
}

/** The key of a message as text; a message without a key expression has the empty key. Throws `Fault` EXPRESSION_FAILED for null. */
export function correlationKeyOf(run: Run, message: MessagePlan, context: JsonObject): string {
  if (message.correlationKey === undefined) return '';
  const key = evaluate(run, message.correlationKey, context);
  if (typeof key === 'string' && key !== '') return key;
  if (typeof key === 'number') return String(key);
  throw new Fault('EXPRESSION_FAILED', `${message.correlationKey}: no correlation key, got ${JSON.stringify(key)}`);
}

/** Writes a wait down: a timer or a subscription, with its effect. A condition is looked at when the step is over. */
export function openWait(run: Run, wait: PreparedWait): void {
  const { elementId, scopeId, tokenId, interrupting, part } = wait.waiter;
  const place = {
    elementId,
    scopeId,
    ...(tokenId === undefined ? {} : { tokenId }),
    ...(part === undefined ? {} : { part }),
  };
  if (wait.kind === 'timer') {
    const { repeat, cycle, ...once } = wait.due;
    const turns = { ...(repeat === undefined ? {} : { repeat }), ...(cycle === undefined ? {} : { cycle }) };
    const timer: Timer = { id: newId(run.draft, 'm'), ...place, purpose: 'event', ...once };
    // An interrupting timer fires once, whatever its cycle says.
    return scheduleTimer(run.draft, interrupting ? timer : { ...timer, ...turns });
  }
  const id = newId(run.draft, 'b');
  const openedAt = nowOf(run);
  openSubscription(run.draft, { id, ...place, ...wantedBy(wait), interrupting, openedAt });
}

function wantedBy(wait: Exclude<PreparedWait, { kind: 'timer' }>) {
  switch (wait.kind) {
    case 'message':
      return { messageName: wait.messageName, correlationKey: wait.correlationKey };
    case 'signal':
      return { kind: wait.kind, messageName: wait.signalName, correlationKey: '' };
    case 'conditional':
      return { kind: wait.kind, messageName: wait.condition, correlationKey: '' };
  }
}

/** Ends the event timers and subscriptions that `belongs` picks, and what was held for them; lamp timers go with their limit. */
export function closeWaits(run: Run, belongs: (wait: WaitPlace) => boolean): void {
  const { timers, subscriptions } = stateOf(run);
  for (const timer of Object.values(timers)) {
    if (timer.purpose !== 'lamp' && belongs(timer)) cancelTimer(run.draft, timer);
  }
  for (const subscription of Object.values(subscriptions)) {
    if (belongs(subscription)) closeSubscription(run.draft, subscription);
  }
  if (run.index.hasParallelMultiple) releaseAll(run, belongs);
}

function releaseAll(run: Run, belongs: (wait: WaitPlace) => boolean): void {
  for (const { id: scopeId, held } of Object.values(stateOf(run).scopes)) {
    if (held === undefined) continue;
    const places = new Map<string, WaitPlace>();
    for (const { elementId, tokenId } of held) {
      const place = tokenId === undefined ? { elementId, scopeId } : { elementId, scopeId, tokenId };
      if (belongs(place)) places.set(`${elementId} ${tokenId ?? ''}`, place);
    }
    for (const place of places.values()) releaseHeld(run, place);
  }
}

/** Forgets the events that a parallel multiple event has already got. */
export function releaseHeld(run: Run, { elementId, scopeId, tokenId }: WaitPlace): void {
  record(run.draft, 'heldReleased', elementId, tokenId === undefined ? { scopeId } : { scopeId, tokenId });
}
