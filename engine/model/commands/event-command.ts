import type { JsonObject } from '../json.js';
import type { CommandHead } from './command-head.js';

/** A timer is due. */
export interface FireTimer extends CommandHead {
  readonly type: 'fireTimer';
  readonly timerId: string;
}

/** The calendar of the office has changed: what is counted in working time is counted anew from where it began. */
export interface RecomputeTimers extends CommandHead {
  readonly type: 'recomputeTimers';
}

/** A message was correlated to a subscription of this instance. */
export interface DeliverMessage extends CommandHead {
  readonly type: 'deliverMessage';
  readonly subscriptionId: string;
  readonly messageId: string;
  readonly variables: JsonObject;
}

/** A signal reached a subscription of this instance. */
export interface DeliverSignal extends CommandHead {
  readonly type: 'deliverSignal';
  readonly subscriptionId: string;
  readonly signalId: string;
  readonly variables: JsonObject;
}
