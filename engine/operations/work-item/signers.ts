import { newId } from '../../core/draft.js';
import { refuseTarget } from '../../core/permission.js';
import type { Run } from '../../core/run.js';
import { stateOf, tokenOf } from '../../core/run.js';
import type { Approver } from '../../model/approval.js';
import type { AddSigners, RemoveSigner } from '../../model/commands/signing.js';
import type { Rejection } from '../../model/rejection.js';
import type { UserTaskPlan } from '../../model/plan.js';
import type { WorkItem } from '../../model/state.js';
import { taskOf } from '../approval/answer.js';
import { dropApprover } from '../approval/drop-approver.js';
import { settle } from '../approval/settle.js';
import { operate } from '../operate.js';
import { ruleOf } from '../rules.js';
import { approvalStory, heldItem } from './open-item.js';
import { holderOf, placeSigners } from './place-signers.js';
import { growLoop, isInLoopOfPeople, shrinkLoop } from './signer-loops.js';

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
    placeSigners(run, element, item, { mine, added: voicesOf(run, command), position });
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
