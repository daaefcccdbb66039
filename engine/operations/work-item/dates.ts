import { record } from '../../core/draft.js';
import type { Run } from '../../core/run.js';
import { tokenOf } from '../../core/run.js';
import type { SetDate, SetPriority } from '../../model/commands/work-item-operation.js';
import type { Rejection } from '../../model/rejection.js';
import { taskOf } from '../approval/answer.js';
import { watchDue } from '../approval/open-approval.js';
import { dropDueTimer } from '../approval/settle.js';
import type { WorkItem } from '../../model/state.js';
import { operate } from '../operate.js';
import { itemStory, openItem } from './open-item.js';

/** Highest priority. */
const MAX_PRIORITY = 999;

/** Another priority. Codes WORK_ITEM_GONE, SUSPENDED, BAD_VALUE. */
export function setPriority(run: Run, command: SetPriority): Rejection | undefined {
  const { workItemId, priority } = command;
  return operate(run, command, itemStory(workItemId), () => {
    const found = openItem(run, workItemId);
    if (!found.ok) return found.rejection;
    const isGood = Number.isInteger(priority) && priority >= 0 && priority <= MAX_PRIORITY;
    if (!isGood) return { code: 'BAD_VALUE', detail: { priority } };
    record(run.draft, 'workItemChanged', found.item.elementId, { workItemId, changes: { priority } });
    return undefined;
  });
}

/** Another due date or follow-up date, or none. An approval's time ends at the new due date. Codes WORK_ITEM_GONE, SUSPENDED, BAD_VALUE. */
export function setDate(run: Run, command: SetDate): Rejection | undefined {
  const { workItemId, date, type } = command;
  return operate(run, command, itemStory(workItemId), () => {
    const found = openItem(run, workItemId);
    if (!found.ok) return found.rejection;
    if (date !== null && !Number.isSafeInteger(date)) return { code: 'BAD_VALUE', detail: { date } };
    const member = type === 'setDueDate' ? 'dueAt' : 'followUpAt';
    const facts = date === null ? { changes: {}, removed: [member] as const } : { changes: { [member]: date } };
    record(run.draft, 'workItemChanged', found.item.elementId, { workItemId, ...facts });
    if (type === 'setDueDate') moveTimeUp(run, found.item, date);
    return undefined;
  });
}

function moveTimeUp(run: Run, { tokenId, elementId }: WorkItem, dueAt: number | null): void {
  const token = tokenOf(run, tokenId);
  if (!token.approval || token.approval.isPlain === true) return;
  if (taskOf(run, elementId).policy?.timeUp?.at !== 'due') return;
  dropDueTimer(run, tokenId);
  if (dueAt !== null) watchDue(run, token, dueAt);
}
