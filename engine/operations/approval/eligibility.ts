import { separatedFrom } from '../../core/permission.js';
import { Fault } from '../../core/fault.js';
import type { Run } from '../../core/run.js';
import { nowOf, stateOf } from '../../core/run.js';
import type { Vote } from '../../model/approval.js';
import type { ApprovalPolicyPlan, UserTaskPlan } from '../../model/plan.js';
import type { InstanceState } from '../../model/state.js';
import { voiceOf, type Voice } from './read-approvers.js';

/** What the rules of a policy look at beside the voices. */
export interface Question {
  readonly element: UserTaskPlan;
  readonly policy: ApprovalPolicyPlan;
  readonly applicant: string | undefined;
  readonly escalateTo: string | undefined;
}

/**
 * The voices that are asked, and those that answer without being asked: people whom the separation of duties excludes are left out; then
 * the applicant, then who has agreed before, answer by policy. Throws `Fault` NO_CANDIDATES when nobody is left and nobody may decide.
 */
export function eligible(run: Run, voices: readonly Voice[], question: Question): readonly Voice[] {
  const { element, policy, applicant } = question;
  const state = stateOf(run);
  const asked = voices
    .filter(({ user }) => user === undefined || separatedFrom(state, element, user) === undefined)
    .flatMap((voice): readonly Voice[] => {
      if (voice.user === undefined) return [voice];
      if (voice.user === applicant && policy.applicantIsApprover !== 'ask') {
        if (policy.applicantIsApprover === 'escalate') return escalated(state, question, voice);
        return [{ ...voice, vote: automatic(run, policy.applicantIsApprover, 'applicantIsApprover', voice.user) }];
      }
      const passes = policy.sameApprover === 'pass' && hasAgreed(run, voice.user, question);
      return [passes ? { ...voice, vote: automatic(run, 'pass', 'sameApprover', voice.user) } : voice];
    });
  return asked.length > 0 ? asked : nobody(run, question);
}

function nobody(run: Run, question: Question): readonly Voice[] {
  const { emptyApprover } = question.policy;
  if (emptyApprover === 'incident') {
    throw new Fault('NO_CANDIDATES', `nobody can approve ${question.element.id}`);
  }
  const voice: Voice = { weight: 1, secondWeight: 1 };
  if (emptyApprover === 'escalate') return escalated(stateOf(run), question, voice);
  return [{ ...voice, vote: automatic(run, emptyApprover, 'emptyApprover', undefined) }];
}

function escalated(
  state: InstanceState,
  { element, escalateTo, applicant }: Question,
  { weight, secondWeight }: Voice,
): readonly Voice[] {
  const isBarred = escalateTo === applicant || separatedFrom(state, element, escalateTo ?? '') !== undefined;
  if (escalateTo === undefined || isBarred) {
    throw new Fault('NO_CANDIDATES', `nobody to escalate ${element.id} to`);
  }
  return [{ ...voiceOf(escalateTo), weight, secondWeight }];
}

function automatic(
  run: Run,
  answer: 'pass' | 'refuse',
  rule: NonNullable<Vote['automatic']>,
  userId: string | undefined,
): Vote {
  const decision = answer === 'pass' ? 'approve' : 'refuse';
  return { decision, at: nowOf(run), ...(userId === undefined ? {} : { userId }), automatic: rule };
}

/** Whether the user was in favour at one of the earlier steps: by the last vote there, or by having done a step without a policy. */
function hasAgreed(run: Run, userId: string, { element, policy }: Question): boolean {
  const { elements } = run.index.plan;
  const isPolicyTask = (id: string): boolean => {
    const other = elements[id];
    return other?.type === 'userTask' && other.policy !== undefined && id !== element.id;
  };
  const steps = policy.previous ?? Object.keys(elements).filter(isPolicyTask);
  const state = stateOf(run);
  return steps.some((step) => (isPolicyTask(step) ? state.approvedBy?.[step] : doersOf(state, step))?.includes(userId));
}

function doersOf({ performers, inheritedPerformers = {} }: InstanceState, path: string): readonly string[] {
  return [...(performers[path] ?? []), ...(inheritedPerformers[path] ?? [])];
}
