import type { Run } from '../../core/run.js';
import { stateOf } from '../../core/run.js';
import { evaluate } from '../../core/scope.js';
import type { JsonObject } from '../../model/json.js';
import type { ApprovalPolicyPlan } from '../../model/plan.js';

/**
 * User id of who applies: as the policy says, else `case.applicantId`, else the person who started the case; undefined when nobody did.
 * Throws `Fault` EXPRESSION_FAILED.
 */
export function applicantOf(run: Run, policy: ApprovalPolicyPlan, context: JsonObject): string | undefined {
  const known =
    policy.applicant === undefined ? applicantIn(context['case']) : evaluate(run, policy.applicant, context);
  if (typeof known === 'string' && known !== '') return known;
  const { starter } = stateOf(run);
  return policy.applicant === undefined && starter.kind === 'user' ? starter.userId : undefined;
}

/** The applicant's user id in the variable `case`. */
export function applicantIn(value: JsonObject[string] | undefined): JsonObject[string] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return (value as JsonObject)['applicantId'];
}
