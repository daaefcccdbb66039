import { cancel } from '../core/cancel.js';
import { record } from '../core/draft.js';
import { elementOf } from '../core/plan-index.js';
import type { Run } from '../core/run.js';
import { stateOf, tokenOf } from '../core/run.js';
import { armScope } from '../elements/event-sub-process.js';
import type { Rejection } from '../model/rejection.js';
import type { ElementPlan } from '../model/plan.js';
import type { Scope, Token } from '../model/state.js';
import { captureToken, gatewaysIn, isCompensating, tokensOf } from './capture.js';
import type { Entrance } from './enter-inside.js';
import { enterInside } from './enter-inside.js';
import { fillJoins, standing } from './fill-joins.js';
import type { FlowOrder } from './flow-order.js';
import { flowOrder } from './flow-order.js';
import type { Level } from './levels.js';
import { levelsOf, pathTo, placeOf } from './levels.js';

/** A way for a token to another element: the innermost level around the token that also holds the target, and the path down to it. */
export interface Route {
  readonly level: Level;
  /** Sub-processes to open and the target, from the outside in; never empty. */
  readonly path: readonly ElementPlan[];
}

/** Finds the way to an element. ELEMENT_UNKNOWN, TARGET_NOT_A_STEP, or TARGET_IN_LOOP for one inside a loop that would have to be begun. */
export function findRoute(run: Run, token: Token, elementId: string): Route | Rejection {
  if (run.index.plan.elements[elementId] === undefined) return { code: 'ELEMENT_UNKNOWN', detail: elementId };
  const full = pathTo(run.index, elementId);
  const containers = ['', ...full.slice(0, -1).map(({ id }) => id)];
  const level = levelsOf(stateOf(run), token).find(({ scope }) => containers.includes(placeOf(scope)));
  if (level === undefined) return { code: 'SCOPE_GONE' };
  const path = full.slice(containers.indexOf(placeOf(level.scope)));
  const target = elementOf(run.index, elementId);
  if (!isStep(target)) return { code: 'TARGET_NOT_A_STEP', detail: elementId };
  return loopOnTheWay(path) ?? { level, path };
}

/** TARGET_NOT_A_STEP or TARGET_IN_LOOP when one of the sub-processes on a way cannot be opened in its middle. */
export function loopOnTheWay(path: readonly ElementPlan[]): Rejection | undefined {
  const around = path.slice(0, -1);
  const odd = around.find((one) => !isPlainSubProcess(one));
  if (odd) return { code: 'TARGET_NOT_A_STEP', detail: odd.id };
  const looping = around.find(({ loop }) => loop !== undefined);
  return looping && { code: 'TARGET_IN_LOOP', detail: looping.id };
}

/** What a token can be put on from outside: no boundary event, no handler, nothing that an event must begin or that fires by its count. */
export function isStep(element: ElementPlan): boolean {
  if (element.type === 'boundaryEvent' || element.type === 'complexGateway' || element.isForCompensation) return false;
  if (element.type === 'startEvent') return element.parentId === undefined || element.event.kind === 'none';
  return !('triggeredByEvent' in element && element.triggeredByEvent);
}

function isPlainSubProcess(element: ElementPlan): boolean {
  if (element.isForCompensation) return false;
  return (element.type === 'subProcess' && !element.triggeredByEvent) || element.type === 'transaction';
}

/** Where a relocation has led. */
export interface Relocation extends Entrance {
  readonly fills: readonly string[];
}

/**
 * Takes a token, and all that was forked after the target, to the target: what runs beside the target stays, joins ahead get what they
 * would wait for in vain. `back`: the target's token remembers what was taken, and brings it back when it is done. COMPENSATING when that
 * cannot be remembered.
 */
export function relocate(run: Run, { level, path }: Route, back: boolean): Relocation | Rejection {
  const [first] = path;
  const target = path.at(-1);
  if (first === undefined || target === undefined) throw new RangeError('a route has a path');
  const { scope, token } = level;
  const order = flowOrder(run.index.plan, placeOf(scope));
  const gone = tokensOf(stateOf(run), scope.id).filter(
    (one) => one.id === token.id || !staysFor(run, order, one, first.id),
  );
  const ids = gone.map(({ id }) => id);
  if (back && isCompensating(stateOf(run), ids)) return { code: 'COMPENSATING' };
  const gateways = gatewaysIn(stateOf(run), scope.id);
  const places = back ? gone.map((one) => captureToken(stateOf(run), one)) : [];
  const left = gone.map((one) => standing(run, one));
  cancel(run, { tokens: ids });
  reviveScope(run, scope.id);
  resetGateways(run, scope.id, order, first.id);
  const fills = fillJoins(run, scope.id, { elementId: first.id, left });
  const wayBack = { at: target.id, scopeId: scope.id, places, fills, ...(gateways === undefined ? {} : { gateways }) };
  const entrance = enterInside(run, scope.id, path, back ? { wayBack } : {});
  for (const { scopeId, ...arrival } of entrance.opened) fillJoins(run, scopeId, arrival);
  return { ...entrance, fills };
}

/** Whether a token stays where it is when another goes to the target: it runs beside it, in an event sub-process, or where no flow leads. */
function staysFor(run: Run, order: FlowOrder, token: Token, targetId: string): boolean {
  const element = elementOf(run.index, token.elementId);
  if ('triggeredByEvent' in element && element.triggeredByEvent) return true;
  if (run.index.plan.elements[element.parentId ?? '']?.type === 'adHocSubProcess') return true;
  return order.beside(targetId, standing(run, token));
}

/** Complex gateways ahead begin from their start: what they had fired for is to come again. */
function resetGateways(run: Run, scopeId: string, order: FlowOrder, targetId: string): void {
  for (const key of Object.keys(stateOf(run).gateways ?? {})) {
    const [place, ...rest] = key.split(':');
    const elementId = rest.join(':');
    const isAhead = elementId === targetId || order.after(targetId).has(elementId);
    if (place === scopeId && isAhead) record(run.draft, 'gatewayChanged', elementId, { scopeId });
  }
}

/** An interrupted scope whose event sub-process has gone is as before: its event sub-processes wait again. */
function reviveScope(run: Run, scopeId: string): void {
  const scope: Scope | undefined = stateOf(run).scopes[scopeId];
  if (scope?.interruptedBy === undefined) return;
  if (tokensOf(stateOf(run), scopeId).some(({ elementId }) => elementId === scope.interruptedBy)) return;
  const { interruptedBy: _by, ...revived } = scope;
  record(run.draft, 'scopeRepaired', scope.elementId, { scope: revived });
  armScope(run, scopeId);
}

/** The token an origin stands for. WORK_ITEM_GONE, CALL_GONE, TOKEN_GONE. */
export function originToken(
  run: Run,
  from: { readonly workItemId: string } | { readonly tokenId: string } | { readonly callId: string },
): Token | Rejection {
  const state = stateOf(run);
  if ('tokenId' in from) return state.tokens[from.tokenId] ?? { code: 'TOKEN_GONE' };
  const part = 'callId' in from ? state.calls[from.callId] : state.workItems[from.workItemId];
  if (part === undefined) return { code: 'callId' in from ? 'CALL_GONE' : 'WORK_ITEM_GONE' };
  return tokenOf(run, part.tokenId);
}
