import type { ClaimWorkItem, CompleteWorkItem, ReleaseWorkItem } from '../../model/commands/work-item-command.js';
import type { Rejection } from '../../model/rejection.js';
import type { WorkItem } from '../../model/state.js';
import { answerOf, countAnswer } from '../../operations/approval/answer.js';
import { record } from '../draft.js';
import { completeItem } from '../item-listeners.js';
import { refuseClaim, refuseCompletion, refuseRelease } from '../permission.js';
import type { Run } from '../run.js';
import { nowOf, stateOf, tokenOf } from '../run.js';
import { need } from '../working.js';

/** A person takes a work item. */
export function claimWorkItem(run: Run, { workItemId, actor, onBehalfOf }: ClaimWorkItem): Rejection | undefined {
  const refusal = refuseClaim(run.program, stateOf(run), workItemId, actor, onBehalfOf);
  if (refusal) return refusal;
  const { elementId } = need(stateOf(run), 'workItems', workItemId);
  const facts = { workItemId, assignee: actor.userId };
  record(run.draft, 'workItemClaimed', elementId, onBehalfOf ? { ...facts, onBehalfOf: onBehalfOf.userId } : facts);
  return undefined;
}

/** The holder gives a work item back. */
export function releaseWorkItem(run: Run, { workItemId, actor, onBehalfOf }: ReleaseWorkItem): Rejection | undefined {
  const refusal = refuseRelease(run.program, stateOf(run), workItemId, actor, onBehalfOf);
  if (refusal) return refusal;
  const { elementId } = need(stateOf(run), 'workItems', workItemId);
  record(run.draft, 'workItemReleased', elementId, { workItemId, assignee: actor.userId });
  return undefined;
}

/**
 * The holder completes a work item; who it was, and in whose place, is kept for the separation of duties. Where several people decide,
 * it is one answer among theirs: VOTE_NEEDED and VOTE_INVALID beside the refusals of completion.
 */
export function completeWorkItem(run: Run, command: CompleteWorkItem): Rejection | undefined {
  const { workItemId, actor, variables, onBehalfOf } = command;
  const refusal = refuseCompletion(run.program, stateOf(run), workItemId, actor, onBehalfOf);
  if (refusal) return refusal;
  const item = need(stateOf(run), 'workItems', workItemId);
  const { tokenId } = item;
  const principal = item.assignee === actor.userId ? item.onBehalfOf : onBehalfOf?.userId;
  if (tokenOf(run, tokenId).approval) return answerApproval(run, command, item, principal);
  const userIds = principal === undefined ? [actor.userId] : [actor.userId, principal];
  completeItem(run, item, { userIds, variables, ...(principal === undefined ? {} : { onBehalfOf: principal }) });
  return undefined;
}

function answerApproval(
  run: Run,
  command: CompleteWorkItem,
  item: WorkItem,
  principal: string | undefined,
): Rejection | undefined {
  const answer = answerOf(run, command, item);
  if (!answer.ok) return answer.rejection;
  record(run.draft, 'workItemCompleted', item.elementId, completion(item.id, principal));
  const { actor, variables } = command;
  const onBehalfOf = principal === undefined ? {} : { onBehalfOf: principal };
  countAnswer(run, item, { ...answer.answer, at: nowOf(run), userId: actor.userId, ...onBehalfOf }, variables);
  return undefined;
}

function completion(workItemId: string, onBehalfOf: string | undefined) {
  return onBehalfOf === undefined ? { workItemId } : { workItemId, onBehalfOf };
}
