import { record } from '../../core/draft.js';
import type { Run } from '../../core/run.js';
import { stateOf, tokenOf, wake } from '../../core/run.js';
import type { SkipWorkItem } from '../../model/commands/work-item-operation.js';
import type { Rejection } from '../../model/rejection.js';
import { taskOf } from '../approval/answer.js';
import { dropApprover } from '../approval/drop-approver.js';
import { operate } from '../operate.js';
import { itemStory } from './open-item.js';

/**
 * Leaves a work item undone: *obsolete* in WS-HumanTask. The task completes without a result and without a performer; in an approval
 * that one voice is not asked any more. Codes WORK_ITEM_GONE, LAST_APPROVER.
 */
export function skipWorkItem(run: Run, command: SkipWorkItem): Rejection | undefined {
  const { workItemId } = command;
  return operate(run, command, itemStory(workItemId), () => {
    const item = stateOf(run).workItems[workItemId];
    if (item === undefined) return { code: 'WORK_ITEM_GONE' };
    const { tokenId, elementId, approverId } = item;
    if (tokenOf(run, tokenId).approval) {
      return dropApprover(run, tokenId, taskOf(run, elementId), approverId ?? '');
    }
    record(run.draft, 'workItemCancelled', elementId, { workItemId, outcome: 'obsolete' });
    wake(run, tokenId, { type: 'result', variables: {} });
    return undefined;
  });
}
