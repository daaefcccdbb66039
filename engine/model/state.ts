import type { Actor } from './actor.js';
import type { Approval, Question } from './approval.js';
import type { JsonObject, JsonValue } from './json.js';
import type { ParentCall } from './parent-call.js';
import type { ListenerEventType } from './plan.js';
import type { Text } from './text.js';

/**
 * A process instance: one small plain-JSON document, the unit of atomicity. Ids of its parts are a letter and a counter that is
 * never reused (`t1` token, `s2` scope, `w3` work item, `j4` job, `m5` timer, `b6` subscription, `c7` call, `i8` incident, `l9` limit).
 * All instants are ms since the epoch, UTC. Ended parts are removed; what happened to them stands in the history.
 */
export interface InstanceState {
  readonly format: 1;
  readonly instanceId: string;
  readonly rootId: string;
  readonly parent?: ParentCall;
  readonly processId: string;
  readonly businessKey?: string;
  /** Grows by one with each accepted command. */
  readonly revision: number;
  /** Number of history events so far; the next event gets this `seq`. */
  readonly historySeq: number;
  /** Number of effects so far; the next effect gets this `seq`. */
  readonly effectSeq: number;
  readonly nextId: number;
  readonly status: InstanceStatus;
  /** Status of the case for people (`yizhan:status`), for example `accepted`; `submitted` at the start. */
  readonly caseStatus: string;
  readonly endEventId?: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly starter: Actor;
  readonly config: JsonObject;
  readonly rootScopeId: string;
  readonly scopes: Readonly<Record<string, Scope>>;
  readonly tokens: Readonly<Record<string, Token>>;
  readonly workItems: Readonly<Record<string, WorkItem>>;
  readonly jobs: Readonly<Record<string, Job>>;
  readonly timers: Readonly<Record<string, Timer>>;
  readonly subscriptions: Readonly<Record<string, Subscription>>;
  readonly calls: Readonly<Record<string, Call>>;
  readonly incidents: Readonly<Record<string, Incident>>;
  readonly limits: Readonly<Record<string, TimeLimit>>;
  readonly clock: CaseClock;
  /** 挂起: commands are refused until it is resumed, except repairs. */
  readonly suspended?: Suspension;
  /** User ids who completed the user task with this element id, or who acted inside the call activity with it (`accept`, `accept/examine`). */
  readonly performers: Readonly<Record<string, readonly string[]>>;
  /** Complex gateways that have fired and wait for their reset, by `<scope id>:<element id>` (BPMN 2.0.2, 13.4.5). */
  readonly gateways?: Readonly<Record<string, GatewayState>>;
  /** Values of correlation keys, by key id, once the conversation has given them. */
  readonly correlation?: Readonly<Record<string, string>>;
  /** In a called instance: who acted in the calling case before, by path there. Counts for separation of duties, is not reported back. */
  readonly inheritedPerformers?: Readonly<Record<string, readonly string[]>>;
  /** User ids whose last vote at the task with this element id was in favour. */
  readonly approvedBy?: Readonly<Record<string, readonly string[]>>;
}

/** `failed`: an uncaught error ended it. `terminated`: a terminate end event. `cancelled`: from outside. */
export type InstanceStatus = 'active' | 'completed' | 'failed' | 'terminated' | 'cancelled';

/** Since when and why an instance rests. `stopsClock`: its time limits stand still meanwhile. */
export interface Suspension {
  readonly at: number;
  readonly actorId: string;
  readonly reason: string;
  readonly stopsClock: boolean;
}

/** A frame of variables: the process, an embedded or event sub-process, a multi-instance body or one of its inner instances. */
export interface Scope {
  readonly id: string;
  readonly parentId?: string;
  /** The process or activity it belongs to. */
  readonly elementId: string;
  readonly kind:
    'process' | 'subProcess' | 'eventSubProcess' | 'multiInstance' | 'loopInstance' | 'task' | 'compensation';
  /** The token that waits in the parent scope while this scope lives; absent for the process. */
  readonly ownerTokenId?: string;
  readonly variables: JsonObject;
  /** Completed activities of this scope that have a compensation handler, oldest first. */
  readonly compensations?: readonly CompensationRecord[];
  /** Counters of a multi-instance body. */
  readonly loop?: LoopState;
  /** Place (from 0) of a loop instance in its multi-instance body. */
  readonly loopIndex?: number;
  /** The event sub-process that interrupted it: no other event sub-process of it can start any more. */
  readonly interruptedBy?: string;
  readonly adHoc?: AdHocState;
  /** States of the data objects of this scope, by variable name (`bpmn:dataState`). */
  readonly dataStates?: Readonly<Record<string, string>>;
  /** Who did the user tasks and calls of this level last: what can be returned to. By element id. */
  readonly path?: Readonly<Record<string, PathStep>>;
  /** Events that parallel multiple events of this scope have already got. */
  readonly held?: readonly HeldEvent[];
  /** Root scope of a called instance: variables written since the start; these go back to the caller. */
  readonly written?: readonly string[];
}

/** A complex gateway between its two phases: the flows it has taken tokens from in the first. */
export interface GatewayState {
  readonly consumed: readonly string[];
}

/** Progress of an ad-hoc sub-process: how often each inner activity has completed; `isEnding`: its condition has held, nothing starts any more. */
export interface AdHocState {
  readonly completed: Readonly<Record<string, number>>;
  readonly isEnding?: boolean;
}

/** A step that somebody did. `seq` is the number of the fact that says so: later steps have higher ones. */
export interface PathStep {
  readonly userId: string;
  readonly seq: number;
}

/** What a compensation handler needs later: the activity, when it completed, and its variables then. */
export interface CompensationRecord {
  readonly id: string;
  readonly activityId: string;
  readonly handlerId: string;
  readonly completedAt: number;
  /** Local variables of the activity's scopes, and what its completion set. */
  readonly variables: JsonObject;
  /** Place in the order of completion; kept when the record moves to a scope further out. */
  readonly order: number;
  /** Ended sub-processes it lay in, outermost first. */
  readonly within?: readonly string[];
  /** What its compensation event sub-process can compensate in turn, oldest first. */
  readonly inner?: readonly CompensationRecord[];
}

/** Progress of a multi-instance activity. */
export interface LoopState {
  readonly total: number;
  readonly started: number;
  readonly active: number;
  readonly completed: number;
  readonly terminated: number;
  /** Items of a sequential loop, as they were when it began. */
  readonly items?: readonly JsonValue[];
}

/** A token rests on an element (waiting there) until a command moves it. Joins hold tokens by the flow they came in. */
export interface Token {
  readonly id: string;
  readonly scopeId: string;
  readonly elementId: string;
  /** The sequence flow it arrived by. */
  readonly flowId?: string;
  readonly since: number;
  /** Element specific, small, plain: `{"waiting":"job"}` and the like. */
  readonly memo?: JsonObject;
  /** Runs a compensation handler on behalf of the throw event this token rests on. */
  readonly throwerId?: string;
  /** It was returned to this step, and goes straight back afterwards. */
  readonly wayBack?: WayBack;
  /** The approval that runs on this user task; gone when the token moves on. */
  readonly approval?: Approval;
  /** How far the listeners of its element are; gone when the token moves on. */
  readonly listening?: Listening;
}

/**
 * The listeners of one moment of an element, done one after the other: `start` with those of a user task's creation behind it, `end`,
 * `processEnd` on the last token of the process, `assigning` and `completing` of a work item.
 */
export interface Listening {
  readonly stage: 'start' | 'end' | 'processEnd' | 'assigning' | 'completing';
  /** Place of the listener whose turn it is; behind the last one when all are done. */
  readonly next: number;
  /** What the element has to go on with: results of listeners of an activity's start, of the element before those of its end, or what was submitted. */
  readonly variables: JsonObject;
  /** Variables of the event that brought the token here. */
  readonly payload?: JsonObject;
  /** The work item as it was before it was assigned, for a listener that denies. */
  readonly before?: WorkItem;
  readonly workItemId?: string;
  /** Who completes it, and in whose place. */
  readonly userIds?: readonly string[];
  readonly onBehalfOf?: string;
}

/**
 * A task for a person. Its states are those of WS-HumanTask 1.1, 4.7: `ready` waits for someone to claim it, `claimed` is *reserved*, and
 * *in progress* once `startedAt` is set; `delegated` is reserved for somebody else until it comes back to `owner`; `suspended` rests.
 * *Created* is an approver whose turn has not come. *Completed*, *failed*, *exited* and *obsolete* items are gone: history tells which.
 */
export interface WorkItem {
  readonly id: string;
  readonly tokenId: string;
  readonly scopeId: string;
  readonly elementId: string;
  readonly name: Text;
  readonly state: 'ready' | 'claimed' | 'delegated' | 'suspended';
  readonly formId?: string;
  readonly assignee?: string;
  /** Who gets a delegated item back. */
  readonly owner?: string;
  /** In whose place the assignee holds it (代理). */
  readonly onBehalfOf?: string;
  /** What a suspended item goes back to. */
  readonly suspendedFrom?: 'ready' | 'claimed' | 'delegated';
  /** It rests until signers before it have answered. */
  readonly isHeld?: true;
  /** The approver of `Token.approval` it belongs to. */
  readonly approverId?: string;
  readonly candidateUsers: readonly string[];
  /** `role` or `role@orgPath`. */
  readonly candidateGroups: readonly string[];
  readonly priority: number;
  readonly createdAt: number;
  readonly claimedAt?: number;
  readonly startedAt?: number;
  readonly dueAt?: number;
  readonly followUpAt?: number;
  /** When its holder was last nudged. */
  readonly nudgedAt?: number;
  /** Who has seen it. */
  readonly seenBy?: readonly string[];
  readonly questions?: readonly Question[];
  /** Ids of the time limits that run for it. */
  readonly limitIds: readonly string[];
}

/** A piece of automatic work for the host. */
export interface Job {
  readonly id: string;
  readonly tokenId: string;
  readonly scopeId: string;
  readonly elementId: string;
  readonly jobType: string;
  readonly retriesLeft: number;
  readonly variables: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
  readonly createdAt: number;
  /** The host has taken it back until it is resumed. */
  readonly suspended?: true;
  /** It is the job of a listener; its headers `listener` and `eventType` tell the worker so. */
  readonly listener?: ListenerEventType;
}

/** A timer the host must fire at `dueAt`. `purpose` tells catch events from lamps of a time limit and from the end of an approval's time. */
export interface Timer {
  readonly id: string;
  readonly elementId: string;
  readonly scopeId: string;
  readonly tokenId?: string;
  readonly purpose: 'event' | 'lamp' | 'timeUp';
  readonly dueAt: number;
  readonly limitId?: string;
  readonly lamp?: 'yellow' | 'red' | 'black';
  /** Remaining firings of a cycle; absent: once. -1: without end. */
  readonly repeat?: number;
  /** The text of the cycle: ISO 8601 repeating interval or cron; `repeat` counts its turns. */
  readonly cycle?: string;
  /** Unit of the periods of the cycle. */
  readonly unit?: 'wd' | 'cd' | 'serviceHour';
  /** Its turns are counted in opening time of the office. */
  readonly workingTime?: true;
  /** What becomes of turns of the cycle that nobody was there for; absent: one of them is made up for. */
  readonly catchUp?: 'all' | 'skip';
  /** How its instant was counted where it follows the calendar of the office; absent where it does not. */
  readonly span?: TimerSpan;
  /** Place among the events of a multiple event. */
  readonly part?: number;
}

/** A stretch of working time from `from` (ms since the epoch, UTC): a number of units, an ISO 8601 duration, or one turn of a cycle. */
export type TimerSpan = { readonly from: number } & (
  | {
      readonly kind: 'units';
      readonly amount: number;
      readonly unit: 'wd' | 'cd' | 'serviceHour';
      readonly endOf: 'office' | 'applicant';
    }
  | { readonly kind: 'duration'; readonly duration: string; readonly endOf: 'office' | 'applicant' }
  | {
      readonly kind: 'turn';
      readonly cycle: string;
      readonly unit?: 'wd' | 'cd' | 'serviceHour';
      readonly workingTime?: true;
    }
);

/**
 * Waits for a message with this name and key; with `kind` for a signal of this name, or until the condition of its event becomes true.
 */
export interface Subscription {
  readonly id: string;
  readonly elementId: string;
  readonly scopeId: string;
  readonly tokenId?: string;
  readonly kind?: 'message' | 'signal' | 'conditional';
  /** Name of the message or signal; FEEL of the condition. */
  readonly messageName: string;
  readonly correlationKey: string;
  readonly interrupting: boolean;
  readonly openedAt: number;
  /** Whether the condition was true when it was last evaluated. */
  readonly holds?: boolean;
  /** Place among the events of a multiple event. */
  readonly part?: number;
}

/** An event that has come while its parallel multiple event still waits for others. */
export interface HeldEvent {
  readonly elementId: string;
  /** The token that waits there; absent for the start of an event sub-process. */
  readonly tokenId?: string;
  readonly part: number;
  readonly variables: JsonObject;
}

/** A call activity that waits for its called instance, whose id is `<instanceId>-<callId>`. */
export interface Call {
  readonly id: string;
  readonly tokenId: string;
  readonly scopeId: string;
  readonly elementId: string;
  readonly processId: string;
  readonly childInstanceId: string;
  /** Results of the input mappings; output mappings see them too. */
  readonly inputs?: JsonObject;
}

/** Somebody must repair this before its token can go on; the rest of the instance lives on. */
export interface Incident {
  readonly id: string;
  readonly elementId: string;
  readonly tokenId?: string;
  readonly jobId?: string;
  readonly code: string;
  readonly message: string;
  readonly raisedAt: number;
  /** The scope it belongs to when it has no token: an event sub-process that could not be armed, a time limit of the process. */
  readonly scopeId?: string;
  /** Where to go on when it is resolved. */
  readonly retry?: Retry;
}

/**
 * The step that failed: `enter` from scratch, `run` the behaviour again, `complete` with `result`, `end` with
 * `result` in the variables already, `leave` by the flows, `loop`, `join`;
 * `look`: judge again what it waits for.
 */
export interface Retry {
  readonly phase:
    'enter' | 'run' | 'complete' | 'end' | 'leave' | 'loop' | 'join' | 'job' | 'arm' | 'limit' | 'look' | 'condition';
  readonly flowId?: string;
  readonly result?: JsonObject;
  readonly inputs?: JsonObject;
}

/** The clock of the case: T0, and the spans in which it stood still. */
export interface CaseClock {
  readonly startedAt?: number;
  /** Set while the case status pauses at least one running limit. */
  readonly pausedSince?: number;
  /** Every change of the case status, oldest first: tells how long a limit stood still since T0. */
  readonly trail?: readonly {
    readonly at: number;
    readonly status: string;
    /** The case rested from here on, and its clock with it. */
    readonly isSuspended?: true;
  }[];
}

/** A time limit that runs. Lamps are computed from it when read. `spanWd` is the promised span in its unit. */
export interface TimeLimit {
  readonly id: string;
  /** The id in the model (`yizhan:timeLimit id`). */
  readonly key: string;
  readonly elementId: string;
  readonly tokenId?: string;
  readonly unit: 'wd' | 'cd' | 'serviceHour';
  readonly startedAt: number;
  readonly promised?: number;
  readonly legal?: number;
  readonly promisedDueAt?: number;
  readonly legalDueAt?: number;
  /** Case statuses in which it stands still. */
  readonly pausedIn: readonly string[];
  readonly pausedSince?: number;
  /** Whole units already extended. */
  readonly extended: number;
  /** Units it stood still so far, without the pause that lasts. */
  readonly pausedUnits?: number;
  /** The highest lamp raised since its due instants were last computed. */
  readonly lamp?: 'yellow' | 'red' | 'black';
}

/** A token without its place among others, with everything below it: what can be made anew elsewhere or later. */
export interface Place {
  readonly token: Omit<Token, 'id' | 'scopeId' | 'throwerId'>;
  /** It waits at a join and is not to be entered again. */
  readonly rests?: true;
  /** Who holds its work item. */
  readonly assignee?: string;
  /** Scopes it owns: a sub-process, a loop body. */
  readonly scopes: readonly PlacedScope[];
}

/** A scope with what lies in it. `scopes` are those inside that no token owns: instances of a loop. */
export interface PlacedScope {
  readonly scope: Omit<Scope, 'id' | 'parentId' | 'ownerTokenId'>;
  readonly places: readonly Place[];
  readonly scopes: readonly PlacedScope[];
  /** What its complex gateways have consumed, by element, those that have fired. */
  readonly gateways?: Readonly<Record<string, readonly string[]>>;
}

/** 退回 with the way back: when the token completes `at`, it goes, and everything it was returned from stands again. */
export interface WayBack {
  readonly at: string;
  /** The scope in which `places` are made anew. */
  readonly scopeId: string;
  /** The token of the sub-process that was opened for the step, when it lies in one. */
  readonly ownerTokenId?: string;
  readonly places: readonly Place[];
  /** Tokens that were put at joins in place of branches that had ended. */
  readonly fills: readonly string[];
  /** What complex gateways of the scope had consumed, by element. */
  readonly gateways?: Readonly<Record<string, readonly string[]>>;
}
