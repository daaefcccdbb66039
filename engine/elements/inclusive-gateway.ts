import { complete } from '../core/activity.js';
import { record } from '../core/draft.js';
import { isExpecting } from '../core/expected-tokens.js';
import { firstByFlow, joinTokens, waitingAt } from '../core/join.js';
import type { GatewayPlan } from '../model/plan.js';
import type { Behaviour } from './behaviour.js';

/**
 * Takes every flow whose condition holds, otherwise the default flow; joins by waiting exactly for the tokens that can still come
 * (BPMN 2.0.2, 13.4.3). Whether one can is judged when no token of the instance is on its way any more.
 */
export const inclusiveGateway: Behaviour<GatewayPlan> = {
  arrive: (run, token, element, flowId) => {
    record(run.draft, 'flowTaken', element.id, { tokenId: token.id, flowId });
  },
  enter: (run, token, element) => complete(run, token, element),
  reconsider: (run, element, scopeId) => {
    const waiting = firstByFlow(waitingAt(run, scopeId, element.id));
    if (waiting.size === 0) return false;
    const flowIds = new Set(waiting.keys());
    if (isExpecting(run, element, { scopeId, flowIds })) return false;
    joinTokens(run, element, waiting.values());
    return true;
  },
};
