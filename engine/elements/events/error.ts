import { throwError } from '../../core/propagate.js';
import type { Run } from '../../core/run.js';
import { inputsOf } from '../../core/scope.js';
import type { EventTrigger } from '../../core/trigger.js';
import type { EventPlan } from '../../model/plan.js';
import { codeFit } from './code-fit.js';

/**
 * Error (BPMN 2.0.2, 10.5.6 and 13.5.2): thrown by an end event or a job, caught by the innermost boundary event or event sub-process
 * around it, always interrupting; caught by nobody the error of an end event ends the instance as failed.
 */
export const error: EventTrigger<Run, Extract<EventPlan, { kind: 'error' }>> = {
  fits: ({ errorCode }, thrown) => (thrown.kind === 'error' ? codeFit(errorCode, thrown.code) : 0),
  send: (run, token, element, { errorCode = '' }, exit) => {
    const variables = inputsOf(run, element.inputs, token.scopeId);
    exit.finish();
    throwError(run, token.id, { errorCode, message: element.name.zh, variables, isConsumed: true });
  },
};
