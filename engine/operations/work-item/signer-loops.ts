import type { Run } from '../../core/run.js';
import { stateOf, tokenOf } from '../../core/run.js';
import { addLoopInstance } from '../../elements/multi-instance.js';
import type { AddSigners } from '../../model/commands/signing.js';
import type { Rejection } from '../../model/rejection.js';
import type { UserTaskPlan } from '../../model/plan.js';
import type { Token, WorkItem } from '../../model/state.js';
import { dropLoopInstance } from '../drop-loop-instance.js';

/**
 * A loop over people without a policy: one instance each, the item of the loop is its assignee. There signers beside the holder of a
 * parallel loop, or after the holder of a sequential one, are instances like the others, with outputs like the others.
 */
export function isInLoopOfPeople(
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

/** Adds one instance for each signer: at once in a parallel loop, next in a sequential one. Codes of `addLoopInstance`. */
export function growLoop(
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

/** Cancels the instance of a loop over people that a token runs. Codes APPROVER_GONE, LAST_APPROVER. */
export function shrinkLoop(run: Run, { scopeId }: Token, { id, loop }: UserTaskPlan): Rejection | undefined {
  const { scopes } = stateOf(run);
  const scope = scopes[scopeId];
  const body = scopes[scope?.parentId ?? ''];
  const isInstance = scope?.kind === 'loopInstance' && scope.elementId === id && loop?.inputElement !== undefined;
  if (!isInstance || body?.loop === undefined) return { code: 'APPROVER_GONE' };
  if (body.loop.total - body.loop.terminated <= 1) return { code: 'LAST_APPROVER' };
  dropLoopInstance(run, scope);
  return undefined;
}
