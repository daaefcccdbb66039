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
}

/**
 * `delivered` names the instance that took it; `held`: the one that takes it is suspended and gets it when it goes on; `buffered`: kept
 * until somebody waits; `expired`: nobody waited and it is not kept.
 */
export type PublishOutcome =
  | { readonly kind: 'delivered'; readonly instanceId: string; readonly subscriptionId: string }
  | { readonly kind: 'held' }
  | { readonly kind: 'buffered' }
  | { readonly kind: 'expired' };

/** Correlates messages by (name, key); each reaches at most one subscription, once. A repeated `messageId` gives the first outcome. */
export interface Messages {
  publish(request: PublishRequest): Promise<PublishOutcome>;
}
