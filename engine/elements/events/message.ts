import { waitedKey } from '../../core/correlation.js';
import { publish } from '../../core/publish.js';
import type { Run } from '../../core/run.js';
import type { EventTrigger } from '../../core/trigger.js';
import type { EventPlan } from '../../model/plan.js';

/**
 * Message (BPMN 2.0.2, 10.5.6 and 13.5.2): caught by name and correlation key, as start, in the flow, at a boundary and by an event
 * sub-process; thrown with the results of the input mappings, from the flow and at an end.
 */
export const message: EventTrigger<Run, Extract<EventPlan, { kind: 'message' }>> = {
  wait: (run, event, waiter, context) => {
    const correlationKey = waitedKey(run, event.message, context);
    return [{ kind: 'message', waiter, messageName: event.message.name, correlationKey }];
  },
  send: (run, token, element, event, exit) => {
    publish(run, token, element, event.message);
    exit.goOn();
  },
  start: ({ message: { name, oncePerKey = false } }) => [{ kind: 'message', name, oncePerKey }],
};
