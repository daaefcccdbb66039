import type { Actor } from './actor.js';
import type { JsonObject, JsonValue } from './json.js';

/** What every command carries: a globally unique id, the instant in ms since the epoch (UTC), and the actor. */
export interface CommandHead {
  readonly id: string;
  readonly at: number;
  readonly actor: Actor;
}

/** Where a called instance reports to: the call of its parent. `depth` is 1 for a child of a root instance. */
export interface ParentCall {
  readonly instanceId: string;
  readonly callId: string;
  readonly depth: number;
}

/** Creates an instance. It is the only command that takes no state. */
export interface StartInstance extends CommandHead {
  readonly type: 'startInstance';
  readonly instanceId: string;
  /** The root of the call tree; equals `instanceId` for a case of its own. */
  readonly rootId: string;
  readonly parent?: ParentCall;
  /** The start event to use; absent: the only none start event. */
  readonly startEventId?: string;
  /** The case number, when it has one. */
  readonly businessKey?: string;
  readonly variables: JsonObject;
  /** The configuration values valid for this case; FEEL sees them as `config`. */
  readonly config: JsonObject;
  /** User ids by element path who already acted in the calling case, for separation of duties. */
  readonly performers?: Readonly<Record<string, readonly string[]>>;
}

/** Takes an open work item; `reason` of a refusal is NOT_CANDIDATE, SEPARATION_OF_DUTIES, ALREADY_CLAIMED or WORK_ITEM_GONE. */
export interface ClaimWorkItem extends CommandHead {
  readonly type: 'claimWorkItem';
  readonly workItemId: string;
}

/** Gives a claimed work item back to its candidates. */
export interface ReleaseWorkItem extends CommandHead {
  readonly type: 'releaseWorkItem';
  readonly workItemId: string;
}

/** Completes a work item; `variables` are merged into the scope that holds the task (form documents under their form key). */
export interface CompleteWorkItem extends CommandHead {
  readonly type: 'completeWorkItem';
  readonly workItemId: string;
  readonly variables: JsonObject;
}

/** A service job is done. */
export interface CompleteJob extends CommandHead {
  readonly type: 'completeJob';
  readonly jobId: string;
  readonly variables: JsonObject;
}

/** A service job failed. With `retriesLeft` 0 the engine raises an incident; otherwise the host runs it again at `retryAt`. */
export interface FailJob extends CommandHead {
  readonly type: 'failJob';
  readonly jobId: string;
  readonly retriesLeft: number;
  readonly retryAt?: number;
  readonly message: string;
}

/** A service job ended with a modelled BPMN error. */
export interface ThrowJobError extends CommandHead {
  readonly type: 'throwJobError';
  readonly jobId: string;
  readonly errorCode: string;
  readonly message: string;
  readonly variables: JsonObject;
}

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

/** Repairs an incident: sets variables first, then tries the failed step again. */
export interface ResolveIncident extends CommandHead {
  readonly type: 'resolveIncident';
  readonly incidentId: string;
  readonly variables: JsonObject;
}

/** Ends an instance from outside: the parent went away, or an operator decided so. */
export interface CancelInstance extends CommandHead {
  readonly type: 'cancelInstance';
  readonly reason: string;
}

/** Everything that can be asked of an instance. */
export type Command =
  | StartInstance
  | ClaimWorkItem
  | ReleaseWorkItem
  | CompleteWorkItem
  | CompleteJob
  | FailJob
  | ThrowJobError
  | FireTimer
  | DeliverMessage
  | ChildEnded
  | ChildStatus
  | ResolveIncident
  | CancelInstance;

/** The type keys of all commands. */
export type CommandType = Command['type'];

/** A command without its head, for callers that add id, instant and actor themselves. */
export type CommandBody = Command extends infer C ? (C extends Command ? Omit<C, keyof CommandHead> : never) : never;

/** A value a command refused to be applied with. Never thrown. */
export interface Rejection {
  readonly code: RejectionCode;
  readonly detail?: JsonValue;
}

/** Why a command does not apply. One table in the runtime maps codes to HTTP and to zh/en texts. */
export type RejectionCode =
  | 'INSTANCE_EXISTS'
  | 'INSTANCE_NOT_FOUND'
  | 'INSTANCE_ENDED'
  | 'START_EVENT_UNKNOWN'
  | 'WORK_ITEM_GONE'
  | 'ALREADY_CLAIMED'
  | 'NOT_CLAIMED'
  | 'NOT_ASSIGNEE'
  | 'NOT_CANDIDATE'
  | 'SEPARATION_OF_DUTIES'
  | 'JOB_GONE'
  | 'TIMER_GONE'
  | 'TIMER_NOT_DUE'
  | 'SUBSCRIPTION_GONE'
  | 'CALL_GONE'
  | 'INCIDENT_GONE'
  | 'NOT_ALLOWED';
