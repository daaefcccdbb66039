import type { ElementPlan } from '../model/plan.js';
import type { Token } from '../model/state.js';
import { record } from './draft.js';
import { mergeTokens, oldestFirst } from './join.js';
import type { Run } from './run.js';
import { stateOf } from './run.js';

/**
 * A token has arrived at an activity with a `startQuantity` (BPMN 2.0.2, table 10.3): it waits until so many are there, which then are
 * consumed together. Answers the token they have become, when they are enough.
 */
export function gatherTokens(run: Run, token: Token, element: ElementPlan, flowId: string): Token | undefined {
  record(run.draft, 'flowTaken', element.id, { tokenId: token.id, flowId, memo: { waiting: 'quantity' } });
  const { startQuantity = 1 } = element;
  const waiting = gathered(run, token.scopeId, element.id);
  return waiting.length < startQuantity ? undefined : mergeTokens(run, element, waiting.slice(0, startQuantity));
}

/** Lets an activity begin with fewer tokens than it needs; only a person who resolves its incident decides that. */
export function forceQuantity(run: Run, token: Token, element: ElementPlan): Token | undefined {
  return mergeTokens(run, element, gathered(run, token.scopeId, element.id));
}

/** Whether a token waits for others of its activity. */
export function awaitsQuantity(token: Token): boolean {
  return token.memo?.['waiting'] === 'quantity';
}

function gathered(run: Run, scopeId: string, elementId: string): readonly Token[] {
  const waits = (token: Token): boolean =>
    token.elementId === elementId && token.scopeId === scopeId && awaitsQuantity(token);
  return oldestFirst(Object.values(stateOf(run).tokens).filter(waits));
}
