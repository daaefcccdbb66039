import type { JsonObject } from '../model/json.js';
import type { ElementPlan } from '../model/plan.js';
import type { Token } from '../model/state.js';
import { changeStatus, completed, record } from './draft.js';
import { instantOf } from './due.js';
import { recordCompensation } from './compensation-record.js';
import { checkOutput, setDataStates } from './data-sets.js';
import { retrying } from './fault.js';
import { endToken, leave } from './flow.js';
import { endLimit, extendLimits, followStatus, startClock, startLimits, stopLimits } from './limits.js';
import { listen } from './listeners.js';
import { boundariesOf } from './plan-index.js';
import type { Run } from './run.js';
import { nowOf, stateOf, wake } from './run.js';
import { evaluate, mapVariables, numberOf, setVariables, visibleVariables } from './scope.js';
import { triggerOf } from './trigger.js';
import { closeWaits, openWait, prepareWaits } from './waits.js';
import { need } from './working.js';

const NOTHING: JsonObject = Object.freeze({});

/** Whether the token runs one instance of a multi-instance activity, not the activity as a whole. */
export function isLoopInstance(run: Run, token: Token, element: ElementPlan): boolean {
  if (element.loop === undefined) return false;
  const scope = stateOf(run).scopes[token.scopeId];
  return scope?.kind === 'loopInstance' && scope.elementId === element.id;
}

/** Sets the status of the case that an element stands for, and lets the clocks follow it. */
export function enterStatus(run: Run, element: ElementPlan): void {
  if (element.caseStatus !== undefined) setStatus(run, element.caseStatus, element.id);
}

/** Sets the status of the case; time limits that pause in it stop, others go on. */
export function setStatus(run: Run, status: string, elementId: string | undefined): void {
  changeStatus(run.draft, elementId, status);
  followStatus(run);
}

/**
 * Opens what an activity has as a whole: its time limits and the waits of its boundary events. Everything is evaluated before the
 * first fact is written. Throws `Fault` EXPRESSION_FAILED.
 */
export function openActivity(run: Run, token: Token, element: ElementPlan): void {
  if (element.boundaryIds.length === 0 && element.limits.length === 0) return;
  const { id: tokenId, scopeId } = token;
  const context = visibleVariables(stateOf(run), scopeId);
  const waits = boundariesOf(run.index, element).flatMap((boundary) => {
    const waiter = { elementId: boundary.id, scopeId, tokenId, interrupting: boundary.interrupting };
    return prepareWaits(run, boundary.event, waiter, context);
  });
  startLimits(run, element.limits, { elementId: element.id, tokenId, scopeId });
  for (const wait of waits) openWait(run, wait);
}

/**
 * An element has done its work: `result` goes through its output mappings, which also see `inputs`, into the variables; then it is
 * finished. Without output mappings the result is merged as it is. A fault on the way is retried with the same result.
 */
export function complete(
  run: Run,
  token: Token,
  element: ElementPlan,
  result: JsonObject = NOTHING,
  inputs: JsonObject = NOTHING,
): void {
  if (result === NOTHING && isBare(element)) return pass(run, token, element);
  retrying({ phase: 'complete', result, inputs }, () => {
    const values = outputsOf(run, token, element, result, inputs);
    if (element.listeners !== undefined) {
      setVariables(run, token.scopeId, values, element.id);
      if (!listen(run, token, element, 'end', { variables: values })) endWith(run, token, element, values);
    } else if (isLoopInstance(run, token, element)) {
      setVariables(run, token.scopeId, values, element.id);
      endInLoop(run, token, element, values);
    } else {
      const moveClock = prepareClock(run, token, element, values);
      setVariables(run, token.scopeId, values, element.id);
      finish(run, token, element, values, moveClock);
    }
  });
}

/** Ends an element whose results are in the variables already: the listeners of its end have seen them. */
export function endWith(run: Run, token: Token, element: ElementPlan, values: JsonObject): void {
  if (isLoopInstance(run, token, element)) return endInLoop(run, token, element, values);
  const moveClock = retrying({ phase: 'end', result: values }, () => prepareClock(run, token, element, values));
  finish(run, token, element, values, moveClock);
}

function endInLoop(run: Run, token: Token, element: ElementPlan, values: JsonObject): void {
  setDataStates(run, token, element);
  noteCompensation(run, token, element, values);
  completed(run.draft, element.id, token.id);
  wake(run, token.id, { type: 'instanceCompleted' });
}

/** Whether completing it writes nothing but that: no variables, no clock, no data, nothing to compensate, nobody to tell. */
function isBare({
  outputs,
  clock,
  loop,
  data,
  listeners,
  parentId,
  compensationHandlerId,
  isForCompensation,
}: ElementPlan): boolean {
  const isQuiet = outputs.length === 0 && clock.length === 0 && parentId === undefined && !isForCompensation;
  const isAlone = loop === undefined && listeners === undefined && compensationHandlerId === undefined;
  return isQuiet && isAlone && data === undefined;
}

function pass(run: Run, token: Token, element: ElementPlan): void {
  closeActivity(run, token, element);
  completed(run.draft, element.id, token.id);
  leave(run, token, element);
}

function outputsOf(run: Run, token: Token, element: ElementPlan, result: JsonObject, inputs: JsonObject): JsonObject {
  checkOutput(run, token, element, () => ({ ...inputs, ...result }));
  if (element.outputs.length === 0) return result;
  const visible = visibleVariables(stateOf(run), token.scopeId);
  return mapVariables(run, element.outputs, { ...visible, ...inputs, ...result }, visible);
}

/** Finishes a multi-instance activity as a whole; its instances have mapped their outputs already. */
export function completeLoop(run: Run, token: Token, element: ElementPlan, variables: JsonObject): void {
  retrying({ phase: 'complete', result: variables }, () => {
    const moveClock = prepareClock(run, token, element, variables);
    setVariables(run, token.scopeId, variables, element.id);
    finish(run, token, element, {}, moveClock);
  });
}

function finish(run: Run, token: Token, element: ElementPlan, values: JsonObject, moveClock: () => void): void {
  closeActivity(run, token, element);
  moveClock();
  if (element.loop === undefined) {
    setDataStates(run, token, element);
    noteCompensation(run, token, element, values);
  }
  completed(run.draft, element.id, token.id);
  tellAdHoc(run, token, element);
  if (element.isForCompensation) endToken(run, token);
  else leave(run, token, element);
}

/** An ad-hoc sub-process hears of each of its activities before the flow behind it is taken. */
function tellAdHoc(run: Run, { scopeId }: Token, { id: activityId, parentId, type }: ElementPlan): void {
  if (parentId === undefined || run.index.plan.elements[parentId]?.type !== 'adHocSubProcess') return;
  const { ownerTokenId, elementId } = need(stateOf(run), 'scopes', scopeId);
  if (ownerTokenId === undefined || elementId !== parentId || /Event$|Gateway$/.test(type)) return;
  wake(run, ownerTokenId, { type: 'activityCompleted', scopeId, activityId });
}

function isEmpty(record: object): boolean {
  for (const _key in record) return false;
  return true;
}

/** Ends what hangs on the token beside its work: boundary events, time limits, incidents that the completion has overtaken. */
function closeActivity(run: Run, token: Token, element: ElementPlan): void {
  if (element.boundaryIds.length > 0) closeWaits(run, ({ tokenId }) => tokenId === token.id);
  const { limits, incidents } = stateOf(run);
  if (!isEmpty(limits)) for (const limit of Object.values(limits)) if (limit.tokenId === token.id) endLimit(run, limit);
  if (isEmpty(incidents)) return;
  for (const { id: incidentId, tokenId, elementId } of Object.values(incidents)) {
    if (tokenId === token.id) record(run.draft, 'incidentResolved', elementId, { incidentId });
  }
}

function noteCompensation(run: Run, token: Token, element: ElementPlan, variables: JsonObject): void {
  const { id: activityId, compensationHandlerId: handlerId } = element;
  if (handlerId === undefined) return;
  const boundary = boundariesOf(run.index, element).find(({ event }) => event.kind === 'compensation');
  if (boundary && triggerOf(run.triggers, boundary.event).keeps?.(boundary.event, boundary) !== true) return;
  recordCompensation(run, { activityId, handlerId, scopeId: token.scopeId, variables });
}

/** Evaluates what the element does to the case clock; the answer does it. */
function prepareClock(run: Run, token: Token, element: ElementPlan, values: JsonObject): () => void {
  if (element.clock.length === 0) return () => undefined;
  const context = { ...visibleVariables(stateOf(run), token.scopeId), ...values };
  const { zone } = run.program.environment.calendar;
  const acts = element.clock.map(({ action, at, amount, limitKey }) => {
    if (action === 'start') {
      const startedAt = at === undefined ? nowOf(run) : instantOf(evaluate(run, at, context), zone);
      return () => startClock(run, startedAt, token.id);
    }
    if (action === 'stop') return () => stopLimits(run, limitKey);
    const more = amount === undefined ? 0 : numberOf(run, { kind: 'feel', source: amount }, context);
    return () => extendLimits(run, limitKey, more);
  });
  return () => {
    for (const act of acts) act();
  };
}
