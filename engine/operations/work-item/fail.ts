import { record } from '../../core/draft.js';
import { throwError } from '../../core/propagate.js';
import type { Run } from '../../core/run.js';
import type { FailWorkItem } from '../../model/commands/work-item-operation.js';
import type { Rejection } from '../../model/rejection.js';
import { operate } from '../operate.js';
import { heldItem, itemStory } from './open-item.js';

/**
 * The holder cannot do it: *failed* in WS-HumanTask, a BPMN error at the task. Its boundary event or one further out takes it; caught by
 * nobody it ends the instance, so models that allow this catch it. Codes WORK_ITEM_GONE, SUSPENDED, NOT_CLAIMED.
 */
export function failWorkItem(run: Run, command: FailWorkItem): Rejection | undefined {
  const { workItemId, errorCode, message } = command;
  return operate(run, command, itemStory(workItemId), () => {
    const found = heldItem(run, workItemId);
    if (!found.ok) return found.rejection;
    const { elementId, tokenId } = found.item;
    record(run.draft, 'workItemCancelled', elementId, { workItemId, outcome: 'failed' });
    throwError(run, tokenId, { errorCode, message, variables: {} });
    return undefined;
  });
}
