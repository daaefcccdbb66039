import { complete } from '../core/activity.js';
import { runNextHandler, startCompensation } from '../core/compensation.js';
import { publish } from '../core/publish.js';
import { throwEscalation } from '../core/propagate.js';
import type { Run } from '../core/run.js';
import { stateOf } from '../core/run.js';
import { inputsOf } from '../core/scope.js';
import type { IntermediateThrowEventPlan } from '../model/plan.js';
import type { Token } from '../model/state.js';
import type { Behaviour } from './behaviour.js';

/** Passes on after it has sent its message, thrown its escalation, or waited for compensation to end (BPMN 2.0.2, 13.5.2). */
export const intermediateThrowEvent: Behaviour<IntermediateThrowEventPlan> = {
  enter: (run, token, element) => {
    const { event } = element;
    switch (event.kind) {
      case 'message':
        publish(run, token, element, event.message);
        return complete(run, token, element);
      case 'escalation':
        throwEscalation(run, token.id, event.escalationCode ?? '', inputsOf(run, element.inputs, token.scopeId));
        return goOn(run, token, element);
      case 'compensation':
        if (startCompensation(run, token, event.activityId)) return;
        return complete(run, token, element);
      default:
        return complete(run, token, element);
    }
  },
  resume: (run, token, element, signal) => {
    if (signal.type === 'compensated' && !runNextHandler(run, token)) complete(run, token, element);
  },
};

/** Unless whoever caught the escalation has cancelled the token. */
function goOn(run: Run, token: Token, element: IntermediateThrowEventPlan): void {
  if (stateOf(run).tokens[token.id]) complete(run, token, element);
}
