import type { Actor } from '../actor.js';
import type { JsonObject, JsonValue } from '../json.js';
import type { ParentCall } from '../parent-call.js';
import type { Restoration } from '../restoration.js';
import type { PlacedScope } from '../state.js';
import type { OperationHead } from './command-head.js';
import type { MigrateInstance } from './migration.js';
import type { ModifyInstance } from './modification.js';
import type { RetryJob, SetVariables, SkipStep } from './repair.js';
import type { SuspendInstance, SuspendJob, SuspendWorkItem } from './suspension.js';

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
