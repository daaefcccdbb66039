import type { Run } from '../../core/run.js';
import { stateOf } from '../../core/run.js';
import type { Rejection } from '../../model/rejection.js';
import type { InstanceState, WorkItem } from '../../model/state.js';
import type { Story } from '../operate.js';

/** A work item, or why there is none to work with. */
export type Found =
  { readonly ok: true; readonly item: WorkItem } | { readonly ok: false; readonly rejection: Rejection };

/** The open work item with this id. Codes WORK_ITEM_GONE; SUSPENDED for one that rests. */
export function openItem(run: Run, workItemId: string): Found {
  const item = stateOf(run).workItems[workItemId];
  if (item === undefined) return { ok: false, rejection: { code: 'WORK_ITEM_GONE' } };
  return item.state === 'suspended' ? { ok: false, rejection: { code: 'SUSPENDED' } } : { ok: true, item };
}

/** The open work item somebody holds. Codes as `openItem`; NOT_CLAIMED for one nobody holds, or that is somebody else's for a while. */
export function heldItem(run: Run, workItemId: string): Found {
  const found = openItem(run, workItemId);
  if (!found.ok || found.item.state === 'claimed') return found;
  return { ok: false, rejection: { code: 'NOT_CLAIMED', detail: { state: found.item.state } } };
}

const TOLD = ['state', 'assignee', 'owner', 'onBehalfOf', 'priority', 'dueAt', 'followUpAt', 'startedAt'] as const;

/** State, holder and dates of one work item, and the answers of the approval it belongs to. */
export function itemStory(workItemId: string): Story {
  return (state: InstanceState) => {
    const item = state.workItems[workItemId];
    if (item === undefined) return { workItemId, state: 'gone' };
    const told = TOLD.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]] as const]));
    return { workItemId, elementId: item.elementId, ...Object.fromEntries(told) };
  };
}

/** Everybody who is asked on a token, in order, with the answers so far. */
export function approvalStory(tokenId: string): Story {
  return (state: InstanceState) => ({
    tokenId,
    approvers: (state.tokens[tokenId]?.approval?.approvers ?? []).map(({ id, user, group, vote }) => ({
      id,
      ...(user === undefined ? {} : { user }),
      ...(group === undefined ? {} : { group }),
      ...(vote === undefined ? {} : { decision: vote.decision }),
    })),
  });
}
