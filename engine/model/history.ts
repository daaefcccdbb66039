import type { CommandType } from './commands/command.js';
import type { JsonObject } from './json.js';

/**
 * One fact of an instance, complete enough that `apply` makes the next state from it: state is the fold of its history. The first fact
 * of each command is `commandAccepted`: whose command it was, and when; the facts after it are what the command did.
 * `data` holds the facts of its type (see `core/history-data.ts`); `elementId` names the place in the model wherever there is one.
 */
export interface HistoryEvent {
  /** 0, 1, 2 ... without a gap. */
  readonly seq: number;
  readonly type: HistoryEventType;
  readonly elementId?: string;
  readonly data: JsonObject;
}

/** Whose command a fact belongs to: the facts of `commandAccepted`. `at` is ms since the epoch, UTC. */
export interface CommandNote {
  readonly instanceId: string;
  /** Revision of the state the command made. */
  readonly revision: number;
  readonly at: number;
  readonly commandId: string;
  readonly commandType: CommandType;
  readonly actorId: string;
}

/** A fact that stands by itself, as projections keep it: with the command it belongs to. */
export interface HistoryRecord extends HistoryEvent, CommandNote {}

/** What can happen to an instance. `apply` handles each; the draft is the only place that makes them. */
export type HistoryEventType =
  | 'commandAccepted'
  | 'instanceStarted'
  | 'instanceEnded'
  | 'statusChanged'
  | 'scopeOpened'
  | 'scopeClosed'
  | 'variablesSet'
  | 'tokenCreated'
  | 'tokenMoved'
  | 'tokenRemoved'
  | 'flowTaken'
  | 'elementEntered'
  | 'elementCompleted'
  | 'elementPassed'
  | 'elementCancelled'
  | 'loopChanged'
  | 'loopGrown'
  | 'gatewayChanged'
  | 'adHocChanged'
  | 'dataStateChanged'
  | 'workItemCreated'
  | 'workItemClaimed'
  | 'workItemReleased'
  | 'workItemCompleted'
  | 'workItemCancelled'
  | 'workItemChanged'
  | 'approvalOpened'
  | 'approvalChanged'
  | 'approverChanged'
  | 'approverRemoved'
  | 'voteCast'
  | 'noticeSent'
  | 'jobCreated'
  | 'jobCompleted'
  | 'jobFailed'
  | 'jobCancelled'
  | 'timerScheduled'
  | 'timerFired'
  | 'timerCancelled'
  | 'subscriptionOpened'
  | 'subscriptionClosed'
  | 'messageReceived'
  | 'signalReceived'
  | 'signalThrown'
  | 'conditionChanged'
  | 'eventHeld'
  | 'heldReleased'
  | 'correlationKnown'
  | 'transactionCancelled'
  | 'callStarted'
  | 'callEnded'
  | 'callCancelled'
  | 'performerRecorded'
  | 'clockChanged'
  | 'limitStarted'
  | 'limitChanged'
  | 'limitEnded'
  | 'lampChanged'
  | 'decisionEvaluated'
  | 'errorThrown'
  | 'escalationThrown'
  | 'compensationRecorded'
  | 'compensationStarted'
  | 'incidentRaised'
  | 'incidentResolved'
  | 'effectEmitted'
  | 'operationDone'
  | 'instanceSuspended'
  | 'instanceResumed'
  | 'callRested'
  | 'scopeRestored'
  | 'scopeRepaired'
  | 'instanceReopened'
  | 'instanceMigrated'
  | 'jobSuspended'
  | 'jobResumed'
  | 'listeningChanged'
  | 'listenerDenied';
