import type { JsonObject } from '../model/json.js';
import type { Dispatch } from './dispatch.js';
import type { HostState } from './host-state.js';

/** A signal as it is published. */
export interface SignalPublication {
  readonly signalId: string;
  readonly signalName: string;
  readonly variables: JsonObject;
}

/**
 * Hands a signal to everyone who waits for its name, in the order in which they began to wait (BPMN 2.0.2, 10.5.6). The instance that
 * threw it has dealt with its own. Nothing is kept: a signal reaches those who wait now.
 */
export function publishSignal(
  host: HostState,
  { signalId, signalName, variables }: SignalPublication,
  thrownBy?: string,
): { readonly host: HostState; readonly dispatches: readonly Dispatch[] } {
  const waiting = Object.values(host.subscriptions)
    .filter(({ kind, messageName, instanceId }) => {
      return kind === 'signal' && messageName === signalName && instanceId !== thrownBy;
    })
    .sort((one, other) => one.order - other.order);
  const dispatches = waiting.map(({ instanceId, subscriptionId }): Dispatch => ({
    instanceId,
    commandId: `${signalId}:${instanceId}:${subscriptionId}`,
    body: { type: 'deliverSignal', subscriptionId, signalId, variables },
  }));
  return { host, dispatches };
}
