import type { ChildOutcome } from './commands/child-command.js';
import type { JsonObject } from './json.js';
import type { ParentCall } from './parent-call.js';
import type { Text } from './text.js';

/** Asks the host to run a job. */
export interface CreateJob {
  readonly type: 'createJob';
  readonly jobId: string;
  readonly elementId: string;
  readonly jobType: string;
  readonly retries: number;
  readonly variables: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
}

/** The job is no longer wanted; its result will be refused. */
export interface CancelJob {
  readonly type: 'cancelJob';
  readonly jobId: string;
}

/** Asks the host to send `fireTimer` at `dueAt`; replaces an earlier instant of the same timer. */
export interface ScheduleTimer {
  readonly type: 'scheduleTimer';
  readonly timerId: string;
  readonly elementId: string;
  readonly dueAt: number;
}

/** The timer is no longer wanted. */
export interface CancelTimer {
  readonly type: 'cancelTimer';
  readonly timerId: string;
}

/** Asks the host to correlate messages with this name and key, or with `kind` signal to hand on every signal of this name. */
export interface OpenSubscription {
  readonly type: 'openSubscription';
  readonly subscriptionId: string;
  readonly kind?: 'signal';
  readonly messageName: string;
  readonly correlationKey: string;
}

/** The subscription is over. */
export interface CloseSubscription {
  readonly type: 'closeSubscription';
  readonly subscriptionId: string;
}

/** A message leaves this instance. `timeToLive` in ms: how long it is kept when nobody waits yet. */
export interface PublishMessage {
  readonly type: 'publishMessage';
  readonly messageId: string;
  readonly messageName: string;
  readonly correlationKey: string;
  readonly timeToLive: number;
  readonly variables: JsonObject;
  /** Values of the correlation keys that the message carries; it fits whoever waits for one of them. */
  readonly keys?: readonly string[];
}

/** A signal leaves this instance; everyone outside of it who waits for the name gets it, the instance itself has had it already. */
export interface PublishSignal {
  readonly type: 'publishSignal';
  readonly signalId: string;
  readonly signalName: string;
  readonly variables: JsonObject;
}

/** Starts a called instance. */
export interface StartChild {
  readonly type: 'startChild';
  readonly callId: string;
  readonly childInstanceId: string;
  readonly processId: string;
  readonly depth: number;
  readonly variables: JsonObject;
  readonly performers: Readonly<Record<string, readonly string[]>>;
}

/** The parent no longer waits for this called instance. */
export interface CancelChild {
  readonly type: 'cancelChild';
  readonly callId: string;
  readonly childInstanceId: string;
}

/** The parent was suspended or goes on: its called instance does as well. */
export interface RestChild {
  readonly type: 'restChild';
  readonly callId: string;
  readonly childInstanceId: string;
  readonly suspended: boolean;
  readonly reason: string;
}

/** A called instance ended; tell the parent. */
export interface ReportChildEnd {
  readonly type: 'reportChildEnd';
  readonly parent: ParentCall;
  readonly outcome: ChildOutcome;
  readonly variables: JsonObject;
  readonly performers: Readonly<Record<string, readonly string[]>>;
}

/** The case status changed in a called instance; tell the parent. */
export interface ReportChildStatus {
  readonly type: 'reportChildStatus';
  readonly parent: ParentCall;
  readonly status: string;
}

/**
 * Tells people something outside the process: a copy, a nudge, a question. `to` holds user ids and `role:<key>`; nothing comes back.
 * `workItemId` and `elementId` name what it is about.
 */
export interface Notify {
  readonly type: 'notify';
  readonly kind: NoticeKind;
  readonly to: readonly string[];
  readonly text: Text;
  readonly workItemId?: string;
  readonly elementId?: string;
}

/** Why people are told. `due`: time is up; `escalated`: it is yours now. */
export type NoticeKind = 'copy' | 'nudge' | 'question' | 'answer' | 'transferred' | 'delegated' | 'due' | 'escalated';

/** An escalation of a called instance that nobody in it caught; tell the parent. */
export interface ReportChildEscalation {
  readonly type: 'reportChildEscalation';
  readonly parent: ParentCall;
  readonly escalationCode: string;
  readonly variables: JsonObject;
}

/** What the host must carry out after the commit, once each; `seq` counts effects of the instance. */
export type Effect = { readonly seq: number } & EffectBody;

/** An effect before the draft numbers it. */
export type EffectBody =
  | CreateJob
  | CancelJob
  | ScheduleTimer
  | CancelTimer
  | OpenSubscription
  | CloseSubscription
  | PublishMessage
  | PublishSignal
  | StartChild
  | CancelChild
  | RestChild
  | ReportChildEnd
  | ReportChildStatus
  | ReportChildEscalation
  | Notify;
