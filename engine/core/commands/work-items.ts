import type { ClaimWorkItem, CompleteWorkItem, Rejection, ReleaseWorkItem } from '../../model/command.js';
import { record } from '../draft.js';
import { refuseClaim, refuseCompletion, refuseRelease } from '../permission.js';
import type { Run } from '../run.js';
import { stateOf, wake } from '../run.js';
import { need } from '../working.js';

/** A person takes a work item. */
export function claimWorkItem(run: Run, { workItemId, actor }: ClaimWorkItem): Rejection | undefined {
  const refusal = refuseClaim(run.program, stateOf(run), workItemId, actor);
  if (refusal) return refusal;
  const { elementId } = need(stateOf(run), 'workItems', workItemId);
  record(run.draft, 'workItemClaimed', elementId, { workItemId, assignee: actor.userId });
  return undefined;
}

/** The holder gives a work item back. */
export function releaseWorkItem(run: Run, { workItemId, actor }: ReleaseWorkItem): Rejection | undefined {
  const refusal = refuseRelease(run.program, stateOf(run), workItemId, actor);
  if (refusal) return refusal;
  const { elementId } = need(stateOf(run), 'workItems', workItemId);
  record(run.draft, 'workItemReleased', elementId, { workItemId, assignee: actor.userId });
  return undefined;
}

/** The holder completes a work item; who it was is kept for the separation of duties. */
export function completeWorkItem(run: Run, { workItemId, actor, variables }: CompleteWorkItem): Rejection | undefined {
  const refusal = refuseCompletion(run.program, stateOf(run), workItemId, actor);
  if (refusal) return refusal;
  const { elementId, tokenId } = need(stateOf(run), 'workItems', workItemId);
  record(run.draft, 'workItemCompleted', elementId, { workItemId });
  record(run.draft, 'performerRecorded', elementId, { keys: [elementId], userIds: [actor.userId] });
  wake(run, tokenId, { type: 'result', variables });
  return undefined;
}
