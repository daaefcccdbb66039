import type { JsonObject } from '../model/json.js';
import type { Dispatch } from './dispatch.js';
import type { BufferedMessage, HostState, HostSubscription } from './host-state.js';

interface Step {
  readonly host: HostState;
  readonly dispatches: readonly Dispatch[];
}

/** A message as it is published; `timeToLive` in ms, 0 keeps nothing. */
export interface Publication {
  readonly messageId: string;
  readonly messageName: string;
  readonly correlationKey: string;
  readonly timeToLive: number;
  readonly variables: JsonObject;
  readonly at: number;
  /** Values of the correlation keys that the message carries (BPMN 2.0.2, 8.4.2). */
  readonly keys?: readonly string[];
}

/**
 * Correlates a message by name and key: the subscription that has waited longest takes it, exactly once. When nobody waits, it is
 * kept for its time to live; a message id that is still kept is not taken again.
 */
export function publishMessage(host: HostState, message: Publication): Step {
  const waiting = Object.entries(host.subscriptions)
    .filter(([, one]) => fits(one, message))
    .filter(([key]) => host.delivered[`${message.messageId} ${key}`] !== true)
    .sort(([, a], [, b]) => Number(a.correlationKey === '') - Number(b.correlationKey === '') || a.order - b.order)[0];
  if (waiting !== undefined) return deliver(host, waiting[1], message);
  const known = host.messages.some((one) => one.messageId === message.messageId);
  if (message.timeToLive <= 0 || known) return { host, dispatches: [] };
  const { at, timeToLive, messageId, messageName, correlationKey, variables, keys } = message;
  const expiresAt = at + timeToLive;
  const base = { messageId, messageName, correlationKey, variables, expiresAt };
  const kept: BufferedMessage = keys === undefined ? base : { ...base, keys };
  return { host: { ...host, messages: [...host.messages, kept] }, dispatches: [] };
}

/** Gives a new subscription the oldest kept message that fits and has not expired at `at`. */
export function correlateBuffered(host: HostState, subscription: HostSubscription, at: number): Step {
  const alive = host.messages.filter((one) => one.expiresAt > at);
  const fitting = alive.find((one) => fits(subscription, one));
  const kept = { ...host, messages: alive.filter((one) => one !== fitting) };
  return fitting === undefined ? { host: kept, dispatches: [] } : deliver(kept, subscription, fitting);
}

/**
 * Whether somebody who waits gets a message: by its name and key, or by a correlation key it carries. Who waits without a key begins a
 * conversation, and takes any message that carries one.
 */
function fits(
  waiting: HostSubscription,
  message: Pick<Publication, 'messageName' | 'correlationKey' | 'keys'>,
): boolean {
  const { kind, messageName, correlationKey } = waiting;
  if (kind === 'signal' || messageName !== message.messageName) return false;
  const { keys = [] } = message;
  return (
    correlationKey === message.correlationKey ||
    keys.includes(correlationKey) ||
    (correlationKey === '' && keys.length > 0)
  );
}

function deliver(
  host: HostState,
  subscription: HostSubscription,
  message: { readonly messageId: string; readonly variables: JsonObject },
): Step {
  const { instanceId, subscriptionId } = subscription;
  const mark = `${message.messageId} ${instanceId}:${subscriptionId}`;
  return {
    host: { ...host, delivered: { ...host.delivered, [mark]: true } },
    dispatches: [
      {
        instanceId,
        commandId: `${message.messageId}:${instanceId}:${subscriptionId}`,
        body: { type: 'deliverMessage', subscriptionId, messageId: message.messageId, variables: message.variables },
      },
    ],
  };
}
