import type { WorkItem } from '../model/state.js';
import type { UserTaskPlan } from '../model/plan.js';
import type { Token } from '../model/state.js';
import { newId, record } from './draft.js';
import type { Run } from './run.js';
import { nowOf, stateOf } from './run.js';
import { need } from './working.js';

/** What a work item is made from; the rest follows from its token. */
export type WorkItemFacts = Omit<WorkItem, 'id' | 'tokenId' | 'elementId' | 'name' | 'createdAt' | 'limitIds'>;

/** Opens a work item of a user task; answers its id. */
export function openWorkItem(run: Run, token: Token, element: UserTaskPlan, facts: WorkItemFacts): string {
  const workItem: WorkItem = {
    id: newId(run.draft, 'w'),
    tokenId: token.id,
    elementId: element.id,
    name: element.name,
    ...facts,
    createdAt: nowOf(run),
    limitIds: limitsOf(run, token),
  };
  record(run.draft, 'workItemCreated', element.id, { workItem });
  return workItem.id;
}

/** Limits of the activity: of this token, or of the multi-instance activity it belongs to; without any, those of the process. */
function limitsOf(run: Run, token: Token): readonly string[] {
  const state = stateOf(run);
  const scope = need(state, 'scopes', token.scopeId);
  const body = scope.kind === 'loopInstance' ? state.scopes[scope.parentId ?? ''] : undefined;
  const holders = new Set([token.id, body?.ownerTokenId]);
  const limits = Object.values(state.limits);
  const own = limits.filter(({ tokenId }) => tokenId !== undefined && holders.has(tokenId));
  return (own.length > 0 ? own : limits.filter(({ tokenId }) => tokenId === undefined)).map(({ id }) => id);
}
