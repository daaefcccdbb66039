import type { Command } from '../model/commands/command.js';
import type { Effect, EffectBody } from '../model/effect.js';
import type { HistoryEvent, HistoryEventType } from '../model/history.js';
import type { JsonObject } from '../model/json.js';
import type { Call, InstanceState, Job, Subscription, Timer } from '../model/state.js';
import { applyTo } from './apply.js';
import type { HistoryData } from './history-data.js';
import type { Working } from './working.js';
import { beginWork } from './working.js';

/** One command on its way: the state it makes, and the facts and effects so far. The only writer of states. */
export interface Draft {
  readonly work: Working;
  readonly command: Command;
  readonly history: HistoryEvent[];
  readonly effects: Effect[];
}

/** Begins a draft; `state` is never written to. */
export function beginDraft(state: InstanceState | undefined, instanceId: string, command: Command): Draft {
  const draft: Draft = { work: beginWork(state), command, history: [], effects: [] };
  const { at, id: commandId, type: commandType, actor } = command;
  const revision = draft.work.state.revision + 1;
  record(draft, 'commandAccepted', undefined, {
    instanceId,
    revision,
    at,
    commandId,
    commandType,
    actorId: actor.userId,
  });
  return draft;
}

/** Ids are given out once: `t1`, `s2` ... */
export type IdLetter = 't' | 's' | 'w' | 'j' | 'm' | 'b' | 'c' | 'i' | 'l' | 'r' | 'a' | 'q';

/** The next id of the instance. */
export function newId(draft: Draft, letter: IdLetter): string {
  const { state } = draft.work;
  const id = `${letter}${state.nextId}`;
  state.nextId += 1;
  return id;
}

/** Writes one fact down, carries it out, and numbers the effect that belongs to it. Every change of a state goes through here. */
export function record<T extends HistoryEventType>(
  draft: Draft,
  type: T,
  elementId: string | undefined,
  facts: HistoryData[T],
  effect?: EffectBody,
): void {
  const { work } = draft;
  const { historySeq: seq, effectSeq } = work.state;
  const data = (effect === undefined ? facts : { ...facts, effectSeq }) as unknown as JsonObject;
  const event: HistoryEvent = elementId === undefined ? { seq, type, data } : { seq, type, elementId, data };
  draft.history.push(event);
  applyTo(work, event);
  if (effect === undefined) return;
  work.state.effectSeq = effectSeq + 1;
  draft.effects.push({ seq: effectSeq, ...effect });
}

/**
 * Notes that an element has completed. When nothing has happened since its token entered it, the one fact `elementPassed` takes the
 * place of both.
 */
export function completed(draft: Draft, elementId: string, tokenId: string): void {
  const { history } = draft;
  const last = history[history.length - 1];
  if (last?.type === 'elementEntered' && last.elementId === elementId && last.data['tokenId'] === tokenId) {
    history[history.length - 1] = { seq: last.seq, type: 'elementPassed', elementId, data: last.data };
    return;
  }
  record(draft, 'elementCompleted', elementId, { tokenId });
}

/** Gives a job out; also a failed one again, under its id. */
export function createJob(draft: Draft, job: Job): void {
  const { id: jobId, elementId, jobType, retriesLeft: retries, variables, headers } = job;
  const effect: EffectBody = { type: 'createJob', jobId, elementId, jobType, retries, variables, headers };
  record(draft, 'jobCreated', elementId, { job }, effect);
}

/** Takes a job back. */
export function cancelJob(draft: Draft, { id: jobId, elementId }: Job): void {
  record(draft, 'jobCancelled', elementId, { jobId }, { type: 'cancelJob', jobId });
}

/** Sets a timer, or its next turn. */
export function scheduleTimer(draft: Draft, timer: Timer): void {
  const { id: timerId, elementId, dueAt } = timer;
  record(draft, 'timerScheduled', elementId, { timer }, { type: 'scheduleTimer', timerId, elementId, dueAt });
}

/** Takes a timer back. */
export function cancelTimer(draft: Draft, { id: timerId, elementId }: Timer): void {
  record(draft, 'timerCancelled', elementId, { timerId }, { type: 'cancelTimer', timerId });
}

/** Waits for a message or signal, which the host hears of, or for a condition, which the engine judges itself. */
export function openSubscription(draft: Draft, subscription: Subscription): void {
  const { id: subscriptionId, elementId, kind, messageName, correlationKey } = subscription;
  if (kind === 'conditional') return record(draft, 'subscriptionOpened', elementId, { subscription });
  const wanted = { subscriptionId, messageName, correlationKey };
  const effect: EffectBody = { type: 'openSubscription', ...(kind === 'signal' ? { kind } : {}), ...wanted };
  record(draft, 'subscriptionOpened', elementId, { subscription }, effect);
}

/** Waits no longer: the message came, or the wait was cancelled. */
export function closeSubscription(draft: Draft, { id: subscriptionId, elementId, kind }: Subscription): void {
  if (kind === 'conditional') return record(draft, 'subscriptionClosed', elementId, { subscriptionId });
  const effect: EffectBody = { type: 'closeSubscription', subscriptionId };
  record(draft, 'subscriptionClosed', elementId, { subscriptionId }, effect);
}

/** Calls another process. */
export function startCall(
  draft: Draft,
  call: Call,
  child: Omit<Extract<EffectBody, { type: 'startChild' }>, 'type' | 'callId' | 'childInstanceId' | 'processId'>,
): void {
  const { id: callId, childInstanceId, processId, elementId } = call;
  record(
    draft,
    'callStarted',
    elementId,
    { call },
    { type: 'startChild', callId, childInstanceId, processId, ...child },
  );
}

/** Gives a called instance up. */
export function cancelCall(draft: Draft, { id: callId, childInstanceId, elementId }: Call): void {
  record(draft, 'callCancelled', elementId, { callId }, { type: 'cancelChild', callId, childInstanceId });
}

/** How long a message is kept when nobody waits for it yet: one day, in ms. */
const MESSAGE_LIFE = 86_400_000;

/** A message leaves the instance. Its id is made of the instance and the number of the effect, so sending it twice is seen. */
export function publishMessage(
  draft: Draft,
  elementId: string,
  message: {
    readonly messageName: string;
    readonly correlationKey: string;
    readonly variables: JsonObject;
    readonly keys?: readonly string[];
  },
): void {
  const { messageName, correlationKey } = message;
  const messageId = `${draft.work.state.instanceId}-e${draft.work.state.effectSeq}`;
  const effect: EffectBody = { type: 'publishMessage', messageId, timeToLive: MESSAGE_LIFE, ...message };
  record(draft, 'effectEmitted', elementId, { messageName, correlationKey }, effect);
}

/** A signal leaves the instance; its id is made like that of a message. Gives the id. */
export function publishSignal(draft: Draft, elementId: string, signalName: string, variables: JsonObject): string {
  const signalId = `${draft.work.state.instanceId}-e${draft.work.state.effectSeq}`;
  const effect: EffectBody = { type: 'publishSignal', signalId, signalName, variables };
  record(draft, 'signalThrown', elementId, { signalName }, effect);
  return signalId;
}

/** Another status of the case; a calling case hears of it. */
export function changeStatus(draft: Draft, elementId: string | undefined, status: string): void {
  const { parent, caseStatus: from } = draft.work.state;
  const effect: EffectBody | undefined = parent && { type: 'reportChildStatus', parent, status };
  record(draft, 'statusChanged', elementId, { status, from }, effect);
}
