import { newId, record } from '../core/draft.js';
import type { Run } from '../core/run.js';
import { nowOf, stateOf } from '../core/run.js';
import { optionalTextOf, visibleVariables } from '../core/scope.js';
import type { StartEventPlan } from '../model/plan.js';

/**
 * Puts the start event itself to who started the case, with its form: a token that was about to enter it rests there with a work item, and
 * goes on when they have submitted again.
 */
export function askStarter(run: Run, tokenId: string, element: StartEventPlan, userId: string): void {
  const at = run.agenda.findIndex((step) => step.kind === 'enter' && step.tokenId === tokenId);
  if (at >= 0) run.agenda.splice(at, 1);
  const state = stateOf(run);
  const { rootScopeId: scopeId } = state;
  record(run.draft, 'elementEntered', element.id, { tokenId });
  const formId = optionalTextOf(run, element.form?.formId, visibleVariables(state, scopeId));
  record(run.draft, 'workItemCreated', element.id, {
    workItem: {
      id: newId(run.draft, 'w'),
      tokenId,
      scopeId,
      elementId: element.id,
      name: element.name,
      state: 'claimed',
      ...(formId === undefined ? {} : { formId }),
      assignee: userId,
      candidateUsers: [userId],
      candidateGroups: [],
      priority: 50,
      createdAt: nowOf(run),
      claimedAt: nowOf(run),
      limitIds: [],
    },
  });
}
