import { complete } from '../core/activity.js';
import { record } from '../core/draft.js';
import { firstByFlow, joinTokens, waitingAt } from '../core/join.js';
import type { GatewayPlan } from '../model/plan.js';
import type { Behaviour } from './behaviour.js';

/** Waits for one token of each incoming flow, then sends one down each outgoing flow (BPMN 2.0.2, 13.4.1). */
export const parallelGateway: Behaviour<GatewayPlan> = {
  arrive: (run, token, element, flowId) => {
    record(run.draft, 'flowTaken', element.id, { tokenId: token.id, flowId });
    const waiting = firstByFlow(waitingAt(run, token.scopeId, element.id));
    if (element.incoming.every((id) => waiting.has(id))) joinTokens(run, element, waiting.values());
  },
  enter: (run, token, element) => complete(run, token, element),
};
