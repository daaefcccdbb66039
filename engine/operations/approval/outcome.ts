import type { Approver, Vote } from '../../model/approval.js';
import type { ApprovalPolicyPlan, ThresholdPlan } from '../../model/plan.js';
import type { WeightSum } from './tally.js';
import { tallyOf } from './tally.js';

/** How an approval ends. */
export type ApprovalOutcome = 'approved' | 'refused';

/** What of a policy decides. */
export type OutcomeRules = Pick<ApprovalPolicyPlan, 'mode' | 'refusal' | 'earlyFinish' | 'thresholds'>;

/** The outcome when it is fixed: everybody has voted, or whatever the others say changes nothing and the policy ends early. */
export function outcomeOf(rules: OutcomeRules, approvers: readonly Approver[]): ApprovalOutcome | undefined {
  if (!approvers.some(({ vote }) => vote === undefined)) return finalOutcome(rules, approvers);
  if (isVetoed(approvers)) return 'refused';
  const says = (decision: Vote['decision']): boolean => approvers.some(({ vote }) => vote?.decision === decision);
  switch (rules.mode) {
    case 'all':
    case 'inTurn':
      return rules.refusal === 'end' && says('refuse') ? 'refused' : undefined;
    case 'any':
      if (says('approve')) return 'approved';
      return rules.refusal === 'end' && says('refuse') ? 'refused' : undefined;
    case 'vote':
      return rules.earlyFinish ? fixedOutcome(rules, approvers) : undefined;
  }
}

/** The outcome by the votes that are there; who has not voted is absent. */
export function finalOutcome(rules: OutcomeRules, approvers: readonly Approver[]): ApprovalOutcome {
  if (isVetoed(approvers)) return 'refused';
  const { approved, refused, open } = tallyOf(approvers);
  switch (rules.mode) {
    case 'all':
    case 'inTurn':
      return refused === 0 && open === 0 && approved > 0 ? 'approved' : 'refused';
    case 'any':
      return approved > 0 ? 'approved' : 'refused';
    case 'vote':
      return passes(rules, approvers) ? 'approved' : 'refused';
  }
}

/**
 * Refused when not even everybody else in favour could help: that serves every threshold best at once, since a share is at most the
 * whole. Approved when every threshold holds in its own worst case: for a quorum that nobody else votes, for the others that all are
 * against, and nobody is left who could veto.
 */
function fixedOutcome(rules: OutcomeRules, approvers: readonly Approver[]): ApprovalOutcome | undefined {
  const best = withOthers(approvers, 'approve');
  if (!passes(rules, best)) return 'refused';
  if (approvers.some(({ vote, mayVeto }) => vote === undefined && mayVeto === true)) return undefined;
  const worst = withOthers(approvers, 'refuse');
  const isSafe = rules.thresholds.every((one) => holds(one, one.of === 'quorum' ? approvers : worst));
  return isSafe && hasFavour(approvers) ? 'approved' : undefined;
}

function withOthers(approvers: readonly Approver[], decision: Vote['decision']): readonly Approver[] {
  return approvers.map((one) => (one.vote ? one : { ...one, vote: { decision, at: 0 } }));
}

/** Nothing passes without a single vote in favour, not even half of nothing. */
function passes({ thresholds }: OutcomeRules, approvers: readonly Approver[]): boolean {
  return hasFavour(approvers) && thresholds.every((one) => holds(one, approvers));
}

function hasFavour(approvers: readonly Approver[]): boolean {
  return approvers.some(({ vote }) => vote?.decision === 'approve');
}

/** Compares by multiplication; products of large weights leave the safe range of numbers, hence BigInt. */
function holds(threshold: ThresholdPlan, approvers: readonly Approver[]): boolean {
  const tally = tallyOf(approvers);
  const sums: WeightSum = threshold.weight === 'first' ? tally.weight : tally.secondWeight;
  const part = threshold.of === 'quorum' ? sums.present : sums.approved;
  const whole = threshold.of === 'quorum' || threshold.base === 'all' ? sums.all : sums.present;
  const left = BigInt(part) * BigInt(threshold.denominator);
  const right = BigInt(threshold.numerator) * BigInt(whole);
  return threshold.strict ? left > right : left >= right;
}

function isVetoed(approvers: readonly Approver[]): boolean {
  return approvers.some(({ mayVeto, vote }) => mayVeto === true && vote?.decision === 'refuse');
}
