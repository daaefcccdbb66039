import { record } from '../../core/draft.js';
import { notify } from '../../core/notify.js';
import type { Run } from '../../core/run.js';
import { nowOf } from '../../core/run.js';
import type { NudgeWorkItem } from '../../model/commands/talk.js';
import type { Rejection } from '../../model/rejection.js';
import { peopleOf } from '../approval/time-up.js';
import { operate } from '../operate.js';
import { ruleOf } from '../rules.js';
import { itemStory, openItem } from './open-item.js';

/** Shortest time between two nudges of one work item where the model says nothing: four hours, in ms. */
const PERIOD = 14_400_000;

/** 催办: reminds who holds it, or who could. Codes WORK_ITEM_GONE, SUSPENDED, NUDGED_LATELY with the next instant, NO_HOLDER. */
export function nudgeWorkItem(run: Run, command: NudgeWorkItem): Rejection | undefined {
  const { workItemId, note } = command;
  return operate(run, command, itemStory(workItemId), () => {
    const found = openItem(run, workItemId);
    if (!found.ok) return found.rejection;
    const { elementId, name, nudgedAt } = found.item;
    const period = ruleOf(run.program.plan, elementId, 'nudgeWorkItem')?.period ?? PERIOD;
    if (nudgedAt !== undefined && nudgedAt + period > nowOf(run)) {
      return { code: 'NUDGED_LATELY', detail: { nextAt: nudgedAt + period } };
    }
    const to = peopleOf(found.item);
    if (to.length === 0) return { code: 'NO_HOLDER' };
    record(run.draft, 'workItemChanged', elementId, { workItemId, changes: { nudgedAt: nowOf(run) } });
    const more = note === undefined || note === '' ? { zh: '', en: '' } : { zh: `：${note}`, en: `: ${note}` };
    const text = { zh: `请尽快办理“${name.zh}”${more.zh}`, en: `Please deal with "${name.en}"${more.en}` };
    notify(run, { kind: 'nudge', to, text, workItemId, elementId });
    return undefined;
  });
}
