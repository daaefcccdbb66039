import type { JsonObject } from '../json.js';
import type { CommandHead } from './command-head.js';

/** A timer is due. */
export interface FireTimer extends CommandHead {
  readonly type: 'fireTimer';
  readonly timerId: string;
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
