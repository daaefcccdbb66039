import { record } from '../../core/draft.js';
import type { Run } from '../../core/run.js';
import { nowOf } from '../../core/run.js';
import type { StartWorkItem } from '../../model/commands/work-item-operation.js';
import type { Rejection } from '../../model/rejection.js';
import { operate } from '../operate.js';
import { heldItem, itemStory } from './open-item.js';

/** The holder begins: from *reserved* to *in progress* (WS-HumanTask 1.1, 4.7). NOT_ALLOWED when it is in progress already. */
export function startWorkItem(run: Run, command: StartWorkItem): Rejection | undefined {
  const { workItemId } = command;
  return operate(run, command, itemStory(workItemId), () => {
    const found = heldItem(run, workItemId);
    if (!found.ok) return found.rejection;
    if (found.item.startedAt !== undefined) return { code: 'NOT_ALLOWED', detail: { startedAt: found.item.startedAt } };
    const changes = { startedAt: nowOf(run) };
    record(run.draft, 'workItemChanged', found.item.elementId, { workItemId, changes });
    return undefined;
  });
}
