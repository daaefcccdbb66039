import { elementOf } from '../core/plan-index.js';
import type { PlanIndex } from '../core/plan-index.js';
import { need } from '../core/working.js';
import type { ElementPlan } from '../model/plan.js';
import type { InstanceState, Scope, Token } from '../model/state.js';

/** One level of flow around a token: the process or sub-process, and the token there that it is or lies below. */
export interface Level {
  readonly scope: Scope;
  readonly token: Token;
}

/** Whether flows lead through a scope; loops, frames of tasks and of handlers only hold variables and tokens. */
export function isLevel({ kind }: Scope): boolean {
  return kind === 'process' || kind === 'subProcess' || kind === 'eventSubProcess';
}

/** The levels around a token, from the inside out. A token that runs one instance of a loop stands for the loop as a whole. */
export function levelsOf(state: InstanceState, token: Token): readonly Level[] {
  const levels: Level[] = [];
  let at: Token | undefined = token;
  while (at) {
    const scope: Scope = need(state, 'scopes', at.scopeId);
    if (isLevel(scope)) levels.push({ scope, token: at });
    at = ownerAround(state, scope);
  }
  return levels;
}

/** The token that waits outside of a scope while it lives; through a loop instance that of the loop. */
function ownerAround(state: InstanceState, scope: Scope): Token | undefined {
  if (scope.ownerTokenId !== undefined) return state.tokens[scope.ownerTokenId];
  return scope.parentId === undefined ? undefined : ownerAround(state, need(state, 'scopes', scope.parentId));
}

/** The place of a level in the plan: its sub-process, or '' for the process. */
export function placeOf(scope: Scope): string {
  return scope.kind === 'process' ? '' : scope.elementId;
}

/** Sub-processes around an element, from the outside in, and the element itself. */
export function pathTo(index: PlanIndex, elementId: string): readonly ElementPlan[] {
  const element = elementOf(index, elementId);
  return element.parentId === undefined ? [element] : [...pathTo(index, element.parentId), element];
}
