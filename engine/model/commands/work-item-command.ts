import type { Decision } from '../approval.js';
import type { JsonObject } from '../json.js';
import type { CommandHead } from './command-head.js';

/** Takes an open work item; `reason` of a refusal is NOT_CANDIDATE, SEPARATION_OF_DUTIES, ALREADY_CLAIMED or WORK_ITEM_GONE. */
export interface ClaimWorkItem extends CommandHead {
  readonly type: 'claimWorkItem';
  readonly workItemId: string;
}

/** Gives a claimed work item back to its candidates. */
export interface ReleaseWorkItem extends CommandHead {
  readonly type: 'releaseWorkItem';
  readonly workItemId: string;
}

/** Completes a work item; `variables` are merged into the scope that holds the task (form documents under their form key). */
export interface CompleteWorkItem extends CommandHead {
  readonly type: 'completeWorkItem';
  readonly workItemId: string;
  readonly variables: JsonObject;
  /** The answer at a task that several people decide, unless its policy reads it from the variables. */
  readonly vote?: { readonly decision: Decision; readonly opinion?: string };
}
