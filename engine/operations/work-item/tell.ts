import { record } from '../../core/draft.js';
import type { Run } from '../../core/run.js';
import { stateOf } from '../../core/run.js';
import type { Rejection } from '../../model/rejection.js';
import type { JsonObject } from '../../model/json.js';
import type { OperationCommand } from '../operations.js';

/** Longest text people may write in one operation, in UTF-16 units. */
const MAX_TEXT = 4_000;

/** BAD_VALUE for a text that is empty or too long. */
export function refuseText(text: string): Rejection | undefined {
  return text.trim() === '' || text.length > MAX_TEXT
    ? { code: 'BAD_VALUE', detail: { length: text.length } }
    : undefined;
}

/** Operations that only leave a word in the history, on the case or on one open work item. Codes WORK_ITEM_GONE, BAD_VALUE. */
export function tell(
  run: Run,
  command: OperationCommand,
  {
    workItemId,
    text,
    after,
  }: { readonly workItemId: string | undefined; readonly text: string; readonly after: JsonObject },
): Rejection | undefined {
  const item = workItemId === undefined ? undefined : stateOf(run).workItems[workItemId];
  if (workItemId !== undefined && item === undefined) return { code: 'WORK_ITEM_GONE' };
  const refusal = refuseText(text);
  if (refusal) return refusal;
  const about = workItemId === undefined ? after : { workItemId, ...after };
  record(run.draft, 'operationDone', item?.elementId, { operation: command.type, before: {}, after: about });
  return undefined;
}
