import { complete } from '../core/activity.js';
import { stateOf } from '../core/run.js';
import { evaluate, inputsOf, visibleVariables } from '../core/scope.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import type { ScriptTaskPlan } from '../model/plan.js';
import type { Behaviour } from './behaviour.js';

/** Evaluates FEEL; without a result variable a context is merged member by member (BPMN 2.0.2, 13.3.3). */
export const scriptTask: Behaviour<ScriptTaskPlan> = {
  enter: (run, token, element) => {
    const inputs = inputsOf(run, element.inputs, token.scopeId, token.listening?.variables);
    const value = evaluate(run, element.expression, { ...visibleVariables(stateOf(run), token.scopeId), ...inputs });
    const result = element.resultVariable === undefined ? membersOf(value) : { [element.resultVariable]: value };
    complete(run, token, element, result, inputs);
  },
};

function membersOf(value: JsonValue): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
