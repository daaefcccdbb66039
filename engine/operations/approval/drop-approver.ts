import { record } from '../../core/draft.js';
import type { Run } from '../../core/run.js';
import { stateOf, tokenOf } from '../../core/run.js';
import type { Rejection } from '../../model/rejection.js';
import type { UserTaskPlan } from '../../model/plan.js';
import { itemsOf, settle } from './settle.js';

/** One voice is not asked any more; the others go on, and may be enough now. Codes APPROVER_GONE, LAST_APPROVER. */
export function dropApprover(
  run: Run,
  tokenId: string,
  element: UserTaskPlan,
  approverId: string,
): Rejection | undefined {
  const approvers = tokenOf(run, tokenId).approval?.approvers ?? [];
  const approver = approvers.find(({ id }) => id === approverId);
  if (approver === undefined || approver.vote !== undefined) return { code: 'APPROVER_GONE' };
  if (approvers.length === 1) return { code: 'LAST_APPROVER' };
  for (const item of itemsOf(stateOf(run), tokenId)) {
    if (item.approverId !== approverId) continue;
    record(run.draft, 'workItemCancelled', element.id, { workItemId: item.id, outcome: 'obsolete' });
  }
  record(run.draft, 'approverRemoved', element.id, { tokenId, approverId });
  settle(run, tokenId, element);
  return undefined;
}
