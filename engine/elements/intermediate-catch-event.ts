import { complete } from '../core/activity.js';
import { stateOf } from '../core/run.js';
import { visibleVariables } from '../core/scope.js';
import { openWait, prepareWaits } from '../core/waits.js';
import type { IntermediateCatchEventPlan } from '../model/plan.js';
import type { Behaviour } from './behaviour.js';

/**
 * Waits for its trigger (BPMN 2.0.2, 13.5.2); passes on when that has nothing to wait for. With a `payload` an event-based gateway has
 * waited for it, and it has come.
 */
export const intermediateCatchEvent: Behaviour<IntermediateCatchEventPlan> = {
  enter: (run, token, element, payload) => {
    if (payload !== undefined) return complete(run, token, element, payload);
    const waiter = { elementId: element.id, scopeId: token.scopeId, tokenId: token.id, interrupting: true };
    const waits = prepareWaits(run, element.event, waiter, visibleVariables(stateOf(run), token.scopeId));
    if (waits.length === 0) return complete(run, token, element);
    for (const wait of waits) openWait(run, wait);
  },
  resume: (run, token, element, signal) => {
    if (signal.type === 'result') complete(run, token, element, signal.variables);
  },
};
