import { triggerBoundary } from '../elements/boundary-event.js';
import { armOne, eventSubProcessAt, startEventSubProcess } from '../elements/event-sub-process.js';
import type { JsonObject } from '../model/json.js';
import type { BoundaryEventPlan, ElementPlan, EventPlan } from '../model/plan.js';
import type { Subscription } from '../model/state.js';
import { closeSubscription, record } from './draft.js';
import { elementOf } from './plan-index.js';
import type { Run } from './run.js';
import { elementAt, stateOf, tokenOf, wake } from './run.js';
import { visibleVariables } from './scope.js';
import type { WaitPlace } from './waits.js';
import { closeWaits, openWait, prepareWaits, releaseHeld } from './waits.js';
import { need } from './working.js';

/** A wait that has come true. `part`: place among the events of a multiple event. */
export interface Happened extends WaitPlace {
  readonly part?: number;
}

/**
 * Hands what has happened to the event that waited for it: a catching event goes on, a boundary event or an event sub-process starts, an
 * event-based gateway has its choice. A multiple event is over with the first of its events, a parallel one with the last (BPMN 2.0.2,
 * 10.5.6); until then what has come is held.
 */
export function happen(run: Run, wait: Happened, payload: JsonObject): void {
  const element = elementOf(run.index, wait.elementId);
  const event = eventOf(element);
  if (event?.kind !== 'multiple') return deliver(run, wait, element, payload);
  if (event.parallel) {
    const all = hold(run, wait, event.events.length, payload);
    if (all === undefined) return;
    deliver(run, wait, element, all);
    return waitAgain(run, wait, element, event);
  }
  if (isInterrupting(element)) closeWaits(run, (other) => isSamePlace(other, wait));
  deliver(run, wait, element, payload);
}

/** Whether a wait is over once it has come true: that of an interrupting event, and each of a parallel multiple one. */
export function isOver(run: Run, { elementId, interrupting }: Subscription): boolean {
  const event = eventOf(elementOf(run.index, elementId));
  return interrupting || (event?.kind === 'multiple' && event.parallel);
}

/** A signal has reached one who waits for it. */
export function receiveSignal(run: Run, subscription: Subscription, signalId: string, variables: JsonObject): void {
  const { id: subscriptionId, elementId, messageName: signalName } = subscription;
  record(run.draft, 'signalReceived', elementId, { subscriptionId, signalName, signalId });
  if (isOver(run, subscription)) closeSubscription(run.draft, subscription);
  happen(run, subscription, variables);
}

function eventOf(element: ElementPlan): EventPlan | undefined {
  return 'event' in element ? element.event : undefined;
}

function isInterrupting(element: ElementPlan): boolean {
  const canGoOn = element.type === 'boundaryEvent' || (element.type === 'startEvent' && element.parentId !== undefined);
  return !canGoOn || element.interrupting;
}

function isSamePlace(one: WaitPlace, other: WaitPlace): boolean {
  return one.elementId === other.elementId && one.tokenId === other.tokenId && one.scopeId === other.scopeId;
}

/** Keeps what has come; the variables of all events, once the last one has. One that comes twice counts once. */
function hold(run: Run, wait: Happened, wanted: number, variables: JsonObject): JsonObject | undefined {
  const { elementId, scopeId, tokenId, part = 0 } = wait;
  const before = (need(stateOf(run), 'scopes', scopeId).held ?? []).filter((one) =>
    isSamePlace({ ...one, scopeId }, wait),
  );
  if (before.some((one) => one.part === part)) return undefined;
  if (before.length + 1 < wanted) {
    const held = { elementId, ...(tokenId === undefined ? {} : { tokenId }), part, variables };
    record(run.draft, 'eventHeld', elementId, { scopeId, held });
    return undefined;
  }
  if (before.length > 0) releaseHeld(run, wait);
  return before.reduceRight((all, one) => ({ ...one.variables, ...all }), variables);
}

/** A parallel multiple event that interrupts nothing waits for all of its events anew. */
function waitAgain(run: Run, wait: WaitPlace, element: ElementPlan, event: EventPlan): void {
  if (isInterrupting(element)) return;
  const { scopeId, tokenId } = wait;
  if (element.type === 'boundaryEvent' && tokenId !== undefined) return armBoundary(run, element, event, wait);
  const eventSubProcess = eventSubProcessAt(run, scopeId, element.id);
  if (eventSubProcess) armOne(run, scopeId, eventSubProcess);
}

function armBoundary(run: Run, boundary: BoundaryEventPlan, event: EventPlan, { scopeId, tokenId }: WaitPlace): void {
  const waiter = {
    elementId: boundary.id,
    scopeId,
    interrupting: false,
    ...(tokenId === undefined ? {} : { tokenId }),
  };
  const waits = prepareWaits(run, event, waiter, visibleVariables(stateOf(run), scopeId));
  for (const wait of waits) openWait(run, wait);
}

function deliver(run: Run, wait: WaitPlace, element: ElementPlan, payload: JsonObject): void {
  const { scopeId, tokenId } = wait;
  if (tokenId === undefined) {
    const eventSubProcess = eventSubProcessAt(run, scopeId, element.id);
    if (eventSubProcess) startEventSubProcess(run, eventSubProcess, scopeId, payload);
    return;
  }
  if (element.type === 'boundaryEvent') return triggerBoundary(run, element, tokenId, payload);
  if (elementAt(run, tokenOf(run, tokenId)).type !== 'eventBasedGateway') {
    return wake(run, tokenId, { type: 'result', variables: payload });
  }
  closeWaits(run, (other) => other.tokenId === tokenId);
  wake(run, tokenId, { type: 'chosen', elementId: element.id, variables: payload });
}
