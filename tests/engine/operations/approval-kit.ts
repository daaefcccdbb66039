import type { Decision } from '../../../engine/model/approval.js';
import type { Outcome } from '../../../engine/model/outcome.js';
import type { JsonObject } from '../../../engine/model/json.js';
import type { ApprovalMode, ApprovalPolicyPlan, ThresholdPlan, UserTaskPlan } from '../../../engine/model/plan.js';
import type { WorkItem } from '../../../engine/model/state.js';
import type { InstanceDriver } from '../../kit/instance-driver.js';
import { drive, person } from '../../kit/instance-driver.js';
import { processOf, programOf, value } from '../../kit/process-builder.js';

/** A policy that asks everybody and never answers by itself. */
export function policy(mode: ApprovalMode, more: Partial<ApprovalPolicyPlan> = {}): ApprovalPolicyPlan {
  return {
    mode,
    approvers: value('u-a, u-b, u-c'),
    refusal: 'end',
    earlyFinish: true,
    thresholds: [],
    outcome: 'outcome',
    results: 'votes',
    tally: 'tally',
    sameApprover: 'ask',
    emptyApprover: 'incident',
    applicantIsApprover: 'ask',
    ...more,
  };
}

/** A share of one weight: `share('approval', 'first', 1, 2, true)` is more than half of the heads that voted. */
export function share(
  of: ThresholdPlan['of'],
  weight: ThresholdPlan['weight'],
  numerator: number,
  denominator: number,
  strict = false,
): ThresholdPlan {
  return { of, base: 'present', weight, numerator, denominator, strict };
}

type Extra = Partial<
  Pick<UserTaskPlan, 'notSameUserAs' | 'inputs' | 'outputs' | 'loop' | 'dueDate' | 'limits' | 'operations'>
>;

/** `start -> draft -> decide -> end`, with the policy at `decide`; the instance stands at `decide`. */
export function atDecision(
  decision: ApprovalPolicyPlan,
  extra: Extra = {},
  variables: JsonObject = {},
): InstanceDriver {
  const plan = processOf('p')
    .start('start')
    .user('draft')
    .user('decide', { policy: decision, ...extra })
    .end('end')
    .row('start', 'draft', 'decide', 'end')
    .plan();
  return drive(programOf(plan)).start(variables).done('draft', {}, person('u-drafter'));
}

/** Who is asked now, by user id or group, in order. */
export function asked(run: InstanceDriver, elementId = 'decide'): readonly string[] {
  return Object.values(run.state.workItems)
    .filter((item) => item.elementId === elementId && item.state !== 'suspended')
    .map((item) => item.assignee ?? item.candidateGroups[0] ?? '');
}

/** The open work item of a person. */
export function itemOf(run: InstanceDriver, user: string, elementId = 'decide'): WorkItem {
  const found = Object.values(run.state.workItems).find((one) => one.elementId === elementId && one.assignee === user);
  if (found === undefined) throw new Error(`${user} has no work item`);
  return found;
}

/** A person answers. */
export function answer(
  run: InstanceDriver,
  user: string,
  decision: Decision,
  more: { readonly opinion?: string; readonly variables?: JsonObject; readonly elementId?: string } = {},
): Outcome {
  const { opinion, variables = {}, elementId } = more;
  const vote = opinion === undefined ? { decision } : { decision, opinion };
  const { id: workItemId } = itemOf(run, user, elementId);
  return run.send({ type: 'completeWorkItem', workItemId, variables, vote }, person(user));
}

/** People answer one after the other; all must be accepted. */
export function answers(run: InstanceDriver, decision: Decision, ...users: readonly string[]): InstanceDriver {
  for (const user of users) {
    const outcome = answer(run, user, decision);
    if (!outcome.ok) throw new Error(`${user}: ${outcome.rejection.code}`);
  }
  return run;
}
