import { complete } from '../core/activity.js';
import { stateOf } from '../core/run.js';
import { visibleVariables } from '../core/scope.js';
import { openWait, prepareWaits } from '../core/waits.js';
import type { ReceiveTaskPlan } from '../model/plan.js';
import type { Behaviour } from './behaviour.js';

/**
 * Waits for a message (BPMN 2.0.2, 13.3.3). With a `payload` its message has come already: it began the instance, or an event-based
 * gateway waited for it.
 */
export const receiveTask: Behaviour<ReceiveTaskPlan> = {
  enter: (run, token, element, payload) => {
    if (payload !== undefined) return complete(run, token, element, payload);
    const waiter = { elementId: element.id, scopeId: token.scopeId, tokenId: token.id, interrupting: true };
    const event = { kind: 'message', message: element.message } as const;
    const waits = prepareWaits(run, event, waiter, visibleVariables(stateOf(run), token.scopeId));
    for (const wait of waits) openWait(run, wait);
  },
  resume: (run, token, element, signal) => {
    if (signal.type === 'result') complete(run, token, element, signal.variables);
  },
};
