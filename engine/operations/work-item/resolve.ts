import { record } from '../../core/draft.js';
import { notify } from '../../core/notify.js';
import type { Run } from '../../core/run.js';
import { nowOf } from '../../core/run.js';
import type { ResolveWorkItem } from '../../model/commands/work-item-operation.js';
import type { Rejection } from '../../model/rejection.js';
import { operate } from '../operate.js';
import { itemStory, openItem } from './open-item.js';

/** The delegate gives a work item back; the opinion answers the request it came with. Codes WORK_ITEM_GONE, SUSPENDED, NOT_DELEGATED. */
export function resolveWorkItem(run: Run, command: ResolveWorkItem): Rejection | undefined {
  const { workItemId, opinion = '' } = command;
  return operate(run, command, itemStory(workItemId), () => {
    const found = openItem(run, workItemId);
    if (!found.ok) return found.rejection;
    const { elementId, state, assignee, owner, questions = [], name } = found.item;
    if (state !== 'delegated' || owner === undefined) return { code: 'NOT_DELEGATED' };
    const answered = { answer: opinion, answeredAt: nowOf(run) };
    record(run.draft, 'workItemChanged', elementId, {
      workItemId,
      changes: {
        state: 'claimed',
        assignee: owner,
        questions: questions.map((one) =>
          one.to === assignee && one.from === owner && one.answer === undefined ? { ...one, ...answered } : one,
        ),
      },
      removed: ['owner'],
    });
    const text = { zh: `“${name.zh}”已交回您：${opinion}`, en: `"${name.en}" is back with you: ${opinion}` };
    notify(run, { kind: 'answer', to: [owner], text, workItemId, elementId });
    return undefined;
  });
}
