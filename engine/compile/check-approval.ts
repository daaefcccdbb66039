import type { OperationRulePlan, ProcessPlan, UserTaskPlan, ValuePlan } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { errorAt } from './problem-maker.js';
import { isRole } from './roles.js';

/** Words of `yizhan:operation roles` that are no role. */
const WORDS = ['holder', 'candidate', 'starter', 'anyone', 'nobody'];

/** What an approval policy names outside itself exists: earlier steps among `elementIds`, roles of the office. */
export function checkApproval(
  { id: elementId, policy }: UserTaskPlan,
  elementIds: ReadonlySet<string>,
  file: string,
): Problem[] {
  if (!policy) return [];
  const missing = (policy.previous ?? []).filter((path) => !elementIds.has(path.slice(path.lastIndexOf('/') + 1)));
  const roles = [policy.approvers, policy.veto, policy.escalateTo].flatMap(rolesIn);
  return [
    ...missing.map((path) =>
      errorAt(
        'approval',
        { file, elementId },
        `previous 指向不存在的节点 ${path}`,
        `previous names no element: ${path}`,
      ),
    ),
    ...roles
      .filter((role) => !isRole(role))
      .map((role) => errorAt('role-unknown', { file, elementId }, `未知的角色：${role}`, `Unknown role: ${role}`)),
  ];
}

/** Roles in a constant list of people: those written `role:<key>`, without the part of the office. */
function rolesIn(value: ValuePlan | undefined): readonly string[] {
  if (value?.kind !== 'constant') return [];
  const people = value.value.split(',').map((part) => part.trim());
  return people.flatMap((one) => (one.startsWith('role:') ? [one.slice('role:'.length).replace(/@.*$/, '')] : []));
}

/** Every role that may use an operation is one of the office. */
export function checkOperationRoles(plan: ProcessPlan, file: string): Problem[] {
  const rulesAt = (elementId: string, rules: readonly OperationRulePlan[] = []): readonly Problem[] =>
    rules
      .flatMap(({ who }) => who)
      .filter((word) => !WORDS.includes(word) && !isRole(word))
      .map((word) => errorAt('role-unknown', { file, elementId }, `未知的角色：${word}`, `Unknown role: ${word}`));
  return [
    ...rulesAt(plan.processId, plan.operations),
    ...Object.values(plan.elements).flatMap((one) => (one.type === 'userTask' ? rulesAt(one.id, one.operations) : [])),
  ];
}
