import { record } from '../../core/draft.js';
import { notify } from '../../core/notify.js';
import { separatedFrom } from '../../core/permission.js';
import type { Run } from '../../core/run.js';
import { newId } from '../../core/draft.js';
import { nowOf, stateOf, tokenOf } from '../../core/run.js';
import type { Approval, Approver } from '../../model/approval.js';
import type { UserTaskPlan } from '../../model/plan.js';
import type { TimeLimit, Token, WorkItem } from '../../model/state.js';
import { taskOf } from './answer.js';
import { castVote } from './cast-vote.js';
import { finalOutcome } from './outcome.js';
import { voiceOf } from './read-approvers.js';
import { finish, itemsOf, rulesOf, settle } from './settle.js';

/** A time limit has changed its lamp: approvals whose time it is are over with it, as their policies say. */
export function lampUp(run: Run, limit: TimeLimit, level: 'yellow' | 'red' | 'black'): void {
  const tokens = new Set(
    Object.values(stateOf(run).workItems)
      .filter(({ approverId, limitIds }) => approverId !== undefined && limitIds.includes(limit.id))
      .map(({ tokenId }) => tokenId),
  );
  for (const tokenId of tokens) {
    const token = tokenOf(run, tokenId);
    if (taskOf(run, token.elementId).policy?.timeUp?.at === level) timeUp(run, tokenId);
  }
}

/**
 * The time of an approval is up: who has not answered counts as in favour or against, or is left out, or is reminded, or one person gets
 * all their weight and decides for them. Reminding may happen again, the others once.
 */
export function timeUp(run: Run, tokenId: string): void {
  const token = tokenOf(run, tokenId);
  const element = taskOf(run, token.elementId);
  const { approval } = token;
  const action = element.policy?.timeUp?.action;
  if (approval?.isTimeUp !== undefined || !approval || approval.isPlain === true || action === undefined) return;
  const open = approval.approvers.filter(({ vote }) => vote === undefined);
  if (action === 'remind' || (action === 'escalate' && !canEscalate(run, element, approval))) {
    return remind(run, token, element);
  }
  record(run.draft, 'approvalChanged', element.id, { tokenId, isTimeUp: true });
  switch (action) {
    case 'pass':
    case 'refuse': {
      closeItems(run, tokenId);
      const vote = { decision: action === 'pass' ? 'approve' : 'refuse', at: nowOf(run), automatic: 'timeUp' } as const;
      for (const { id: approverId } of open) castVote(run, token, element, { approverId, vote });
      return settle(run, tokenId, element);
    }
    case 'count':
      return finish(run, token, element, finalOutcome(rulesOf(element, approval), approval.approvers));
    case 'escalate':
      return escalate(run, token, element, approval, open);
  }
}

/** Somebody whom the separation of duties excludes, or the applicant, gets nothing to decide; then reminding is all there is. */
function canEscalate(run: Run, element: UserTaskPlan, { escalateTo, applicant }: Approval): boolean {
  if (escalateTo === undefined || escalateTo === applicant) return false;
  return separatedFrom(stateOf(run), element, escalateTo) === undefined;
}

function closeItems(run: Run, tokenId: string): void {
  for (const { id: workItemId, elementId } of itemsOf(stateOf(run), tokenId)) {
    record(run.draft, 'workItemCancelled', elementId, { workItemId });
  }
}

function remind(run: Run, { id: tokenId }: Token, { id: elementId, name }: UserTaskPlan): void {
  const text = { zh: `“${name.zh}”已到期，请尽快办理`, en: `"${name.en}" is due, please deal with it` };
  const to = [...new Set(itemsOf(stateOf(run), tokenId).flatMap(peopleOf))];
  notify(run, { kind: 'due', to, text, elementId });
}

/** Who is asked by a work item: its holder, else its candidates. */
export function peopleOf({ assignee, candidateUsers, candidateGroups }: WorkItem): readonly string[] {
  if (assignee !== undefined) return [assignee];
  return [...candidateUsers, ...candidateGroups.map((group) => `role:${group}`)];
}

function escalate(
  run: Run,
  token: Token,
  element: UserTaskPlan,
  { escalateTo }: Approval,
  open: readonly Approver[],
): void {
  const { id: tokenId } = token;
  if (escalateTo === undefined) return;
  closeItems(run, tokenId);
  const sum = (weightOf: (one: Approver) => number): number => open.reduce((total, one) => total + weightOf(one), 0);
  const weights = { weight: sum(({ weight }) => weight), secondWeight: sum(({ secondWeight }) => secondWeight) };
  const mayVeto = open.some((one) => one.mayVeto === true) ? { mayVeto: true } : {};
  const approver: Approver = { ...voiceOf(escalateTo), ...weights, ...mayVeto, id: newId(run.draft, 'a') };
  record(run.draft, 'approverChanged', element.id, { tokenId, approver });
  for (const { id: approverId } of open) record(run.draft, 'approverRemoved', element.id, { tokenId, approverId });
  const { name } = element;
  const text = { zh: `“${name.zh}”超时，转由您决定`, en: `"${name.en}" is overdue and now yours to decide` };
  notify(run, { kind: 'escalated', to: [escalateTo], text, elementId: element.id });
  settle(run, tokenId, element);
}
