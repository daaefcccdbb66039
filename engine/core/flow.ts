import type { JsonObject } from '../model/json.js';
import type { ElementPlan, FlowPlan } from '../model/plan.js';
import type { Token } from '../model/state.js';
import { needRoom } from './budget.js';
import { cancel } from './cancel.js';
import { newId, record } from './draft.js';
import { endInstance } from './ending.js';
import { Fault, retrying } from './fault.js';
import { listen } from './listeners.js';
import { outgoingOf } from './plan-index.js';
import type { Run } from './run.js';
import { elementAt, stateOf, wake } from './run.js';
import { evaluate, visibleVariables } from './scope.js';
import { closeWaits } from './waits.js';
import { need, tokensIn } from './working.js';

/** A token leaves an element that has completed: by its flows, or for good when it has none (BPMN 2.0.2, 13.2.1 and 13.3.1). */
export function leave(run: Run, token: Token, element: ElementPlan): void {
  if (token.wayBack?.at === element.id) return wake(run, token.id, { type: 'goBack' });
  const outgoing = outgoingOf(run.index, element);
  const flows = outgoing.isPlain
    ? outgoing.flows
    : retrying({ phase: 'leave' }, () => chooseFlows(run, token, element, token.memo));
  if (flows.length === 0) return endToken(run, token);
  const { completionQuantity = 1 } = element;
  const more = flows.length * completionQuantity - 1;
  if (more > 0) retrying({ phase: 'leave' }, () => needRoom(run, more));
  let isFirst = true;
  for (const flow of flows) {
    for (let count = 0; count < completionQuantity; count += 1) {
      take(run, isFirst ? token.id : newToken(run, token, element), flow);
      isFirst = false;
    }
  }
}

function newToken(run: Run, { scopeId }: Token, element: ElementPlan): string {
  const tokenId = newId(run.draft, 't');
  record(run.draft, 'tokenCreated', element.id, { tokenId, scopeId });
  return tokenId;
}

function take(run: Run, tokenId: string, flow: FlowPlan): void {
  run.agenda.push({ kind: 'enter', tokenId, elementId: flow.targetId, flowId: flow.id });
}

/**
 * The flows to take. Conditions are not looked at behind a parallel gateway; those of a complex gateway see `phase`, which of its two it
 * is in (`core/complex-gateway.ts`). Throws `Fault` NO_FLOW, EXPRESSION_FAILED.
 */
export function chooseFlows(
  run: Run,
  token: Pick<Token, 'scopeId'>,
  element: ElementPlan,
  phase: JsonObject | undefined,
): readonly FlowPlan[] {
  const { flows, isPlain } = outgoingOf(run.index, element);
  if (isPlain) return flows;
  if (element.type === 'complexGateway') return flowsOfComplex(run, token.scopeId, element, phase ?? {});
  const isExclusive = element.type === 'exclusiveGateway';
  const context = visibleVariables(stateOf(run), token.scopeId);
  const chosen: FlowPlan[] = [];
  let isAnyTrue = false;
  for (const flow of flows) {
    if (flow.id === element.defaultFlowId) continue;
    const holds = flow.condition === undefined || isTrue(run, flow.condition, context);
    if (!holds) continue;
    chosen.push(flow);
    if (isExclusive) return chosen;
    // At a gateway a flow without condition is one whose condition always holds (BPMN 2.0.2, 13.4.3).
    isAnyTrue ||= flow.condition !== undefined || element.type === 'inclusiveGateway';
  }
  const fallback = flows.find(({ id }) => id === element.defaultFlowId);
  if (fallback && !isAnyTrue) chosen.push(fallback);
  if (chosen.length === 0) throw noFlow(element);
  return chosen;
}

/**
 * Behind a complex gateway: every flow whose condition holds, otherwise the default flow (BPMN 2.0.2, 13.4.5). A flow without condition
 * carries the token of the first phase only; at the reset there may be no flow to take.
 */
function flowsOfComplex(run: Run, scopeId: string, element: ElementPlan, phase: JsonObject): readonly FlowPlan[] {
  const isReset = phase['waitingForStart'] === false;
  const context = { ...visibleVariables(stateOf(run), scopeId), ...phase };
  const { flows } = outgoingOf(run.index, element);
  const chosen = flows.filter(({ id, condition }) => {
    if (id === element.defaultFlowId) return false;
    return condition === undefined ? !isReset : isTrue(run, condition, context);
  });
  if (chosen.length > 0) return chosen;
  const isJudged = flows.some(({ condition }) => condition !== undefined);
  const fallback = flows.filter(({ id }) => id === element.defaultFlowId && (isJudged || !isReset));
  if (fallback.length === 0 && flows.length > 0 && !isReset) throw noFlow(element);
  return fallback;
}

function noFlow({ id }: ElementPlan): Fault {
  return new Fault('NO_FLOW', `no condition holds behind ${id}, and it has no default flow`);
}

/** Null counts as not fulfilled, as an unset tick of a form does; anything but true, false and null is a fault of the model. */
export function isTrue(run: Run, condition: string, context: JsonObject): boolean {
  const value = evaluate(run, condition, context);
  if (value === true) return true;
  if (value === false || value === null) return false;
  throw new Fault('EXPRESSION_FAILED', `${condition}: true or false is expected, got ${JSON.stringify(value)}`);
}

/** Takes a token out of the instance; a compensation handler's token reports to the throw event it ran for. */
export function endToken(run: Run, token: Token): void {
  const scope = need(stateOf(run), 'scopes', token.scopeId);
  const isLast = scope.kind === 'process' && tokensIn(run.draft.work, scope.id) === 1;
  if (isLast && run.index.plan.listeners && holdLast(run, token)) return;
  if (token.throwerId === undefined || (scope.kind !== 'task' && scope.kind !== 'compensation')) {
    record(run.draft, 'tokenRemoved', token.elementId, { tokenId: token.id });
    return settle(run, token.scopeId);
  }
  // What its boundary events started beside it ends with it.
  if (tokensIn(run.draft.work, scope.id) > 1) cancel(run, { scopes: [scope.id], keep: [token.id] });
  record(run.draft, 'scopeClosed', token.elementId, { scopeId: scope.id, tokenId: token.id, completed: true });
  wake(run, token.throwerId, { type: 'compensated' });
}

/** The last token of a process stays until the listeners of the end are done; nothing can start there any more. */
function holdLast(run: Run, token: Token): boolean {
  if (!run.index.plan.listeners?.some(({ eventType }) => eventType === 'end')) return false;
  closeWaits(run, (wait) => wait.tokenId === undefined && wait.scopeId === token.scopeId);
  return listen(run, token, elementAt(run, token), 'processEnd');
}

/** A scope without tokens has completed: its owner goes on, or the process is at its end (BPMN 2.0.2, 13.3.4 and 13.1). */
export function settle(run: Run, scopeId: string): void {
  if (tokensIn(run.draft.work, scopeId) > 0 || awaitsReset(run, scopeId)) return;
  const scope = need(stateOf(run), 'scopes', scopeId);
  if (scope.parentId === undefined) return endInstance(run, { status: 'completed' });
  if (scope.ownerTokenId !== undefined) wake(run, scope.ownerTokenId, { type: 'scopeCompleted', scopeId });
}

/** A complex gateway that has fired there has its second phase still to come. */
function awaitsReset(run: Run, scopeId: string): boolean {
  const { gateways } = stateOf(run);
  return gateways !== undefined && Object.keys(gateways).some((key) => key.startsWith(`${scopeId}:`));
}
