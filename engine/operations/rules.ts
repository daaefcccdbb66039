import { isCandidate, isHolder } from '../core/permission.js';
import type { Actor } from '../model/actor.js';
import type { Person } from '../model/person.js';
import type { Rejection } from '../model/rejection.js';
import type { OperationRulePlan, ProcessPlan } from '../model/plan.js';
import type { Program } from '../model/program.js';
import type { InstanceState, WorkItem } from '../model/state.js';
import { applicantIn } from './approval/applicant.js';
import type { OperationCommand, OperationName } from './operations.js';
import { OPERATIONS } from './operations.js';
import { isWorkItemOperation } from './work-item/entries.js';

/** What the model says about an operation: at the task, else at the process. */
export function ruleOf(
  plan: ProcessPlan,
  elementId: string | undefined,
  name: OperationName,
): OperationRulePlan | undefined {
  const element = plan.elements[elementId ?? ''];
  const own = element?.type === 'userTask' ? element.operations : undefined;
  const named = (rules: readonly OperationRulePlan[] | undefined) => rules?.find((rule) => rule.name === name);
  return named(own) ?? named(plan.operations);
}

/** Whom a rule is asked about. */
export interface Asker {
  readonly program: Program;
  readonly state: InstanceState;
  readonly actor: Actor;
  readonly item: WorkItem | undefined;
  readonly standIn?: Person | undefined;
}

/** Whether the actor is meant by one of the words of a rule (`OperationRulePlan.who`). The system may everything: the host has judged. */
export function fits(who: readonly string[], { program, state, actor, item, standIn }: Asker): boolean {
  if (actor.kind === 'system') return true;
  const items = item === undefined ? Object.values(state.workItems) : [item];
  return who.some((word) => {
    switch (word) {
      case 'anyone':
        return true;
      case 'nobody':
        return false;
      case 'starter':
        return isStarter(state, actor);
      case 'holder':
        return items.some((one) => isHolder(one, actor, standIn));
      case 'candidate':
        return items.some((one) => isCandidate(one, program.plan.elements[one.elementId], actor));
      default:
        return actor.roles.includes(word);
    }
  });
}

/** Who started the case; in a called process that is the applicant of the case. */
function isStarter(state: InstanceState, { userId }: Actor): boolean {
  const { starter, scopes, rootScopeId } = state;
  return starter.userId === userId || applicantIn(scopes[rootScopeId]?.variables['case']) === userId;
}

/** Words of the table for an operation; its empty list means holder or starter. */
export function defaultWho(name: OperationName): readonly string[] {
  const { roles } = OPERATIONS[name];
  return roles.length === 0 ? ['holder', 'starter'] : roles;
}

/**
 * NOT_ALLOWED when the model gives the operation to others, at the task or at the process. Where the model is silent, operations on work
 * items follow the table; for the others the host asks for the permission.
 */
export function refuseByRule(
  program: Program,
  state: InstanceState | undefined,
  command: OperationCommand,
): Rejection | undefined {
  if (state === undefined) return undefined;
  const { type: name, actor, onBehalfOf: standIn } = command;
  const { workItemId, tokenId } = subjectOf(command);
  const item = state.workItems[workItemId ?? ''];
  const elementId = item?.elementId ?? state.tokens[tokenId ?? '']?.elementId;
  const rule = ruleOf(program.plan, elementId, name);
  if (rule === undefined && !isWorkItemOperation(name)) return undefined;
  if (fits(rule?.who ?? defaultWho(name), { program, state, actor, item, standIn })) return undefined;
  if (command.type === 'removeSigner' && isOwnSigner(state, command.tokenId, command.approverId, actor))
    return undefined;
  return { code: 'NOT_ALLOWED', detail: { operation: name } };
}

/** What a command may name. */
interface Subject {
  readonly workItemId?: string;
  readonly tokenId?: string;
  readonly callId?: string;
}

/** The work item or token that a command names. */
function subjectOf(command: OperationCommand): Subject {
  return 'from' in command ? command.from : (command as Subject);
}

/** Who added a signer may take it back. */
function isOwnSigner(state: InstanceState, tokenId: string, approverId: string, actor: Actor): boolean {
  const approvers = state.tokens[tokenId]?.approval?.approvers ?? [];
  return approvers.some(({ id, addedBy }) => id === approverId && addedBy === actor.userId);
}
