import type { JsonObject } from '../model/json.js';

/** A timer the host will fire. */
export interface HostTimer {
  readonly instanceId: string;
  readonly timerId: string;
  readonly dueAt: number;
  /** Order of scheduling: timers due at the same instant fire in it. */
  readonly order: number;
}

/** A job the host will run. */
export interface HostJob {
  readonly instanceId: string;
  readonly jobId: string;
  readonly elementId: string;
  readonly jobType: string;
  readonly retries: number;
  readonly variables: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
  readonly order: number;
}

/** Somebody waits for a message with this name and key. */
export interface HostSubscription {
  readonly instanceId: string;
  readonly subscriptionId: string;
  /** Absent: a message. */
  readonly kind?: 'signal';
  readonly messageName: string;
  readonly correlationKey: string;
  readonly order: number;
}

/** A message nobody waited for yet; gone after `expiresAt`. */
export interface BufferedMessage {
  readonly messageId: string;
  readonly messageName: string;
  readonly correlationKey: string;
  readonly keys?: readonly string[];
  readonly variables: JsonObject;
  readonly expiresAt: number;
}

/**
 * What the host knows beside the instances, as plain JSON keyed by `instanceId:partId`: the simulator keeps it in memory, a
 * durable host persists the same facts.
 */
export interface HostState {
  readonly timers: Readonly<Record<string, HostTimer>>;
  readonly jobs: Readonly<Record<string, HostJob>>;
  readonly subscriptions: Readonly<Record<string, HostSubscription>>;
  readonly messages: readonly BufferedMessage[];
  /** Messages already delivered, by `messageId subscriptionKey`: a message reaches a subscription once. */
  readonly delivered: Readonly<Record<string, true>>;
  /** Instances that began with a message once per key, by place and key. */
  readonly begun?: Readonly<Record<string, string>>;
  /** Conditional start events whose condition holds, sorted. */
  readonly holding?: readonly string[];
  readonly order: number;
}

/** A host that knows nothing yet. */
export const EMPTY_HOST: HostState = Object.freeze({
  timers: {},
  jobs: {},
  subscriptions: {},
  messages: [],
  delivered: {},
  order: 0,
});
