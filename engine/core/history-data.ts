import type { MatchedRules } from '../decision/explanation.js';
import type { Actor } from '../model/actor.js';
import type { Approval, Approver, Vote } from '../model/approval.js';
import type { CommandType } from '../model/commands/command.js';
import type { NoticeKind } from '../model/effect.js';
import type { CommandNote, HistoryEvent, HistoryEventType } from '../model/history.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import type { ParentCall } from '../model/parent-call.js';
import type { MigrationFacts } from '../operations/migration/remap.js';
import type {
  Call,
  CaseClock,
  CompensationRecord,
  HeldEvent,
  Incident,
  InstanceStatus,
  Job,
  Listening,
  LoopState,
  Scope,
  Subscription,
  Suspension,
  TimeLimit,
  Timer,
  WayBack,
  WorkItem,
} from '../model/state.js';

/** People who acted, by element path. */
export type Performers = Readonly<Record<string, readonly string[]>>;

/**
 * Facts of an event that asks the host for something. `effectSeq` is the number of that effect, so that replay restores the counter
 * without an event of its own.
 */
interface WithEffect {
  readonly effectSeq?: number;
}

/** What `data` of a history event holds, by type. `elementId` of the event itself names the place. */
export interface HistoryData {
  readonly commandAccepted: CommandNote;
  readonly instanceStarted: WithEffect & {
    readonly rootId: string;
    readonly parent?: ParentCall;
    readonly processId: string;
    readonly businessKey?: string;
    readonly starter: Actor;
    readonly config: JsonObject;
    readonly caseStatus: string;
    readonly inheritedPerformers?: Performers;
    readonly rootScopeId: string;
    readonly variables: JsonObject;
  };
  readonly instanceEnded: WithEffect & {
    readonly status: InstanceStatus;
    readonly endEventId?: string;
    readonly reason?: string;
  };
  readonly statusChanged: WithEffect & { readonly status: string; readonly from: string };
  /** With `tokenId` a token is made in it at once: the one that runs a loop instance or a compensation handler. */
  readonly scopeOpened: {
    readonly scopeId: string;
    readonly parentId: string;
    readonly kind: Scope['kind'];
    readonly ownerTokenId?: string;
    readonly variables: JsonObject;
    readonly loop?: LoopState;
    readonly loopIndex?: number;
    readonly tokenId?: string;
    readonly throwerId?: string;
    /** What a compensation event sub-process can compensate in turn. */
    readonly compensations?: readonly CompensationRecord[];
    /** An event sub-process that takes the place of everything else in the parent scope. */
    readonly interrupts?: boolean;
  };
  /** With `tokenId` that token goes with it. `completed`: a loop instance that came to its end, not one that was cancelled. */
  readonly scopeClosed: { readonly scopeId: string; readonly tokenId?: string; readonly completed: boolean };
  readonly variablesSet: { readonly scopeId: string; readonly variables: JsonObject };
  readonly tokenCreated: {
    readonly tokenId: string;
    readonly scopeId: string;
    readonly throwerId?: string;
    readonly wayBack?: WayBack;
  };
  /** Rests on the element from now on; `memo` replaces the old one. */
  readonly tokenMoved: { readonly tokenId: string; readonly flowId?: string; readonly memo?: JsonObject };
  readonly tokenRemoved: { readonly tokenId: string };
  /** Arrived at a join, where it waits for other tokens. */
  readonly flowTaken: { readonly tokenId: string; readonly flowId: string; readonly memo?: JsonObject };
  /** The token is on the element now; `flowId` is the sequence flow it took. */
  readonly elementEntered: { readonly tokenId: string; readonly flowId?: string };
  readonly elementCompleted: { readonly tokenId: string };
  /** Entered and completed at once, with nothing between: most elements of most processes. */
  readonly elementPassed: { readonly tokenId: string; readonly flowId?: string };
  /** `removed`: the token went with it; otherwise it goes on from a boundary event. */
  readonly elementCancelled: { readonly tokenId: string; readonly removed: boolean };
  /** One more value of an output collection. */
  readonly loopChanged: {
    readonly scopeId: string;
    readonly variable: string;
    readonly index: number;
    readonly value: JsonValue;
  };
  /** A multi-instance body has one instance more to come, at `index`; `variable` is its output collection. */
  readonly loopGrown: {
    readonly scopeId: string;
    readonly index: number;
    readonly item: JsonValue;
    readonly variable?: string;
  };
  /** A complex gateway waits for its reset, having consumed tokens of these flows; without `consumed` it waits for its start again. */
  readonly gatewayChanged: { readonly scopeId: string; readonly consumed?: readonly string[] };
  /** An inner activity of an ad-hoc sub-process has completed, or the sub-process has begun to end. */
  readonly adHocChanged: { readonly scopeId: string; readonly activityId?: string; readonly isEnding?: boolean };
  readonly dataStateChanged: { readonly scopeId: string; readonly variable: string; readonly state: string };
  readonly workItemCreated: { readonly workItem: WorkItem };
  /** `onBehalfOf`: in whose place the assignee takes it. */
  readonly workItemClaimed: { readonly workItemId: string; readonly assignee: string; readonly onBehalfOf?: string };
  readonly workItemReleased: { readonly workItemId: string; readonly assignee: string };
  readonly workItemCompleted: { readonly workItemId: string; readonly onBehalfOf?: string };
  /** How it ended in the words of WS-HumanTask; absent: `exited`, the process went on without it. */
  readonly workItemCancelled: { readonly workItemId: string; readonly outcome?: 'failed' | 'obsolete' };
  /** Members of the work item that changed, and those it has lost. */
  readonly workItemChanged: {
    readonly workItemId: string;
    readonly changes: Partial<WorkItem>;
    readonly removed?: readonly (keyof WorkItem)[];
  };
  readonly approvalOpened: { readonly tokenId: string; readonly approval: Approval };
  /** Its time is up. */
  readonly approvalChanged: { readonly tokenId: string; readonly isTimeUp: true };
  /** Replaces the approver with its id, or adds it, after `behind` or as the last. */
  readonly approverChanged: { readonly tokenId: string; readonly approver: Approver; readonly behind?: string };
  readonly approverRemoved: { readonly tokenId: string; readonly approverId: string };
  /** `variables`: what was submitted, kept until the output mappings of the task. */
  readonly voteCast: {
    readonly tokenId: string;
    readonly approverId: string;
    readonly vote: Vote;
    readonly variables?: JsonObject;
  };
  /** People outside were told. */
  readonly noticeSent: WithEffect & {
    readonly kind: NoticeKind;
    readonly to: readonly string[];
    readonly workItemId?: string;
  };
  /** Also when a failed job is given out again under its id. */
  readonly jobCreated: WithEffect & { readonly job: Job };
  readonly jobCompleted: { readonly jobId: string; readonly errorCode?: string };
  readonly jobFailed: {
    readonly jobId: string;
    readonly retriesLeft: number;
    readonly retryAt?: number;
    readonly message: string;
  };
  readonly jobCancelled: WithEffect & { readonly jobId: string };
  /** Also for the next turn of a cycle, under the same id. */
  readonly timerScheduled: WithEffect & { readonly timer: Timer };
  /** `missed`: turns of the cycle that were passed over because nobody was there to fire them. */
  readonly timerFired: { readonly timerId: string; readonly missed?: number };
  readonly timerCancelled: WithEffect & { readonly timerId: string };
  readonly subscriptionOpened: WithEffect & { readonly subscription: Subscription };
  readonly subscriptionClosed: WithEffect & { readonly subscriptionId: string };
  readonly messageReceived: {
    readonly subscriptionId: string;
    readonly messageName: string;
    readonly messageId: string;
  };
  readonly signalReceived: {
    readonly subscriptionId: string;
    readonly signalName: string;
    readonly signalId: string;
  };
  readonly signalThrown: WithEffect & { readonly signalName: string };
  /** The condition of a waiting conditional event is true now, or is so no longer. */
  readonly conditionChanged: { readonly subscriptionId: string; readonly holds: boolean };
  /** One of the events of a parallel multiple event has come; the others are still awaited. */
  readonly eventHeld: { readonly scopeId: string; readonly held: HeldEvent };
  /** What was held for this event is used up, or no longer wanted. */
  readonly heldReleased: { readonly scopeId: string; readonly tokenId?: string };
  /** A message has given a correlation key its value. */
  readonly correlationKnown: { readonly keyId: string; readonly value: string };
  readonly transactionCancelled: { readonly tokenId: string };
  readonly callStarted: WithEffect & { readonly call: Call };
  readonly callEnded: { readonly callId: string; readonly outcome: string };
  readonly callCancelled: WithEffect & { readonly callId: string };
  /** `scopeId`: where the activity lies that they did. */
  readonly performerRecorded: {
    readonly keys: readonly string[];
    readonly userIds: readonly string[];
    readonly scopeId?: string;
  };
  readonly clockChanged: { readonly clock: CaseClock };
  readonly limitStarted: { readonly limit: TimeLimit; readonly environment: string };
  readonly limitChanged: { readonly limit: TimeLimit; readonly environment: string };
  readonly limitEnded: { readonly limitId: string };
  readonly lampChanged: { readonly limitId: string; readonly key: string; readonly level: 'yellow' | 'red' | 'black' };
  /** `rules`: what this decision and those it required rested on, in order: inputs, the rules that counted, the result. */
  readonly decisionEvaluated: {
    readonly decisionId: string;
    readonly result: JsonValue;
    readonly rules: readonly MatchedRules[];
    readonly environment: string;
  };
  readonly errorThrown: { readonly errorCode: string; readonly message: string; readonly caughtBy?: string };
  readonly escalationThrown: WithEffect & { readonly escalationCode: string; readonly caughtBy?: string };
  readonly compensationRecorded: { readonly scopeId: string; readonly record: CompensationRecord };
  /** The records leave their scopes; the throw event's token keeps them as `pending`, next one last. */
  readonly compensationStarted: {
    readonly tokenId: string;
    readonly scopeIds: readonly string[];
    readonly recordIds: readonly string[];
    readonly memo: JsonObject;
  };
  readonly incidentRaised: { readonly incident: Incident };
  readonly incidentResolved: { readonly incidentId: string };
  /** A message left the instance. */
  readonly effectEmitted: WithEffect & { readonly messageName: string; readonly correlationKey: string };
  readonly instanceSuspended: { readonly suspension: Suspension };
  readonly instanceResumed: JsonObject;
  /** A scope as it was once, under a new id. */
  readonly scopeRestored: { readonly scope: Scope };
  /** A living scope, put right as a whole. */
  readonly scopeRepaired: { readonly scope: Scope };
  /** An ended instance goes on. */
  readonly instanceReopened: JsonObject;
  /** It stands on another plan from here on: how each part is called and where it lies now. */
  readonly instanceMigrated: MigrationFacts;
  /** The called instance rests or goes on with its caller. */
  readonly callRested: WithEffect & { readonly callId: string; readonly suspended: boolean };
  readonly jobSuspended: WithEffect & { readonly jobId: string };
  readonly jobResumed: WithEffect & { readonly jobId: string };
  /** How far the listeners of the token's element are; without `listening` they are over. */
  readonly listeningChanged: { readonly tokenId: string; readonly listening?: Listening };
  /** A listener has forbidden what it was asked about. */
  readonly listenerDenied: { readonly workItemId: string; readonly stage: Listening['stage']; readonly reason: string };
  /** The story of an operation beside its facts: what it concerned before and after, and why. */
  readonly operationDone: {
    readonly operation: CommandType;
    readonly before: JsonObject;
    readonly after: JsonObject;
    readonly reason?: string;
    /** In whose place the actor did it. */
    readonly onBehalfOf?: string;
  };
}

/** Facts of an event, typed. The caller has looked at `event.type`. */
export function dataOf<T extends HistoryEventType>(event: HistoryEvent): HistoryData[T] {
  return event.data as unknown as HistoryData[T];
}
