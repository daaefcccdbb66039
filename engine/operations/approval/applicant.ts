import type { FeelEnvironment } from '../../feel/feel-environment.js';
import type { JsonObject, JsonValue } from '../../model/json.js';
import type { ApprovalPolicyPlan } from '../../model/plan.js';
import type { Program } from '../../model/program.js';
import type { InstanceState } from '../../model/state.js';

/** User id of who applies: as the policy says, else `case.applicantId`, else the person who started the case. Null when nobody did. */
export function applicantOf(
  program: Program,
  state: InstanceState,
  question: {
    readonly policy?: ApprovalPolicyPlan;
    readonly context: JsonObject;
    readonly environment: FeelEnvironment;
  },
): string | null {
  const { policy, context, environment } = question;
  if (policy?.applicant !== undefined) {
    const result = program.expressions.get(policy.applicant)?.evaluate(context, environment);
    return result?.ok === true && typeof result.value === 'string' ? result.value : null;
  }
  const known = memberOf(context['case'], 'applicantId');
  if (typeof known === 'string') return known;
  return state.starter.kind === 'user' ? state.starter.userId : null;
}

function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject)[name] : undefined;
}
