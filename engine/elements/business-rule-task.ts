import { complete } from '../core/activity.js';
import { record } from '../core/draft.js';
import { Fault } from '../core/fault.js';
import type { Run } from '../core/run.js';
import { stateOf } from '../core/run.js';
import { inputsOf, textOf, visibleVariables } from '../core/scope.js';
import type { CompiledDecisionModel } from '../decision/compile-decision.js';
import { keptExplanation } from '../decision/explanation.js';
import type { BusinessRuleTaskPlan } from '../model/plan.js';
import type { Behaviour } from './behaviour.js';

/** Asks a decision of the package and keeps its answer in the result variable (BPMN 2.0.2, 13.3.3; DMN 1.5). */
export const businessRuleTask: Behaviour<BusinessRuleTaskPlan> = {
  enter: (run, token, element) => {
    const inputs = inputsOf(run, element.inputs, token.scopeId, token.listening?.variables);
    const context = { ...visibleVariables(stateOf(run), token.scopeId), ...inputs };
    const decisionId = textOf(run, element.decisionId, context);
    const answer = modelOf(run, decisionId).evaluate(decisionId, context, run.environment);
    if (!answer.ok) throw new Fault('EXPRESSION_FAILED', `${decisionId}: ${answer.message.en}`);
    const result = answer.value;
    const environment = run.program.environment.hash;
    const rules = answer.matchedRules.map(keptExplanation);
    record(run.draft, 'decisionEvaluated', element.id, { decisionId, result, rules, environment });
    complete(run, token, element, { [element.resultVariable]: result }, inputs);
  },
};

/** The model that knows a decision. Throws `Fault` DECISION_UNKNOWN. */
function modelOf(run: Run, decisionId: string): CompiledDecisionModel {
  const { decisions } = run.program.environment;
  const model =
    decisions.get(decisionId) ?? [...decisions.values()].find((one) => one.decisionIds.includes(decisionId));
  if (!model) throw new Fault('DECISION_UNKNOWN', `no decision ${decisionId} in the package`);
  return model;
}
