import type { JsonObject } from '../model/json.js';
import type { ElementPlan, ListenerPlan } from '../model/plan.js';
import type { Job, Listening, Token, WorkItem } from '../model/state.js';
import { createJob, newId, record } from './draft.js';
import { retrying } from './fault.js';
import { elementOf } from './plan-index.js';
import type { Run } from './run.js';
import { nowOf, stateOf, tokenOf } from './run.js';
import { inputsOf, setVariables, textOf, visibleVariables } from './scope.js';

/** A moment of an element at which listeners are asked. */
type ListenerStage = Listening['stage'];

/** What the listeners of each moment do; the palette test takes one away to see that its cell notices. */
export const LISTENER_EVENTS: Readonly<Record<ListenerStage, readonly ListenerPlan['eventType'][]>> = {
  start: ['start', 'creating'],
  end: ['end'],
  processEnd: ['end'],
  assigning: ['assigning'],
  completing: ['completing'],
};

const NONE: readonly ListenerPlan[] = [];

/** The listeners of a moment in their order. Those of the start of the process are done on its start event (ADR 0035). */
function listenersAt(run: Run, element: ElementPlan, stage: ListenerStage): readonly ListenerPlan[] {
  const { plan } = run.index;
  const isRoot = element.type === 'startEvent' && element.parentId === undefined;
  const all = stage === 'processEnd' || (stage === 'start' && isRoot) ? plan.listeners : element.listeners;
  if (all === undefined) return NONE;
  return LISTENER_EVENTS[stage].flatMap((wanted) => all.filter(({ eventType }) => eventType === wanted));
}

/** Whether the token waits for a listener of its element, or would if the job had not failed. */
export function isListening(run: Run, { elementId, listening }: Token): boolean {
  if (listening === undefined) return false;
  const all = listenersAt(run, elementOf(run.index, elementId), listening.stage);
  return listening.next < all.length;
}

/**
 * Asks the listeners of a moment, one after the other; false when there are none, or all are done already. A fault is retried at the
 * listener whose turn it is.
 */
export function listen(
  run: Run,
  token: Token,
  element: ElementPlan,
  stage: ListenerStage,
  more: Omit<Partial<Listening>, 'stage' | 'next'> = {},
): boolean {
  if (listenersAt(run, element, stage).length === 0 || token.listening?.stage === stage) return false;
  const listening: Listening = { stage, next: 0, variables: {}, ...more };
  record(run.draft, 'listeningChanged', element.id, { tokenId: token.id, listening });
  retrying({ phase: 'run' }, () => giveJob(run, token, element, listening));
  return true;
}

/** Gives the job of the listener whose turn it is out again; under its id, if there is one still. */
export function listenAgain(run: Run, token: Token, element: ElementPlan): void {
  const known = Object.values(stateOf(run).jobs).find((job) => job.tokenId === token.id && job.listener !== undefined);
  if (token.listening) giveJob(run, token, element, token.listening, known);
}

/**
 * A listener is done; answers what its moment has to go on with once it was the last. What a listener of an activity's start brings is
 * the activity's own, like its inputs; what one of a user task's completion brings corrects what was submitted; anything else is set as
 * results of jobs are.
 */
export function listened(run: Run, token: Token, element: ElementPlan, variables: JsonObject): Listening | undefined {
  const { listening } = token;
  if (listening === undefined) return undefined;
  const isOwn = listening.stage === 'start' ? hasLocals(element) : listening.stage === 'completing';
  if (!isOwn) setVariables(run, token.scopeId, variables, element.id);
  const held = isOwn ? { ...listening.variables, ...variables } : listening.variables;
  const now: Listening = { ...listening, next: listening.next + 1, variables: held };
  record(run.draft, 'listeningChanged', element.id, { tokenId: token.id, listening: now });
  if (now.next >= listenersAt(run, element, now.stage).length) return now;
  retrying({ phase: 'run' }, () => giveJob(run, tokenOf(run, token.id), element, now));
  return undefined;
}

/** The listeners of this moment are over; the token forgets them. */
export function forgetListeners(run: Run, token: Token): void {
  record(run.draft, 'listeningChanged', token.elementId, { tokenId: token.id });
}

/** Whether an element has variables of its own beside those it sees: all that have input mappings and do work. */
function hasLocals({ type }: ElementPlan): boolean {
  return /Task$|^task$|Process$|^transaction$|^callActivity$/.test(type) && type !== 'receiveTask';
}

/** Throws `Fault` EXPRESSION_FAILED. */
function giveJob(run: Run, token: Token, element: ElementPlan, listening: Listening, known?: Job): void {
  const listener = listenersAt(run, element, listening.stage)[listening.next];
  if (listener === undefined) return;
  const variables = seenBy(run, token, element, listening);
  const jobType = textOf(run, listener.jobType, variables);
  const { eventType, retries } = listener;
  const workItem = stateOf(run).workItems[listening.workItemId ?? ''];
  const kind = eventType === 'start' || eventType === 'end' ? 'execution' : 'task';
  createJob(run.draft, {
    id: known?.id ?? newId(run.draft, 'j'),
    tokenId: token.id,
    scopeId: token.scopeId,
    elementId: element.id,
    jobType,
    retriesLeft: retries,
    variables,
    headers: { listener: kind, eventType, ...(workItem ? headersOf(workItem) : {}) },
    createdAt: nowOf(run),
    listener: eventType,
  });
}

/** What the worker of a listener gets: all that the element sees at that moment. Throws `Fault` EXPRESSION_FAILED. */
function seenBy(run: Run, { scopeId }: Token, { inputs }: ElementPlan, listening: Listening): JsonObject {
  const { stage, variables, payload, workItemId } = listening;
  const state = stateOf(run);
  const visible = visibleVariables(state, state.workItems[workItemId ?? '']?.scopeId ?? scopeId);
  if (stage === 'start') return { ...visible, ...payload, ...inputsOf(run, inputs, scopeId, variables) };
  return stage === 'completing' ? { ...visible, ...variables } : visible;
}

function headersOf({ id: workItemId, assignee }: WorkItem): Readonly<Record<string, string>> {
  return assignee === undefined ? { workItemId } : { workItemId, assignee };
}
