import type { Lamp, LampSum } from '../calendar/lamp.js';
import { remaining } from '../calendar/lamp.js';
import type { Actor } from '../model/actor.js';
import type { Rejection } from '../model/rejection.js';
import type { HistoryEvent } from '../model/history.js';
import type { Program } from '../model/program.js';
import type { InstanceState, TimeLimit, WorkItem } from '../model/state.js';
import { dataOf } from './history-data.js';
import { lampLimit } from './limits.js';
import { refuseClaim, refuseCompletion, refuseRelease } from './permission.js';

/** What a token rests for. `join`: for the tokens of other flows. */
export type WaitReason =
  | 'incident'
  | 'workItem'
  | 'job'
  | 'call'
  | 'timer'
  | 'message'
  | 'signal'
  | 'condition'
  | 'scope'
  | 'compensation'
  | 'data'
  | 'join';

/** An element that is active now, once for each token on it. */
export interface ActiveElement {
  readonly elementId: string;
  readonly tokenId: string;
  readonly scopeId: string;
  readonly since: number;
  readonly reason: WaitReason;
}

/** Every resting token with its place and reason, outermost scopes first as they were made. */
export function activeElements(state: InstanceState): readonly ActiveElement[] {
  return Object.values(state.tokens).map(({ id: tokenId, elementId, scopeId, since }) => ({
    elementId,
    tokenId,
    scopeId,
    since,
    reason: reasonOf(state, tokenId) ?? 'join',
  }));
}

/** Why a token rests; undefined when nothing but a join can hold it. */
export function reasonOf(state: InstanceState, tokenId: string): WaitReason | undefined {
  const holds = (parts: Readonly<Record<string, { readonly tokenId?: string }>>): boolean =>
    Object.values(parts).some((part) => part.tokenId === tokenId);
  const token = state.tokens[tokenId];
  if (holds(state.incidents)) return 'incident';
  if (holds(state.workItems)) return 'workItem';
  if (holds(state.jobs)) return 'job';
  if (holds(state.calls)) return 'call';
  if (token?.memo?.['waiting'] === 'compensation') return 'compensation';
  if (token?.memo?.['waiting'] === 'data') return 'data';
  if (Object.values(state.scopes).some(({ ownerTokenId }) => ownerTokenId === tokenId)) return 'scope';
  // Waits of boundary events come after everything the activity itself rests for; those of an event gateway bear the names of its events.
  const isOwn = (part: { readonly tokenId?: string }): boolean => part.tokenId === tokenId;
  if (Object.values(state.timers).some((timer) => timer.purpose === 'event' && isOwn(timer))) return 'timer';
  const subscription = Object.values(state.subscriptions).find(isOwn);
  if (subscription === undefined) return undefined;
  return subscription.kind === 'conditional' ? 'condition' : (subscription.kind ?? 'message');
}

/** Open work items, oldest first. */
export function openWorkItems(state: InstanceState): readonly WorkItem[] {
  return Object.values(state.workItems);
}

/** May, or the reason why not. */
export type Permission = { readonly ok: true } | { readonly ok: false; readonly rejection: Rejection };

/** Whether the actor could take this work item now: the same judgement as `claimWorkItem`. */
export function canClaim(program: Program, state: InstanceState, workItemId: string, actor: Actor): Permission {
  return answer(refuseClaim(program, state, workItemId, actor));
}

/** Whether the actor could complete this work item now: the same judgement as `completeWorkItem`. */
export function canComplete(program: Program, state: InstanceState, workItemId: string, actor: Actor): Permission {
  return answer(refuseCompletion(program, state, workItemId, actor));
}

/** Whether the actor could give this work item back now: the same judgement as `releaseWorkItem`. */
export function canRelease(program: Program, state: InstanceState, workItemId: string, actor: Actor): Permission {
  return answer(refuseRelease(program, state, workItemId, actor));
}

function answer(refusal: Rejection | undefined): Permission {
  return refusal === undefined ? { ok: true } : { ok: false, rejection: refusal };
}

/** How often elements were entered and completed and flows taken, by id: what a diagram colours. */
export interface TakenPath {
  readonly entered: Readonly<Record<string, number>>;
  readonly completed: Readonly<Record<string, number>>;
  readonly cancelled: Readonly<Record<string, number>>;
  readonly flows: Readonly<Record<string, number>>;
}

/** The path an instance has taken so far, told by its history. */
export function takenPath(history: readonly HistoryEvent[]): TakenPath {
  const path = { entered: {}, completed: {}, cancelled: {}, flows: {} };
  for (const event of history) {
    if (event.elementId === undefined) continue;
    const isPassed = event.type === 'elementPassed';
    if (event.type === 'elementEntered' || isPassed) {
      count(path.entered, event.elementId);
      count(path.flows, dataOf<'elementEntered'>(event).flowId);
    }
    if (event.type === 'flowTaken') count(path.flows, dataOf<'flowTaken'>(event).flowId);
    if (event.type === 'elementCompleted' || isPassed) count(path.completed, event.elementId);
    if (event.type === 'elementCancelled') count(path.cancelled, event.elementId);
  }
  return path;
}

function count(counters: Record<string, number>, id: string | undefined): void {
  if (id !== undefined) counters[id] = (counters[id] ?? 0) + 1;
}

/** Lamp and sum of a time limit at an instant (ms since epoch, UTC); one that stands still shows what it showed when it stopped. */
export function limitLamp(program: Program, limit: TimeLimit, at: number): LampSum {
  const now = Math.min(at, limit.pausedSince ?? at);
  return remaining({ ...lampLimit(program.environment.calendar, limit), now });
}

const ORDER: readonly Lamp[] = ['green', 'yellow', 'red', 'black'];

/** The most urgent lamp among the limits of a work item; undefined when it has none. */
export function workItemLamp(program: Program, state: InstanceState, item: WorkItem, at: number): Lamp | undefined {
  const lamps = item.limitIds.flatMap((id) => {
    const limit = state.limits[id];
    return limit === undefined ? [] : [limitLamp(program, limit, at).lamp];
  });
  return lamps.reduce<Lamp | undefined>(
    (worst, lamp) => (worst === undefined || ORDER.indexOf(lamp) > ORDER.indexOf(worst) ? lamp : worst),
    undefined,
  );
}
