import type { Actor } from '../model/actor.js';
import type { Rejection } from '../model/command.js';
import type { ElementPlan } from '../model/plan.js';
import type { Program } from '../model/program.js';
import type { InstanceState, WorkItem } from '../model/state.js';

/** Why the actor may not take this work item; undefined: may. Codes WORK_ITEM_GONE, ALREADY_CLAIMED, NOT_CANDIDATE, SEPARATION_OF_DUTIES. */
export function refuseClaim(
  program: Program,
  state: InstanceState,
  workItemId: string,
  actor: Actor,
): Rejection | undefined {
  const item = state.workItems[workItemId];
  if (item === undefined) return { code: 'WORK_ITEM_GONE' };
  const element = program.plan.elements[item.elementId];
  if (item.state === 'claimed') return { code: 'ALREADY_CLAIMED' };
  // Having acted before is the reason that no role could lift, so it is the one to say.
  const separation = refuseSeparation(state, element, actor);
  if (separation) return separation;
  return actor.kind === 'user' && isCandidate(item, element, actor) ? undefined : { code: 'NOT_CANDIDATE' };
}

/** Why the actor may not complete it. Codes WORK_ITEM_GONE, NOT_CLAIMED, NOT_ASSIGNEE, SEPARATION_OF_DUTIES. */
export function refuseCompletion(
  program: Program,
  state: InstanceState,
  workItemId: string,
  actor: Actor,
): Rejection | undefined {
  const item = state.workItems[workItemId];
  const refusal = refuseHolder(item, actor);
  return refusal ?? refuseSeparation(state, program.plan.elements[item?.elementId ?? ''], actor);
}

/** Why the actor may not give it back. As for completion; NOT_ALLOWED when nobody else could take it. */
export function refuseRelease(
  program: Program,
  state: InstanceState,
  workItemId: string,
  actor: Actor,
): Rejection | undefined {
  const item = state.workItems[workItemId];
  const refusal = refuseHolder(item, actor);
  if (refusal || item === undefined) return refusal;
  const hasCandidates = item.candidateUsers.length + item.candidateGroups.length > 0;
  return hasCandidates || isOpenToAll(program.plan.elements[item.elementId]) ? undefined : { code: 'NOT_ALLOWED' };
}

function refuseHolder(item: WorkItem | undefined, actor: Actor): Rejection | undefined {
  if (item === undefined) return { code: 'WORK_ITEM_GONE' };
  if (item.state !== 'claimed') return { code: 'NOT_CLAIMED' };
  return actor.kind === 'user' && item.assignee === actor.userId ? undefined : { code: 'NOT_ASSIGNEE' };
}

/** A candidate by user id, or by a role, in the part of the org tree that `role@orgPath` names. */
function isCandidate(item: WorkItem, element: ElementPlan | undefined, actor: Actor): boolean {
  if (isOpenToAll(element) || item.candidateUsers.includes(actor.userId)) return true;
  return item.candidateGroups.some((group) => {
    const [role = '', orgPath] = group.split('@');
    return actor.roles.includes(role) && (orgPath === undefined || isWithin(actor.orgPath, orgPath));
  });
}

/** Whether a place in the org tree lies at or below another: `/a/b` is below `/a`, `/ab` is not. */
function isWithin(orgPath: string | undefined, top: string): boolean {
  if (orgPath === undefined) return false;
  const root = top.endsWith('/') ? top.slice(0, -1) : top;
  return orgPath === root || orgPath.startsWith(`${root}/`);
}

/** The model names nobody: everybody who may work on the case at all can take it. */
function isOpenToAll(element: ElementPlan | undefined): boolean {
  if (element?.type !== 'userTask') return false;
  return !element.assignee && !element.candidateUsers && !element.candidateGroups;
}

/** Separation of duties (`yizhan:notSameUserAs`): who did one of the named tasks, here or in the calling case, may not do this one. */
function refuseSeparation(state: InstanceState, element: ElementPlan | undefined, actor: Actor): Rejection | undefined {
  if (element?.type !== 'userTask') return undefined;
  const { performers, inheritedPerformers = {} } = state;
  const other = element.notSameUserAs.find((path) =>
    [performers[path], inheritedPerformers[path]].some((users) => users?.includes(actor.userId)),
  );
  return other === undefined ? undefined : { code: 'SEPARATION_OF_DUTIES', detail: { element: other } };
}
