import { complete } from '../core/activity.js';
import type { StartEventPlan } from '../model/plan.js';
import type { Behaviour } from './behaviour.js';

/** A start event lets its token go at once; the variables its trigger brought go through its output mappings (BPMN 2.0.2, 13.5.1). */
export const startEvent: Behaviour<StartEventPlan> = {
  enter: (run, token, element, payload) => complete(run, token, element, payload),
};
