import type { Actor, JsonObject } from '../../engine/index.js';

/** A message to the office. `messageId` makes it unique; `timeToLive` in ms, 0: only for someone who already waits. */
export interface PublishRequest {
  readonly messageId: string;
  readonly messageName: string;
  readonly correlationKey: string;
  /** Values of the correlation keys that the message carries; it fits whoever waits for one of them. */
  readonly keys?: readonly string[];
  readonly timeToLive: number;
  readonly variables: JsonObject;
  readonly actor: Actor;
  /** False: it is for somebody who waits, and begins no process. */
  readonly mayBegin?: false;
  /** The instance that sends it; absent: it comes from outside. */
  readonly thrownBy?: string;
}

/** A signal to the office. A repeated `signalId` reaches nobody twice. */
export interface SignalRequest {
  readonly signalId: string;
  readonly signalName: string;
  readonly variables: JsonObject;
}

/**
 * `delivered` names the instance that took it; `started` the one it began; `held`: the one that takes it is suspended and gets it when it goes on; `buffered`: kept
 * until somebody waits; `expired`: nobody waited and it is not kept.
 */
export type PublishOutcome =
  | { readonly kind: 'delivered'; readonly instanceId: string; readonly subscriptionId: string }
  | { readonly kind: 'started'; readonly instanceId: string }
  | { readonly kind: 'held' }
  | { readonly kind: 'buffered' }
  | { readonly kind: 'expired' };

/**
 * Correlates messages by (name, key); each reaches at most one subscription or begins one process, once. A repeated `messageId` gives the
 * first outcome. Messages are matched by the state of who waits, not by their order: two of one key that come at once may be taken in either.
 */
export interface Messages {
  publish(request: PublishRequest): Promise<PublishOutcome>;
  /** Hands a signal to everybody who waits for it now and begins what starts with it; gives how many had waited, and what began. */
  broadcast(request: SignalRequest): Promise<{ readonly reached: number; readonly begun: readonly string[] }>;
}
