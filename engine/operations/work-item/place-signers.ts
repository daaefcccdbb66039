import { newId, record } from '../../core/draft.js';
import type { Run } from '../../core/run.js';
import { tokenOf } from '../../core/run.js';
import type { Approver } from '../../model/approval.js';
import type { AddSigners } from '../../model/commands/signing.js';
import type { UserTaskPlan } from '../../model/plan.js';
import type { WorkItem } from '../../model/state.js';

/** The approver of the work item; a task without approval gets one now. */
export function holderOf(run: Run, item: WorkItem): Approver {
  const { id: workItemId, tokenId, elementId, scopeId, formId, priority, dueAt, followUpAt } = item;
  const known = tokenOf(run, tokenId).approval?.approvers.find(({ id }) => id === item.approverId);
  if (known) return known;
  const approver: Approver = {
    id: newId(run.draft, 'a'),
    ...(item.assignee === undefined ? {} : { user: item.assignee }),
    weight: 1,
    secondWeight: 0,
  };
  const shown = {
    scopeId,
    ...(formId === undefined ? {} : { formId }),
    priority,
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(followUpAt === undefined ? {} : { followUpAt }),
  };
  const approval = { approvers: [approver], item: shown, isPlain: true };
  record(run.draft, 'approvalOpened', elementId, { tokenId, approval });
  record(run.draft, 'workItemChanged', elementId, { workItemId, changes: { approverId: approver.id } });
  return approver;
}

/** New voices, and where they go. */
export interface Placing {
  readonly mine: Approver;
  readonly added: readonly Approver[];
  readonly position: AddSigners['position'];
}

/** Orders the new voices: before the holder, who then rests; after; or beside. Whoever waits for the holder waits for them, too. */
export function placeSigners(
  run: Run,
  { id: elementId }: UserTaskPlan,
  item: WorkItem,
  { mine, added, position }: Placing,
): void {
  const { tokenId } = item;
  const ids = added.map(({ id }) => id);
  const change = (approver: Approver, behind?: string): void => {
    const facts = { tokenId, approver };
    record(run.draft, 'approverChanged', elementId, behind === undefined ? facts : { ...facts, behind });
  };
  if (position !== 'before') {
    for (const other of tokenOf(run, tokenId).approval?.approvers ?? []) {
      const { after = [] } = other;
      if (after.includes(mine.id) && other.vote === undefined) change({ ...other, after: [...after, ...ids] });
    }
  }
  const turn = position === 'after' ? { after: [mine.id] } : {};
  for (const approver of added.toReversed()) change({ ...approver, ...turn }, mine.id);
  if (position !== 'before') return;
  change({ ...mine, after: [...(mine.after ?? []), ...ids] });
  record(run.draft, 'workItemChanged', elementId, {
    workItemId: item.id,
    changes: { state: 'suspended', suspendedFrom: 'claimed', isHeld: true },
  });
}
