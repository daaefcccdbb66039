import { record } from '../../core/draft.js';
import type { Run } from '../../core/run.js';
import { setVariables } from '../../core/scope.js';
import type { Vote } from '../../model/approval.js';
import type { JsonObject } from '../../model/json.js';
import type { UserTaskPlan } from '../../model/plan.js';
import type { Token } from '../../model/state.js';

/** An answer on its way into the record. */
export interface Ballot {
  readonly approverId: string;
  readonly vote: Vote;
  readonly variables?: JsonObject;
}

/**
 * Writes an answer down: the vote, who acted, and what was submitted. Without output mappings the variables are there at once, so that
 * the next approver sees them; with mappings they wait for the end of the task.
 */
export function castVote(run: Run, token: Token, element: UserTaskPlan, { approverId, vote, variables }: Ballot): void {
  const waits = element.outputs.length > 0 && variables !== undefined;
  const facts = { tokenId: token.id, approverId, vote };
  record(run.draft, 'voteCast', element.id, waits ? { ...facts, variables } : facts);
  const userIds = [vote.userId, vote.onBehalfOf].filter((id) => id !== undefined);
  const { scopeId } = token;
  if (userIds.length > 0) record(run.draft, 'performerRecorded', element.id, { keys: [element.id], userIds, scopeId });
  if (!waits && variables !== undefined) setVariables(run, token.scopeId, variables, element.id);
}
