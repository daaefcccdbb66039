import { complete } from '../core/activity.js';
import { stateOf } from '../core/run.js';
import { visibleVariables } from '../core/scope.js';
import { openWait, prepareWait } from '../core/waits.js';
import type { IntermediateCatchEventPlan } from '../model/plan.js';
import type { Behaviour } from './behaviour.js';

/** Waits for its timer or message (BPMN 2.0.2, 13.5.2). */
export const intermediateCatchEvent: Behaviour<IntermediateCatchEventPlan> = {
  enter: (run, token, element) => {
    const waiter = { elementId: element.id, scopeId: token.scopeId, tokenId: token.id, interrupting: true };
    const wait = prepareWait(run, element.event, waiter, visibleVariables(stateOf(run), token.scopeId));
    if (wait) openWait(run, wait);
    else complete(run, token, element);
  },
  resume: (run, token, element, signal) => {
    if (signal.type === 'fired') complete(run, token, element);
    if (signal.type === 'result') complete(run, token, element, signal.variables);
  },
};
