import { compensateBeside, runNextHandler, startCompensation } from '../../core/compensation.js';
import { endToken } from '../../core/flow.js';
import type { Run } from '../../core/run.js';
import type { EventTrigger } from '../../core/trigger.js';
import type { EventPlan } from '../../model/plan.js';

/**
 * Compensation (BPMN 2.0.2, 10.7 and 13.5.5): thrown from the flow or at an end it runs the handlers of completed activities, the last
 * one first, and waits for them unless the model says otherwise. A handler hangs on a boundary event, or is the compensation event
 * sub-process of a sub-process that has completed.
 */
export const compensation: EventTrigger<Run, Extract<EventPlan, { kind: 'compensation' }>> = {
  keeps: () => true,
  send: (run, token, _element, { activityId, waitForCompletion }, exit) => {
    const wanted = activityId === undefined ? undefined : [activityId];
    if (waitForCompletion === false) {
      compensateBeside(run, token, wanted);
      return exit.goOn();
    }
    if (!startCompensation(run, token, wanted)) exit.goOn();
  },
  resume: (run, token, _element, _event, exit) => {
    if (runNextHandler(run, token)) return;
    if (token.memo?.['beside'] === true) endToken(run, token);
    else exit.goOn();
  },
};
