import { newId, record } from '../../core/draft.js';
import { notify } from '../../core/notify.js';
import { refuseTarget } from '../../core/permission.js';
import type { Run } from '../../core/run.js';
import { nowOf, stateOf, tokenOf } from '../../core/run.js';
import type { TransferWorkItem } from '../../model/commands/work-item-operation.js';
import type { Rejection } from '../../model/rejection.js';
import type { WorkItem } from '../../model/state.js';
import { operate } from '../operate.js';
import { heldItem, itemStory, openItem } from './open-item.js';

/**
 * 转办: the work item is the other's from now on, claimed or not. Codes WORK_ITEM_GONE, SUSPENDED, NOT_CLAIMED (while delegated),
 * ALREADY_HELD, and those of `refuseTarget`: candidates and separation of duties hold for the other as for anybody.
 */
export function transferWorkItem(run: Run, command: TransferWorkItem): Rejection | undefined {
  const { workItemId, to } = command;
  return operate(run, command, itemStory(workItemId), () => {
    const found = openItem(run, workItemId);
    if (!found.ok) return found.rejection;
    const { item } = found;
    if (item.state === 'delegated') return { code: 'NOT_CLAIMED', detail: { state: item.state } };
    const refusal = refuseNewHolder(run, item, command);
    if (refusal) return refusal;
    record(run.draft, 'workItemChanged', item.elementId, {
      workItemId,
      changes: { state: 'claimed', assignee: to.userId, claimedAt: nowOf(run) },
      removed: ['onBehalfOf', 'startedAt'],
    });
    renameApprover(run, item, to.userId);
    tell(run, item, command);
    return undefined;
  });
}

/**
 * 委派: the holder asks somebody to do it and gets it back; only the holder completes it. The request stands among the questions of the
 * work item. Codes as for a transfer; NOT_CLAIMED for an item nobody holds.
 */
export function delegateWorkItem(run: Run, command: TransferWorkItem): Rejection | undefined {
  const { workItemId, to, reason = '' } = command;
  return operate(run, command, itemStory(workItemId), () => {
    const found = heldItem(run, workItemId);
    if (!found.ok) return found.rejection;
    const { item } = found;
    const refusal = refuseNewHolder(run, item, command);
    if (refusal) return refusal;
    const owner = item.assignee ?? '';
    const question = { id: newId(run.draft, 'q'), from: owner, to: to.userId, text: reason, askedAt: nowOf(run) };
    record(run.draft, 'workItemChanged', item.elementId, {
      workItemId,
      changes: { state: 'delegated', assignee: to.userId, owner, questions: [...(item.questions ?? []), question] },
    });
    tell(run, item, command);
    return undefined;
  });
}

function refuseNewHolder(run: Run, item: WorkItem, { to }: TransferWorkItem): Rejection | undefined {
  if (item.assignee === to.userId) return { code: 'ALREADY_HELD', detail: { userId: to.userId } };
  return refuseTarget(run.program, stateOf(run), item, to);
}

/** In an approval the voice goes along when it was this person's, not a role's. */
function renameApprover(run: Run, { tokenId, approverId, elementId }: WorkItem, user: string): void {
  const approver = tokenOf(run, tokenId).approval?.approvers.find(({ id }) => id === approverId);
  if (approver?.user === undefined) return;
  record(run.draft, 'approverChanged', elementId, { tokenId, approver: { ...approver, user } });
}

function tell(run: Run, { id: workItemId, elementId, name }: WorkItem, { type, to }: TransferWorkItem): void {
  const isTransfer = type === 'transferWorkItem';
  const text = isTransfer
    ? { zh: `“${name.zh}”已转交您办理`, en: `"${name.en}" has been handed over to you` }
    : { zh: `“${name.zh}”委派给您协办`, en: `You are asked to deal with "${name.en}" and give it back` };
  notify(run, { kind: isTransfer ? 'transferred' : 'delegated', to: [to.userId], text, workItemId, elementId });
}
