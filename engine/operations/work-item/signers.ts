import { newId, record } from '../../core/draft.js';
import { refuseTarget } from '../../core/permission.js';
import { addLoopInstance } from '../../elements/multi-instance.js';
import type { Run } from '../../core/run.js';
import { stateOf, tokenOf } from '../../core/run.js';
import type { Approver } from '../../model/approval.js';
import type { AddSigners, Rejection, RemoveSigner } from '../../model/command.js';
import type { UserTaskPlan } from '../../model/plan.js';
import type { Token, WorkItem } from '../../model/state.js';
import { taskOf } from '../approval/answer.js';
import { dropApprover } from '../approval/drop-approver.js';
import { settle } from '../approval/settle.js';
import { dropLoopInstance } from '../drop-loop-instance.js';
import { operate } from '../operate.js';
import { ruleOf } from '../rules.js';
import { approvalStory, heldItem } from './open-item.js';

/** Most signers in one go. */
const MAX_SIGNERS = 50;

/**
 * 加签: more people answer before, after or beside the holder of a work item. A task without a policy becomes an approval that ends when
 * everybody has answered. Weighted votes have a fixed electorate: there only where the model allows it by name; where any one decides,
 * only beside. Codes WORK_ITEM_GONE, SUSPENDED, NOT_CLAIMED, BAD_VALUE, NOT_ALLOWED, ALREADY_HELD, SEPARATION_OF_DUTIES, ALREADY_VOTED,
 * APPLICANT_IS_APPROVER.
 */
export function addSigners(run: Run, command: AddSigners): Rejection | undefined {
  const { workItemId, position, signers } = command;
  const tokenId = stateOf(run).workItems[workItemId]?.tokenId ?? '';
  return operate(run, command, approvalStory(tokenId), () => {
    const found = heldItem(run, workItemId);
    if (!found.ok) return found.rejection;
    const { item } = found;
    const element = taskOf(run, item.elementId);
    if (signers.length === 0 || signers.length > MAX_SIGNERS) {
      return { code: 'BAD_VALUE', detail: { signers: signers.length } };
    }
    const refusal = refuseElectorate(run, element, 'addSigners') ?? refuseSigners(run, item, command);
    if (refusal) return refusal;
    if (element.policy?.mode === 'any' && position !== 'beside') return { code: 'BAD_VALUE', detail: { position } };
    if (isInLoopOfPeople(run, item, element, command)) return growLoop(run, item, element, command);
    const mine = holderOf(run, item);
    place(run, element, item, { mine, added: voicesOf(run, command), position });
    settle(run, item.tokenId, element);
    return undefined;
  });
}

/**
 * 减签: who has not answered yet is not asked any more; who added a signer may always take it back. Of a loop over people one instance is
 * cancelled, whatever `approverId` says. Codes NOT_ALLOWED, APPROVER_GONE, LAST_APPROVER.
 */
export function removeSigner(run: Run, command: RemoveSigner): Rejection | undefined {
  const { tokenId, approverId } = command;
  return operate(run, command, approvalStory(tokenId), () => {
    const token = stateOf(run).tokens[tokenId];
    const plan = run.index.plan.elements[token?.elementId ?? ''];
    if (token === undefined || plan?.type !== 'userTask') return { code: 'APPROVER_GONE' };
    if (!token.approval) return shrinkLoop(run, token, plan);
    const element = taskOf(run, token.elementId);
    return refuseElectorate(run, element, 'removeSigner') ?? dropApprover(run, tokenId, element, approverId);
  });
}

/** Who votes by weight is fixed when the vote opens, unless the model says otherwise. */
function refuseElectorate(
  run: Run,
  { id, policy }: UserTaskPlan,
  operation: 'addSigners' | 'removeSigner',
): Rejection | undefined {
  const isFixed = policy?.mode === 'vote' && ruleOf(run.program.plan, id, operation) === undefined;
  return isFixed ? { code: 'NOT_ALLOWED', detail: { operation, mode: 'vote' } } : undefined;
}

function refuseSigners(run: Run, item: WorkItem, { signers }: AddSigners): Rejection | undefined {
  const open: WorkItem = { ...item, id: '', approverId: '', candidateUsers: [], candidateGroups: [] };
  const seen = new Set<string>([item.assignee ?? '']);
  for (const signer of signers) {
    if (!('user' in signer)) continue;
    const { userId } = signer.user;
    if (seen.has(userId) || isAsked(run, item, userId)) return { code: 'ALREADY_HELD', detail: { userId } };
    seen.add(userId);
    const refusal = refuseTarget(run.program, stateOf(run), open, signer.user);
    if (refusal) return refusal;
  }
  return undefined;
}

function isAsked(run: Run, { tokenId }: WorkItem, userId: string): boolean {
  return tokenOf(run, tokenId).approval?.approvers.some(({ user }) => user === userId) ?? false;
}

function voicesOf(run: Run, { signers, actor }: AddSigners): readonly Approver[] {
  return signers.map((signer) => ({
    id: newId(run.draft, 'a'),
    ...('user' in signer ? { user: signer.user.userId } : { group: signer.group }),
    weight: 1,
    secondWeight: 0,
    addedBy: actor.userId,
  }));
}

/** The approver of the work item; a task without approval gets one now. */
function holderOf(run: Run, item: WorkItem): Approver {
  const { id: workItemId, tokenId, elementId, scopeId, formId, priority, dueAt, followUpAt } = item;
  const known = tokenOf(run, tokenId).approval?.approvers.find(({ id }) => id === item.approverId);
  if (known) return known;
  const approver: Approver = {
    id: newId(run.draft, 'a'),
    ...(item.assignee === undefined ? {} : { user: item.assignee }),
    weight: 1,
    secondWeight: 0,
  };
  const shown = {
    scopeId,
    ...(formId === undefined ? {} : { formId }),
    priority,
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(followUpAt === undefined ? {} : { followUpAt }),
  };
  const approval = { approvers: [approver], item: shown, isPlain: true };
  record(run.draft, 'approvalOpened', elementId, { tokenId, approval });
  record(run.draft, 'workItemChanged', elementId, { workItemId, changes: { approverId: approver.id } });
  return approver;
}

/**
 * A loop over people without a policy: one instance each, the item of the loop is its assignee. There signers beside the holder of a
 * parallel loop, or after the holder of a sequential one, are instances like the others, with outputs like the others.
 */
function isInLoopOfPeople(
  run: Run,
  item: WorkItem,
  { loop }: UserTaskPlan,
  { position, signers }: AddSigners,
): boolean {
  if (loop?.inputElement === undefined || tokenOf(run, item.tokenId).approval) return false;
  const scope = stateOf(run).scopes[tokenOf(run, item.tokenId).scopeId];
  const fits = loop.mode === 'parallel' ? position === 'beside' : position === 'after';
  const person = scope?.variables[loop.inputElement];
  return fits && person !== undefined && person === item.assignee && signers.every((one) => 'user' in one);
}

function growLoop(
  run: Run,
  { tokenId }: WorkItem,
  { loop }: UserTaskPlan,
  { signers }: AddSigners,
): Rejection | undefined {
  const { scopes } = stateOf(run);
  const bodyId = scopes[tokenOf(run, tokenId).scopeId]?.parentId ?? '';
  const next = loop?.mode === 'sequential' ? scopes[bodyId]?.loop?.started : undefined;
  for (const [place, signer] of signers.entries()) {
    if (!('user' in signer)) continue;
    const { userId } = signer.user;
    const refusal = addLoopInstance(run, bodyId, userId, next === undefined ? undefined : next + place);
    if (refusal) return refusal;
  }
  return undefined;
}

function shrinkLoop(run: Run, { scopeId }: Token, { id, loop }: UserTaskPlan): Rejection | undefined {
  const { scopes } = stateOf(run);
  const scope = scopes[scopeId];
  const body = scopes[scope?.parentId ?? ''];
  const isInstance = scope?.kind === 'loopInstance' && scope.elementId === id && loop?.inputElement !== undefined;
  if (!isInstance || body?.loop === undefined) return { code: 'APPROVER_GONE' };
  if (body.loop.total - body.loop.terminated <= 1) return { code: 'LAST_APPROVER' };
  dropLoopInstance(run, scope);
  return undefined;
}

interface Placing {
  readonly mine: Approver;
  readonly added: readonly Approver[];
  readonly position: AddSigners['position'];
}

/** Orders the new voices: before the holder, who then rests; after; or beside. Whoever waits for the holder waits for them, too. */
function place(run: Run, { id: elementId }: UserTaskPlan, item: WorkItem, { mine, added, position }: Placing): void {
  const { tokenId } = item;
  const ids = added.map(({ id }) => id);
  const change = (approver: Approver, behind?: string): void => {
    const facts = { tokenId, approver };
    record(run.draft, 'approverChanged', elementId, behind === undefined ? facts : { ...facts, behind });
  };
  if (position !== 'before') {
    for (const other of tokenOf(run, tokenId).approval?.approvers ?? []) {
      const { after = [] } = other;
      if (after.includes(mine.id) && other.vote === undefined) change({ ...other, after: [...after, ...ids] });
    }
  }
  const turn = position === 'after' ? { after: [mine.id] } : {};
  for (const approver of added.toReversed()) change({ ...approver, ...turn }, mine.id);
  if (position !== 'before') return;
  change({ ...mine, after: [...(mine.after ?? []), ...ids] });
  record(run.draft, 'workItemChanged', elementId, {
    workItemId: item.id,
    changes: { state: 'suspended', suspendedFrom: 'claimed', isHeld: true },
  });
}
