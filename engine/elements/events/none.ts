import type { EventTrigger } from '../../core/trigger.js';
import type { Run } from '../../core/run.js';
import type { EventPlan } from '../../model/plan.js';

/**
 * No trigger (BPMN 2.0.2, 10.5.2 to 10.5.4): a start event that lets its token go, an intermediate event that a token passes, an end
 * event that consumes its token. The positions do all of that; the trigger adds nothing.
 */
export const none: EventTrigger<Run, Extract<EventPlan, { kind: 'none' }>> = {};
