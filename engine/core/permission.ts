import type { Actor } from '../model/actor.js';
import type { CommandHead } from '../model/commands/command-head.js';
import type { Person } from '../model/person.js';
import type { Rejection } from '../model/rejection.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import type { ElementPlan } from '../model/plan.js';
import type { Program } from '../model/program.js';
import type { InstanceState, WorkItem } from '../model/state.js';

/**
 * Why the actor may not take this work item, also in the place of another (`standIn`); undefined: may. Codes WORK_ITEM_GONE,
 * ALREADY_CLAIMED, SUSPENDED, NOT_CANDIDATE, SEPARATION_OF_DUTIES, ALREADY_VOTED, APPLICANT_IS_APPROVER.
 */
export function refuseClaim(
  program: Program,
  state: InstanceState,
  workItemId: string,
  actor: Actor,
  standIn?: Person,
): Rejection | undefined {
  const item = state.workItems[workItemId];
  if (item === undefined) return { code: 'WORK_ITEM_GONE' };
  const element = program.plan.elements[item.elementId];
  if (item.state === 'suspended') return { code: 'SUSPENDED' };
  if (item.state !== 'ready') return { code: 'ALREADY_CLAIMED' };
  // Having acted before is the reason that no role could lift, so it is the one to say.
  const separation = refuseSeparation(state, element, actor) ?? refuseSeparation(state, element, standIn);
  if (separation) return separation;
  const person = standIn ?? actor;
  if (actor.kind !== 'user' || !isCandidate(item, element, person)) return { code: 'NOT_CANDIDATE' };
  return refuseApplicant(state, item, actor.userId) ?? refuseVoter(state, item, person.userId);
}

/** Why the actor may not complete it. Codes WORK_ITEM_GONE, NOT_CLAIMED, SUSPENDED, NOT_ASSIGNEE, SEPARATION_OF_DUTIES, APPLICANT_IS_APPROVER. */
export function refuseCompletion(
  program: Program,
  state: InstanceState,
  workItemId: string,
  actor: Actor,
  standIn?: Person,
): Rejection | undefined {
  const item = state.workItems[workItemId];
  const element = program.plan.elements[item?.elementId ?? ''];
  return (
    refuseHolder(item, actor, standIn) ??
    refuseSeparation(state, element, actor) ??
    refuseSeparation(state, element, standIn) ??
    refuseApplicant(state, item, actor.userId)
  );
}

/**
 * Why this person may not get the work item from somebody else: the same rules as for taking it, except that an item without candidates
 * has no candidate rule. Codes SEPARATION_OF_DUTIES, NOT_CANDIDATE, ALREADY_VOTED, APPLICANT_IS_APPROVER; `detail` names the person.
 */
export function refuseTarget(
  program: Program,
  state: InstanceState,
  item: WorkItem,
  person: Person,
): Rejection | undefined {
  const element = program.plan.elements[item.elementId];
  const isRuled = item.candidateUsers.length + item.candidateGroups.length > 0;
  const refusal =
    refuseSeparation(state, element, person) ??
    (isRuled && !isCandidate(item, element, person) ? ({ code: 'NOT_CANDIDATE' } as const) : undefined) ??
    refuseVoter(state, item, person.userId);
  if (refusal === undefined) return undefined;
  const detail = isObject(refusal.detail) ? refusal.detail : {};
  return { ...refusal, detail: { ...detail, userId: person.userId } };
}

/** Why the actor may not give it back. As for completion; NOT_ALLOWED when nobody else could take it. */
export function refuseRelease(
  program: Program,
  state: InstanceState,
  workItemId: string,
  actor: Actor,
  standIn?: Person,
): Rejection | undefined {
  const item = state.workItems[workItemId];
  const refusal = refuseHolder(item, actor, standIn);
  if (refusal || item === undefined) return refusal;
  const hasCandidates = item.candidateUsers.length + item.candidateGroups.length > 0;
  return hasCandidates || isOpenToAll(program.plan.elements[item.elementId]) ? undefined : { code: 'NOT_ALLOWED' };
}

function refuseHolder(item: WorkItem | undefined, actor: Actor, standIn: Person | undefined): Rejection | undefined {
  if (item === undefined) return { code: 'WORK_ITEM_GONE' };
  if (item.state === 'suspended') return { code: 'SUSPENDED' };
  if (item.state !== 'claimed') return { code: 'NOT_CLAIMED' };
  return isHolder(item, actor, standIn) ? undefined : { code: 'NOT_ASSIGNEE' };
}

/** STAND_IN_INVALID outside the time of the standing proxy, for somebody who would stand in for the own person, and for the system. */
export function refuseStandIn({ onBehalfOf, actor, at }: CommandHead): Rejection | undefined {
  if (onBehalfOf === undefined) return undefined;
  const { userId, from, until, proxyId } = onBehalfOf;
  const isGood = actor.kind === 'user' && actor.userId !== userId && from <= at && at < until;
  return isGood ? undefined : { code: 'STAND_IN_INVALID', detail: { proxyId } };
}

/** Whether the actor holds the item, or stands in for who does. */
export function isHolder({ assignee }: WorkItem, actor: Actor, standIn?: Person): boolean {
  if (actor.kind !== 'user' || assignee === undefined) return false;
  return assignee === actor.userId || assignee === standIn?.userId;
}

/** The applicant may not answer for the own request where the policy says so, not even in the place of another. */
function refuseApplicant(state: InstanceState, item: WorkItem | undefined, userId: string): Rejection | undefined {
  const applicant = state.tokens[item?.tokenId ?? '']?.approval?.applicant;
  return applicant === userId ? { code: 'APPLICANT_IS_APPROVER' } : undefined;
}

/** Why this person may not answer in the approval of this item: it is the applicant, or another voice of it is this person's already. */
function refuseVoter(state: InstanceState, item: WorkItem, userId: string): Rejection | undefined {
  const approval = state.tokens[item.tokenId]?.approval;
  if (!approval) return undefined;
  const applicant = refuseApplicant(state, item, userId);
  if (applicant) return applicant;
  const hasVoted = approval.approvers.some(
    ({ id, vote }) => id !== item.approverId && (vote?.onBehalfOf ?? vote?.userId) === userId,
  );
  const holds = Object.values(state.workItems).some(
    (other) =>
      other.id !== item.id && other.tokenId === item.tokenId && (other.onBehalfOf ?? other.assignee) === userId,
  );
  return hasVoted || holds ? { code: 'ALREADY_VOTED' } : undefined;
}

/** A candidate by user id, or by a role, in the part of the org tree that `role@orgPath` names. */
export function isCandidate(item: WorkItem, element: ElementPlan | undefined, actor: Person): boolean {
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
  if (element?.type !== 'userTask' || element.policy) return false;
  return !element.assignee && !element.candidateUsers && !element.candidateGroups;
}

/** Separation of duties (`yizhan:notSameUserAs`): who did one of the named tasks, here or in the calling case, may not do this one. */
function refuseSeparation(
  state: InstanceState,
  element: ElementPlan | undefined,
  person: Person | undefined,
): Rejection | undefined {
  if (person === undefined) return undefined;
  const other = separatedFrom(state, element, person.userId);
  return other === undefined ? undefined : { code: 'SEPARATION_OF_DUTIES', detail: { element: other } };
}

/** The step this user did and may therefore not do this one; undefined: none. */
export function separatedFrom(
  state: InstanceState,
  element: ElementPlan | undefined,
  userId: string,
): string | undefined {
  if (element?.type !== 'userTask') return undefined;
  const { performers, inheritedPerformers = {} } = state;
  return element.notSameUserAs.find((path) =>
    [performers[path], inheritedPerformers[path]].some((users) => users?.includes(userId)),
  );
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
