import { complete } from '../core/activity.js';
import type { GatewayPlan } from '../model/plan.js';
import type { Behaviour } from './behaviour.js';

/** Takes the first flow whose condition holds, otherwise the default flow (BPMN 2.0.2, 13.4.2); merges by passing each token on. */
export const exclusiveGateway: Behaviour<GatewayPlan> = {
  enter: (run, token, element) => complete(run, token, element),
};
