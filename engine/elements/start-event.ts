import { complete } from '../core/activity.js';
import type { Run } from '../core/run.js';
import { stateOf } from '../core/run.js';
import { visibleVariables } from '../core/scope.js';
import { openWait, prepareWaits } from '../core/waits.js';
import { need } from '../core/working.js';
import type { StartEventPlan } from '../model/plan.js';
import type { Token } from '../model/state.js';
import type { Behaviour } from './behaviour.js';

/**
 * A start event lets its token go at once; the variables its trigger brought go through its output mappings (BPMN 2.0.2, 13.5.1). A
 * parallel multiple one of a process began the instance with the first of its events and waits for the others.
 */
export const startEvent: Behaviour<StartEventPlan> = {
  enter: (run, token, element, payload) => {
    const waits = payload === undefined ? waitsForRest(run, token, element) : [];
    if (waits.length === 0) return complete(run, token, element, payload);
    for (const wait of waits) openWait(run, wait);
  },
  resume: (run, token, element, signal) => {
    if (signal.type === 'result') complete(run, token, element, signal.variables);
  },
};

/** Waits for the events that have not come yet. Throws `Fault` EXPRESSION_FAILED. */
function waitsForRest(run: Run, token: Token, { id: elementId, event, parentId }: StartEventPlan) {
  if (event.kind !== 'multiple' || !event.parallel || parentId !== undefined) return [];
  const { id: tokenId, scopeId } = token;
  const held = need(stateOf(run), 'scopes', scopeId).held ?? [];
  const waiter = { elementId, scopeId, tokenId, interrupting: true };
  const waits = prepareWaits(run, event, waiter, visibleVariables(stateOf(run), scopeId));
  return waits.filter((wait) => !held.some((one) => one.tokenId === tokenId && one.part === wait.waiter.part));
}
