import { dueOf } from '../../core/due.js';
import type { Run } from '../../core/run.js';
import type { EventTrigger } from '../../core/trigger.js';
import type { EventPlan } from '../../model/plan.js';

/**
 * Timer (BPMN 2.0.2, 10.5.6 and 13.5.2): a date, a duration or a cycle, caught as start, in the flow, at a boundary and by an event
 * sub-process; never thrown. A cycle fires again and again where nothing is interrupted (`core/timer-turns.ts`).
 */
export const timer: EventTrigger<Run, Extract<EventPlan, { kind: 'timer' }>> = {
  wait: (run, event, waiter, context) => [{ kind: 'timer', waiter, due: dueOf(run, event.timer, context) }],
  start: (event) => [{ kind: 'timer', timer: event.timer }],
};
