import { Fault } from '../../core/fault.js';
import { linkTarget } from '../../core/plan-index.js';
import type { Run } from '../../core/run.js';
import type { EventTrigger } from '../../core/trigger.js';
import type { EventPlan } from '../../model/plan.js';

/**
 * Link (BPMN 2.0.2, 10.5.6): the throwing one goes on at the catching one of its name on the same level, as if a sequence flow led there.
 * Several may throw to one that catches; the catching one waits for nothing.
 */
export const link: EventTrigger<Run, Extract<EventPlan, { kind: 'link' }>> = {
  send: (run, token, element, event, exit) => {
    const target = linkTarget(run.index, element);
    if (target === undefined) throw new Fault('NO_FLOW', `no link event catches ${event.name}`);
    exit.finish();
    run.agenda.push({ kind: 'enter', tokenId: token.id, elementId: target });
  },
};
