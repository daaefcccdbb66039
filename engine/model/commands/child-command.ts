import type { JsonObject } from '../json.js';
import type { CommandHead } from './command-head.js';

/** How a called instance ended. */
export type ChildOutcome =
  | { readonly kind: 'completed' }
  | { readonly kind: 'error'; readonly errorCode: string; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };

/** A called instance ended; `performers` are the people who acted in it, by element id. */
export interface ChildEnded extends CommandHead {
  readonly type: 'childEnded';
  readonly callId: string;
  readonly outcome: ChildOutcome;
  readonly variables: JsonObject;
  readonly performers: Readonly<Record<string, readonly string[]>>;
}

/** The case status changed inside a called instance. */
export interface ChildStatus extends CommandHead {
  readonly type: 'childStatus';
  readonly callId: string;
  readonly status: string;
}

/** An escalation left a called instance: it is thrown at the call. */
export interface ChildEscalated extends CommandHead {
  readonly type: 'childEscalated';
  readonly callId: string;
  readonly escalationCode: string;
  readonly variables: JsonObject;
}
