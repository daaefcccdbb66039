import { cancel } from '../../core/cancel.js';
import { record } from '../../core/draft.js';
import { endInstance } from '../../core/ending.js';
import { levelOf } from '../../core/level.js';
import type { Run } from '../../core/run.js';
import { wake } from '../../core/run.js';
import type { EventTrigger } from '../../core/trigger.js';
import type { EventPlan } from '../../model/plan.js';

/**
 * Terminate (BPMN 2.0.2, 10.5.4 and 13.5.6): an end event that ends everything of its level without compensation; a sub-process then
 * completes, the process is terminated.
 */
export const terminate: EventTrigger<Run, Extract<EventPlan, { kind: 'terminate' }>> = {
  send: (run, token, element, _event, exit) => {
    exit.finish();
    const level = levelOf(run, token.scopeId);
    record(run.draft, 'tokenRemoved', element.id, { tokenId: token.id });
    if (level.parentId === undefined) return endInstance(run, { status: 'terminated' });
    cancel(run, { scopes: [level.id] });
    if (level.ownerTokenId !== undefined) wake(run, level.ownerTokenId, { type: 'scopeCompleted', scopeId: level.id });
  },
};
