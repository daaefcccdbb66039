import { complete } from '../core/activity.js';
import { inputsOf } from '../core/scope.js';
import type { PlainTaskPlan } from '../model/plan.js';
import type { Behaviour } from './behaviour.js';

/**
 * Undefined and manual task (BPMN 2.0.2, 13.3.3): the engine neither does nor waits for anything. A manual task is carried out without
 * the help of any engine, which therefore cannot know when it ends.
 */
export const plainTask: Behaviour<PlainTaskPlan> = {
  enter: (run, token, element) =>
    complete(run, token, element, {}, inputsOf(run, element.inputs, token.scopeId, token.listening?.variables)),
};
