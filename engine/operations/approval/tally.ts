import type { Approver, Decision } from '../../model/approval.js';

/** Sums of one weight: of everybody, of those who have voted (abstentions count), of those in favour. */
export interface WeightSum {
  readonly all: number;
  readonly present: number;
  readonly approved: number;
}

/** The tally of an approval: heads by answer, and the sums of both weights. FEEL sees it as a context. */
export interface Tally {
  readonly approvers: number;
  readonly open: number;
  readonly approved: number;
  readonly refused: number;
  readonly abstained: number;
  readonly weight: WeightSum;
  readonly secondWeight: WeightSum;
}

/** Counts the votes. */
export function tallyOf(approvers: readonly Approver[]): Tally {
  const count = (decision: Decision | undefined): number =>
    approvers.filter(({ vote }) => vote?.decision === decision).length;
  return {
    approvers: approvers.length,
    open: count(undefined),
    approved: count('approve'),
    refused: count('refuse'),
    abstained: count('abstain'),
    weight: sumOf(approvers, ({ weight }) => weight),
    secondWeight: sumOf(approvers, ({ secondWeight }) => secondWeight),
  };
}

function sumOf(approvers: readonly Approver[], weightOf: (approver: Approver) => number): WeightSum {
  const sum = (counts: (approver: Approver) => boolean): number =>
    approvers.reduce((total, one) => (counts(one) ? total + weightOf(one) : total), 0);
  return {
    all: sum(() => true),
    present: sum(({ vote }) => vote !== undefined),
    approved: sum(({ vote }) => vote?.decision === 'approve'),
  };
}
