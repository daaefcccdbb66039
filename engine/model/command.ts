import type { Actor } from './actor.js';
import type { Decision } from './approval.js';
import type { JsonObject, JsonValue } from './json.js';
import type { ParentCall } from './parent-call.js';
import type { Restoration } from './restoration.js';
import type { PlacedScope } from './state.js';

/** What every command carries: a globally unique id, the instant in ms since the epoch (UTC), and the actor. */
export interface CommandHead {
  readonly id: string;
  readonly at: number;
  readonly actor: Actor;
  /** The actor does it in this person's place; the host has looked it up in the table of standing proxies. */
  readonly onBehalfOf?: StandIn;
}

/** What the host knows about a person: facts the engine judges by but cannot look up. */
export interface Person {
  readonly userId: string;
  readonly roles: readonly string[];
  readonly orgPath?: string;
}

/** 代理: the person in whose place somebody acts, and the standing proxy that says so, valid from `from` until before `until` (ms). */
export interface StandIn extends Person {
  readonly proxyId: string;
  readonly from: number;
  readonly until: number;
}

/** What every operation of people on a running instance carries beside the head: why. It stands in the history. */
export interface OperationHead extends CommandHead {
  readonly reason?: string;
}

/** Creates an instance. It is the only command that takes no state. */
export interface StartInstance extends CommandHead {
  readonly type: 'startInstance';
  readonly instanceId: string;
  /** The root of the call tree; equals `instanceId` for a case of its own. */
  readonly rootId: string;
  readonly parent?: ParentCall;
  /** The start event to use, or the event behind an instantiating gateway, or the receive task; absent: the only none start event. */
  readonly startEventId?: string;
  /** Which event of a multiple start event has come. */
  readonly startPart?: number;
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
  /** The answer at a task that several people decide, unless its policy reads it from the variables. */
  readonly vote?: { readonly decision: Decision; readonly opinion?: string };
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

/** A signal reached a subscription of this instance. */
export interface DeliverSignal extends CommandHead {
  readonly type: 'deliverSignal';
  readonly subscriptionId: string;
  readonly signalId: string;
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

/** An escalation left a called instance: it is thrown at the call. */
export interface ChildEscalated extends CommandHead {
  readonly type: 'childEscalated';
  readonly callId: string;
  readonly escalationCode: string;
  readonly variables: JsonObject;
}

/** Repairs an incident: sets variables first, then tries the failed step again. */
export interface ResolveIncident extends OperationHead {
  readonly type: 'resolveIncident';
  readonly incidentId: string;
  readonly variables: JsonObject;
}

/** Starts an activity of a running ad-hoc sub-process; `scopeId` is the scope of the sub-process, `variables` are set first. */
export interface StartAdHocActivity extends OperationHead {
  readonly type: 'startAdHocActivity';
  readonly scopeId: string;
  readonly activityId: string;
  readonly variables: JsonObject;
}

/**
 * Adds one instance to a running multi-instance activity; `scopeId` is its body scope. In a sequential one it comes at `place` (from 0,
 * not before those that have begun), without it as the last.
 */
export interface AddInstance extends OperationHead {
  readonly type: 'addInstance';
  readonly scopeId: string;
  readonly item: JsonValue;
  readonly place?: number;
}

/** Ends an instance from outside: the parent went away, or an operator decided so. */
export interface CancelInstance extends CommandHead {
  readonly type: 'cancelInstance';
  readonly reason: string;
}

/** Where an operation takes hold: a work item, a token, or a call whose instance asks for it. */
export type Origin = { readonly workItemId: string } | { readonly tokenId: string } | { readonly callId: string };

/**
 * 退回: back to an earlier step that somebody really did, to the one before, or to who started the case. `direct`: when that step is done
 * again, everything stands again where it was returned from; `onward`: the way from there is gone anew.
 */
export interface ReturnTask extends OperationHead {
  readonly type: 'returnTask';
  readonly from: Origin;
  readonly to: 'starter' | 'previous' | { readonly elementId: string };
  readonly resume: 'onward' | 'direct';
}

/** 跳转: an administrator moves what rests there to any step; tokens of the same fork go along where the target lies outside of it. */
export interface Jump extends OperationHead {
  readonly type: 'jump';
  readonly from: Origin;
  readonly elementId: string;
}

/** The starter takes back the whole request while nobody has acted on it. */
export interface WithdrawRequest extends OperationHead {
  readonly type: 'withdrawRequest';
}

/**
 * Puts an instance back to where it stood after an earlier command (撤回 of a completed task, undo of an operation, 唤醒 of an ended
 * instance). `restoration` is made from the history by `planWithdrawal`, `planUndo` or `planReopening`, for exactly this revision.
 */
export interface RestoreInstance extends OperationHead {
  readonly type: 'withdrawTask' | 'undoOperation' | 'reopenInstance';
  readonly restoration: Restoration;
}

/** Begins a new instance at a step of an ended or running one: its variables and places, made by `planRestart`. */
export interface RestartInstance extends OperationHead {
  readonly type: 'restartInstance';
  readonly instanceId: string;
  readonly rootId: string;
  readonly parent?: ParentCall;
  readonly businessKey?: string;
  readonly starter: Actor;
  readonly config: JsonObject;
  /** Where it was taken from. */
  readonly source: { readonly instanceId: string; readonly revision: number };
  /** The process scope with everything in it. */
  readonly root: PlacedScope;
  readonly performers: Readonly<Record<string, readonly string[]>>;
  readonly caseStatus: string;
}

/** A new token in front of an element, or behind it. `scopeId` names the scope when several fit; `variables` become its own. */
export interface StartModification {
  readonly do: 'startBefore' | 'startAfter';
  readonly elementId: string;
  readonly scopeId?: string;
  readonly variables?: JsonObject;
}

/** One change of a modification. */
export type Modification =
  | { readonly do: 'cancel'; readonly tokenId: string }
  | { readonly do: 'cancelAll'; readonly elementId: string }
  | { readonly do: 'move'; readonly tokenId: string; readonly elementId: string }
  | StartModification;

/** Starts, moves and cancels tokens one by one: nothing else goes along, nothing is made good at joins. All or nothing. */
export interface ModifyInstance extends OperationHead {
  readonly type: 'modifyInstance';
  readonly changes: readonly Modification[];
}

/** 挂起: until it is resumed every other command but repairs is refused with SUSPENDED, and the host keeps it. */
export interface SuspendInstance extends OperationHead {
  readonly type: 'suspendInstance' | 'resumeInstance';
}

/** 挂起 of one work item: nobody can claim, release or complete it. */
export interface SuspendWorkItem extends OperationHead {
  readonly type: 'suspendWorkItem' | 'resumeWorkItem';
  readonly workItemId: string;
}

/** 挂起 of one job: the host takes it back, or gives it out again. */
export interface SuspendJob extends OperationHead {
  readonly type: 'suspendJob' | 'resumeJob';
  readonly jobId: string;
}

/** Repairs data: exactly these variables of one scope; absent: of the process. */
export interface SetVariables extends OperationHead {
  readonly type: 'setVariables';
  readonly scopeId?: string;
  readonly variables: JsonObject;
}

/** Gives a failed job out again with fresh retries. */
export interface RetryJob extends OperationHead {
  readonly type: 'retryJob';
  readonly jobId: string;
}

/** Leaves the step of an incident undone: sets variables, then goes on behind it, by `flowId` when the model cannot choose. */
export interface SkipStep extends OperationHead {
  readonly type: 'skipStep';
  readonly incidentId: string;
  readonly variables: JsonObject;
  readonly flowId?: string;
}

/** Old element and flow ids to new ones; an id that is missing does not go on living. Made by `planMigration`, edited by people. */
export interface MigrationMapping {
  readonly elements: Readonly<Record<string, string>>;
  readonly flows: Readonly<Record<string, string>>;
}

/** Puts the instance on the plan of the program it is sent with; `plan` is that plan's `planHash`, so that none is mistaken. */
export interface MigrateInstance extends OperationHead {
  readonly type: 'migrateInstance';
  readonly plan: string;
  readonly mapping: MigrationMapping;
}

/** Operations on tokens, data and the instance as a whole (`engine/operations`). */
export type TokenOperation =
  | ReturnTask
  | Jump
  | WithdrawRequest
  | RestoreInstance
  | RestartInstance
  | ModifyInstance
  | MigrateInstance
  | SuspendInstance
  | SuspendWorkItem
  | SuspendJob
  | SetVariables
  | RetryJob
  | SkipStep
  | StartAdHocActivity
  | AddInstance;

/** 转办: hands a work item over for good; 委派: until the other gives it back with `resolveWorkItem`. */
export interface TransferWorkItem extends OperationHead {
  readonly type: 'transferWorkItem' | 'delegateWorkItem';
  readonly workItemId: string;
  readonly to: Person;
}

/** The delegate gives the work item back to its owner, with what was found out. */
export interface ResolveWorkItem extends OperationHead {
  readonly type: 'resolveWorkItem';
  readonly workItemId: string;
  readonly opinion?: string;
}

/** The holder begins to work on it: *in progress* in WS-HumanTask. */
export interface StartWorkItem extends OperationHead {
  readonly type: 'startWorkItem';
  readonly workItemId: string;
}

/** Leaves a work item undone and goes on; the step counts as done by nobody. Only where the model allows it. */
export interface SkipWorkItem extends OperationHead {
  readonly type: 'skipWorkItem';
  readonly workItemId: string;
}

/** The work item cannot be done: a BPMN error at its task. */
export interface FailWorkItem extends OperationHead {
  readonly type: 'failWorkItem';
  readonly workItemId: string;
  readonly errorCode: string;
  readonly message: string;
}

/** Somebody to be asked: a person, or whoever claims it from a group. */
export type Signer = { readonly user: Person } | { readonly group: string };

/** 加签: more approvers before (the work item rests until they have answered), after, or beside the holder of a work item. */
export interface AddSigners extends OperationHead {
  readonly type: 'addSigners';
  readonly workItemId: string;
  readonly signers: readonly Signer[];
  readonly position: 'before' | 'after' | 'beside';
}

/** 减签: an approver of the approval on this token is not asked any more. */
export interface RemoveSigner extends OperationHead {
  readonly type: 'removeSigner';
  readonly tokenId: string;
  readonly approverId: string;
}

/** 抄送: tells people (user ids, `role:<key>`) of the case, or of one work item of it. */
export interface SendCopy extends OperationHead {
  readonly type: 'sendCopy';
  readonly workItemId?: string;
  readonly to: readonly string[];
  readonly note?: string;
}

/** 催办: asks the holder of a work item to hurry; at most once in a while. */
export interface NudgeWorkItem extends OperationHead {
  readonly type: 'nudgeWorkItem';
  readonly workItemId: string;
  readonly note?: string;
}

/** 已阅: the actor has seen the work item. */
export interface MarkSeen extends OperationHead {
  readonly type: 'markSeen';
  readonly workItemId: string;
}

/** 沟通: a question to the holder of a work item, or to `to`. */
export interface AskQuestion extends OperationHead {
  readonly type: 'askQuestion';
  readonly workItemId: string;
  readonly to?: string;
  readonly text: string;
}

/** The answer to a question. */
export interface AnswerQuestion extends OperationHead {
  readonly type: 'answerQuestion';
  readonly workItemId: string;
  readonly questionId: string;
  readonly text: string;
}

/** A comment on the case, or on one work item of it; it stands in the history only. */
export interface AddComment extends OperationHead {
  readonly type: 'addComment';
  readonly workItemId?: string;
  readonly text: string;
}

/** Refers to a stored file; the reference stands in the history only. */
export interface AddAttachment extends OperationHead {
  readonly type: 'addAttachment';
  readonly workItemId?: string;
  readonly fileId: string;
  readonly name: string;
}

/** Priority, 0 to 999. */
export interface SetPriority extends OperationHead {
  readonly type: 'setPriority';
  readonly workItemId: string;
  readonly priority: number;
}

/** Due date or follow-up date of a work item, ms since the epoch (UTC); null takes it away. */
export interface SetDate extends OperationHead {
  readonly type: 'setDueDate' | 'setFollowUpDate';
  readonly workItemId: string;
  readonly date: number | null;
}

/** Operations of people on work items. */
export type WorkItemOperation =
  | TransferWorkItem
  | ResolveWorkItem
  | StartWorkItem
  | SkipWorkItem
  | FailWorkItem
  | AddSigners
  | RemoveSigner
  | SendCopy
  | NudgeWorkItem
  | MarkSeen
  | AskQuestion
  | AnswerQuestion
  | AddComment
  | AddAttachment
  | SetPriority
  | SetDate;

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
  | DeliverSignal
  | ChildEnded
  | ChildStatus
  | ChildEscalated
  | ResolveIncident
  | WorkItemOperation
  | CancelInstance
  | TokenOperation;

/** The type keys of all commands. */
export type CommandType = Command['type'];

/** What callers add to a command who know only what is to be done; in whose place it is done belongs to that. */
type Added = Exclude<keyof CommandHead, 'onBehalfOf'>;

/** A command without its head, for callers that add id, instant and actor themselves. */
export type CommandBody = Command extends infer C ? (C extends Command ? Omit<C, Added> : never) : never;

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
  | 'SCOPE_GONE'
  | 'ACTIVITY_NOT_ENABLED'
  | 'NOT_ALLOWED'
  | 'STAND_IN_INVALID'
  | 'ALREADY_VOTED'
  | 'APPLICANT_IS_APPROVER'
  | 'VOTE_NEEDED'
  | 'VOTE_INVALID'
  | 'ALREADY_HELD'
  | 'NOT_DELEGATED'
  | 'APPROVER_GONE'
  | 'LAST_APPROVER'
  | 'NUDGED_LATELY'
  | 'NO_HOLDER'
  | 'QUESTION_GONE'
  | 'BAD_VALUE'
  | 'REASON_NEEDED'
  | 'SUSPENDED'
  | 'NOT_SUSPENDED'
  | 'ELEMENT_UNKNOWN'
  | 'TOKEN_GONE'
  | 'SCOPE_AMBIGUOUS'
  | 'NOT_EARLIER'
  | 'TARGET_IN_LOOP'
  | 'TARGET_NOT_A_STEP'
  | 'ALREADY_ACTED'
  | 'COMPENSATING'
  | 'NOTHING_TO_RESTORE'
  | 'STATE_MOVED'
  | 'INSTANCE_ACTIVE'
  | 'PLAN_MISMATCH'
  | 'MIGRATION_REFUSED'
  | 'LISTENER_PENDING';
