import type { JsonObject } from './json.js';

/** Several people decide one user task, each with a work item of the own. It lies on the token of the task and goes with it. */
export interface Approval {
  /** In the order of the model; in turn, each waits for the one before. */
  readonly approvers: readonly Approver[];
  /** What every work item of it shows, for those opened later. */
  readonly item: {
    readonly scopeId: string;
    readonly formId?: string;
    readonly priority: number;
    readonly dueAt?: number;
    readonly followUpAt?: number;
  };
  /** Submitted so far, while output mappings wait for the end. */
  readonly variables?: JsonObject;
  /** Made by adding signers to a task without a policy: it ends when everybody has answered, and has no outcome. */
  readonly isPlain?: boolean;
  /** Its time was up and the policy has acted. */
  readonly isTimeUp?: boolean;
  /** The applicant, who may not answer. */
  readonly applicant?: string;
  /** User id or `role:<key>` who gets it when its time is up. */
  readonly escalateTo?: string;
}

/** One voice of an approval: of a user, or of whoever claims it from a group (`role` or `role@orgPath`). */
export interface Approver {
  readonly id: string;
  readonly user?: string;
  readonly group?: string;
  readonly weight: number;
  readonly secondWeight: number;
  readonly mayVeto?: boolean;
  /** Approvers who must have voted before it is this one's turn. */
  readonly after?: readonly string[];
  /** Who added it, when it was not the model. */
  readonly addedBy?: string;
  readonly vote?: Vote;
}

/** What an approver says. */
export type Decision = 'approve' | 'refuse' | 'abstain';

/** How an approver answered; `at` is ms since the epoch, UTC. */
export interface Vote {
  readonly decision: Decision;
  readonly opinion?: string;
  readonly at: number;
  /** Whose answer it is; absent when it is nobody's. */
  readonly userId?: string;
  /** In whose place. */
  readonly onBehalfOf?: string;
  /** The rule that answered without asking. */
  readonly automatic?: 'sameApprover' | 'applicantIsApprover' | 'emptyApprover' | 'timeUp';
}

/** A question to the holder of a work item. */
export interface Question {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly askedAt: number;
  readonly answer?: string;
  readonly answeredAt?: number;
}
