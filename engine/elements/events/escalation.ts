import { throwEscalation } from '../../core/propagate.js';
import type { Run } from '../../core/run.js';
import { inputsOf } from '../../core/scope.js';
import type { EventTrigger } from '../../core/trigger.js';
import type { EventPlan } from '../../model/plan.js';
import { codeFit } from './code-fit.js';

/**
 * Escalation (BPMN 2.0.2, 10.5.6 and 13.5.2): thrown from the flow or at an end, caught by the innermost boundary event or event
 * sub-process around it, interrupting or not; caught by nobody it is history only, and the thrower goes on.
 */
export const escalation: EventTrigger<Run, Extract<EventPlan, { kind: 'escalation' }>> = {
  fits: ({ escalationCode }, thrown) => (thrown.kind === 'escalation' ? codeFit(escalationCode, thrown.code) : 0),
  send: (run, token, element, { escalationCode = '' }, exit) => {
    throwEscalation(run, token.id, escalationCode, inputsOf(run, element.inputs, token.scopeId));
    exit.goOn();
  },
};
