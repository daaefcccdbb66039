import type { Actor } from './actor.js';
import type { ParentCall } from './command.js';
import type { JsonObject, JsonValue } from './json.js';
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
  /** User ids who completed the user task with this element id, or who acted inside the call activity with it (`accept`, `accept/examine`). */
  readonly performers: Readonly<Record<string, readonly string[]>>;
  /** In a called instance: who acted in the calling case before, by path there. Counts for separation of duties, is not reported back. */
  readonly inheritedPerformers?: Readonly<Record<string, readonly string[]>>;
}

/** `failed`: an uncaught error ended it. `terminated`: a terminate end event. `cancelled`: from outside. */
export type InstanceStatus = 'active' | 'completed' | 'failed' | 'terminated' | 'cancelled';

/** A frame of variables: the process, an embedded or event sub-process, a multi-instance body or one of its inner instances. */
export interface Scope {
  readonly id: string;
  readonly parentId?: string;
  /** The process or activity it belongs to. */
  readonly elementId: string;
  readonly kind: 'process' | 'subProcess' | 'eventSubProcess' | 'multiInstance' | 'loopInstance' | 'task';
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
  /** Root scope of a called instance: variables written since the start; these go back to the caller. */
  readonly written?: readonly string[];
}

/** What a compensation handler needs later: the activity, when it completed, and its variables then. */
export interface CompensationRecord {
  readonly id: string;
  readonly activityId: string;
  readonly handlerId: string;
  readonly completedAt: number;
  /** Local variables of the activity's scopes, and what its completion set. */
  readonly variables: JsonObject;
  /** Ended sub-processes it lay in, outermost first. */
  readonly within?: readonly string[];
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
}

/** A task for a person. `ready` waits for someone to claim it. */
export interface WorkItem {
  readonly id: string;
  readonly tokenId: string;
  readonly scopeId: string;
  readonly elementId: string;
  readonly name: Text;
  readonly state: 'ready' | 'claimed';
  readonly formId?: string;
  readonly assignee?: string;
  readonly candidateUsers: readonly string[];
  /** `role` or `role@orgPath`. */
  readonly candidateGroups: readonly string[];
  readonly priority: number;
  readonly createdAt: number;
  readonly claimedAt?: number;
  readonly dueAt?: number;
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
}

/** A timer the host must fire at `dueAt`. `purpose` tells catch events from lamps of a time limit. */
export interface Timer {
  readonly id: string;
  readonly elementId: string;
  readonly scopeId: string;
  readonly tokenId?: string;
  readonly purpose: 'event' | 'lamp';
  readonly dueAt: number;
  readonly limitId?: string;
  readonly lamp?: 'yellow' | 'red' | 'black';
  /** Remaining firings of a cycle; absent: once. -1: without end. */
  readonly repeat?: number;
  /** Length of one turn of a cycle in ms. */
  readonly interval?: number;
  /** Length of one turn of a cycle, ISO 8601; months and days are counted on the calendar of the zone. */
  readonly period?: string;
}

/** Waits for a message with this name and key. */
export interface Subscription {
  readonly id: string;
  readonly elementId: string;
  readonly scopeId: string;
  readonly tokenId?: string;
  readonly messageName: string;
  readonly correlationKey: string;
  readonly interrupting: boolean;
  readonly openedAt: number;
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

/** The step that failed: `enter` from scratch, `run` the behaviour again, `complete` with `result`, `leave` by the flows, `loop`, `join`. */
export interface Retry {
  readonly phase: 'enter' | 'run' | 'complete' | 'leave' | 'loop' | 'join' | 'job' | 'arm' | 'limit';
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
  readonly trail?: readonly { readonly at: number; readonly status: string }[];
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
