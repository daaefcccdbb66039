import type { Run } from '../../core/run.js';
import type { EventTrigger } from '../../core/trigger.js';
import type { EventPlan } from '../../model/plan.js';

/**
 * Conditional (BPMN 2.0.2, 10.5.6 and 13.5.2): happens when its condition becomes true, also at once when it is true already. Caught as
 * start (the host judges that one), in the flow, at a boundary and by an event sub-process; never thrown. Who looks when is
 * `core/conditions.ts`.
 */
export const conditional: EventTrigger<Run, Extract<EventPlan, { kind: 'conditional' }>> = {
  wait: (_run, { condition }, waiter) => [{ kind: 'conditional', waiter, condition }],
  start: ({ condition }) => [{ kind: 'conditional', condition }],
};
