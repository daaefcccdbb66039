import type { HistoryEventType } from '../model/history.js';
import type { MessagePlan } from '../model/plan.js';
import type { Subscription } from '../model/state.js';
import { waitedKey } from './correlation.js';
import { closeSubscription, openSubscription } from './draft.js';
import { Fault } from './fault.js';
import { elementOf } from './plan-index.js';
import type { Run } from './run.js';
import { stateOf } from './run.js';
import { visibleVariables } from './scope.js';

/** Facts after which a correlation key may have another value. */
const CHANGES: ReadonlySet<HistoryEventType> = new Set<HistoryEventType>(['variablesSet', 'correlationKnown']);

/**
 * Lets those who wait by a correlation key wait with its present value (BPMN 2.0.2, 8.4.2): a subscription of the process follows the
 * data it is bound to, and once a conversation has given a key its value everyone else in the instance waits for that value alone.
 */
export function followKeys(run: Run, since: number): void {
  if (run.index.plan.correlation === undefined) return;
  if (!run.draft.history.slice(since).some(({ type }) => CHANGES.has(type))) return;
  for (const subscription of Object.values(stateOf(run).subscriptions)) {
    const message = messageOf(run, subscription);
    if (message === undefined || message.correlationKey !== undefined) continue;
    const correlationKey = keyNow(run, message, subscription);
    if (correlationKey === subscription.correlationKey) continue;
    closeSubscription(run.draft, subscription);
    openSubscription(run.draft, { ...subscription, correlationKey });
  }
}

/** A key that cannot be evaluated any more stays what it was: whoever waits has a value that once held. */
function keyNow(run: Run, message: MessagePlan, { scopeId, correlationKey }: Subscription): string {
  try {
    return waitedKey(run, message, visibleVariables(stateOf(run), scopeId));
  } catch (error) {
    if (error instanceof Fault) return correlationKey;
    throw error;
  }
}

function messageOf(run: Run, { kind = 'message', elementId, part = 0 }: Subscription): MessagePlan | undefined {
  if (kind !== 'message') return undefined;
  const element = elementOf(run.index, elementId);
  if (element.type === 'receiveTask') return element.message;
  const event = 'event' in element ? element.event : undefined;
  const own = event?.kind === 'multiple' ? event.events[part] : event;
  return own?.kind === 'message' ? own.message : undefined;
}
