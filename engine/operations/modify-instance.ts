import { cancel } from '../core/cancel.js';
import { record } from '../core/draft.js';
import { endInstance } from '../core/ending.js';
import { elementOf } from '../core/plan-index.js';
import type { Run } from '../core/run.js';
import { stateOf, wake } from '../core/run.js';
import { need, tokensIn } from '../core/working.js';
import type { Modification, ModifyInstance, StartModification } from '../model/commands/modification.js';
import type { Rejection } from '../model/rejection.js';
import type { ElementPlan } from '../model/plan.js';
import type { Scope, Token } from '../model/state.js';
import { dropLoopInstance } from './drop-loop-instance.js';
import { enterInside } from './enter-inside.js';
import { isLevel, pathTo, placeOf } from './levels.js';
import { operate, wholeStory } from './operate.js';
import { findRoute, isStep, loopOnTheWay } from './relocate.js';

/**
 * Changes tokens one by one, as they are named: nothing goes along, nothing is made good at joins. A sub-process that is left without a
 * token is cancelled with it, the last token of the process ends the instance as cancelled. A Rejection of one change refuses all.
 */
export function modifyInstance(run: Run, command: ModifyInstance): Rejection | undefined {
  return operate(run, command, wholeStory, () => {
    const touched = new Set<string>();
    for (const change of command.changes) {
      const refusal = carryOut(run, change, touched);
      if (refusal) return refusal;
    }
    for (const scopeId of touched) cancelEmptied(run, scopeId);
    return undefined;
  });
}

function carryOut(run: Run, change: Modification, touched: Set<string>): Rejection | undefined {
  switch (change.do) {
    case 'cancel': {
      const token = stateOf(run).tokens[change.tokenId];
      if (token === undefined) return { code: 'TOKEN_GONE', detail: change.tokenId };
      take(run, token, touched);
      return undefined;
    }
    case 'cancelAll': {
      const { elementId } = change;
      if (run.index.plan.elements[elementId] === undefined) return { code: 'ELEMENT_UNKNOWN', detail: elementId };
      for (const token of Object.values(stateOf(run).tokens)) {
        // Instances of a loop go with the token of the loop.
        const isInstance = stateOf(run).scopes[token.scopeId]?.elementId === elementId;
        if (token.elementId === elementId && !isInstance && token.id in stateOf(run).tokens) take(run, token, touched);
      }
      return undefined;
    }
    case 'move': {
      const token = stateOf(run).tokens[change.tokenId];
      if (token === undefined) return { code: 'TOKEN_GONE', detail: change.tokenId };
      const route = findRoute(run, token, change.elementId);
      if ('code' in route) return route;
      enterInside(run, route.level.scope.id, route.path);
      take(run, token, touched);
      return undefined;
    }
    case 'startBefore':
    case 'startAfter':
      return start(run, change);
  }
}

function start(run: Run, change: StartModification): Rejection | undefined {
  const { elementId, variables = {} } = change;
  if (run.index.plan.elements[elementId] === undefined) return { code: 'ELEMENT_UNKNOWN', detail: elementId };
  if (!isStep(elementOf(run.index, elementId))) return { code: 'TARGET_NOT_A_STEP', detail: elementId };
  const home = homeOf(run, elementId, change.scopeId);
  if ('code' in home) return home;
  const { scope, path } = home;
  const refusal = loopOnTheWay(path);
  if (refusal) return refusal;
  const opens = path.length > 1;
  if (!opens && Object.keys(variables).length > 0) {
    record(run.draft, 'variablesSet', elementId, { scopeId: scope.id, variables });
  }
  const stands = change.do === 'startAfter';
  const { tokenId } = enterInside(run, scope.id, path, { stands, ...(opens ? { variables } : {}) });
  if (stands) wake(run, tokenId, { type: 'retry', retry: { phase: 'leave' } });
  return undefined;
}

interface Home {
  readonly scope: Scope;
  readonly path: readonly ElementPlan[];
}

/** The living scope to start an element in, and what has to be opened below it. SCOPE_GONE, SCOPE_AMBIGUOUS. */
function homeOf(run: Run, elementId: string, scopeId: string | undefined): Home | Rejection {
  const full = pathTo(run.index, elementId);
  const containers = ['', ...full.slice(0, -1).map(({ id }) => id)];
  const levels = Object.values(stateOf(run).scopes).filter(isLevel);
  if (scopeId !== undefined) {
    const scope = levels.find(({ id }) => id === scopeId);
    if (scope === undefined || !containers.includes(placeOf(scope))) return { code: 'SCOPE_GONE', detail: scopeId };
    return { scope, path: full.slice(containers.indexOf(placeOf(scope))) };
  }
  for (const place of containers.toReversed()) {
    const [scope, other] = levels.filter((one) => placeOf(one) === place);
    if (other) return { code: 'SCOPE_AMBIGUOUS', detail: place };
    if (scope) return { scope, path: full.slice(containers.indexOf(place)) };
  }
  return { code: 'SCOPE_GONE' };
}

/** Cancels a token; one instance of a loop with its scope, after which the loop goes on or is over. */
function take(run: Run, token: Token, touched: Set<string>): void {
  const scope = need(stateOf(run), 'scopes', token.scopeId);
  if (scope.kind !== 'loopInstance' || scope.elementId !== token.elementId) {
    cancel(run, { tokens: [token.id] });
    touched.add(scope.id);
    return;
  }
  dropLoopInstance(run, scope);
}

/** A scope without tokens goes with the token it belongs to; an ad-hoc sub-process may be empty. */
export function cancelEmptied(run: Run, scopeId: string): void {
  const scope = stateOf(run).scopes[scopeId];
  if (scope === undefined || tokensIn(run.draft.work, scopeId) > 0) return;
  if (scope.parentId === undefined) return endInstance(run, { status: 'cancelled', reason: 'no token left' });
  if (elementOf(run.index, scope.elementId).type === 'adHocSubProcess') return;
  const owner = stateOf(run).tokens[scope.ownerTokenId ?? ''];
  if (owner === undefined) return;
  const touched = new Set<string>();
  take(run, owner, touched);
  for (const id of touched) cancelEmptied(run, id);
}
