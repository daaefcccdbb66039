import { newId, record, scheduleTimer } from '../../core/draft.js';
import type { Run } from '../../core/run.js';
import { optionalTextOf } from '../../core/scope.js';
import type { Approval, Approver } from '../../model/approval.js';
import type { JsonObject } from '../../model/json.js';
import type { ApprovalPolicyPlan, UserTaskPlan } from '../../model/plan.js';
import type { Token } from '../../model/state.js';
import { applicantOf } from './applicant.js';
import { castVote } from './cast-vote.js';
import { eligible } from './eligibility.js';
import { readVoices, type Voice } from './read-approvers.js';
import { settle } from './settle.js';

/** An approval that is evaluated but not yet written down. */
export interface PreparedApproval {
  readonly voices: readonly Voice[];
  readonly mode: ApprovalPolicyPlan['mode'];
  readonly facts: Pick<Approval, 'applicant' | 'escalateTo'>;
}

/** Evaluates who approves a task, and by whose answers. Throws `Fault` EXPRESSION_FAILED, NO_CANDIDATES. */
export function prepareApproval(
  run: Run,
  element: UserTaskPlan,
  policy: ApprovalPolicyPlan,
  context: JsonObject,
): PreparedApproval {
  const applicant = policy.applicantIsApprover === 'ask' ? undefined : applicantOf(run, policy, context);
  const escalateTo = optionalTextOf(run, policy.escalateTo, context);
  const voices = eligible(run, readVoices(run, element, policy, context), { element, policy, applicant, escalateTo });
  return {
    voices,
    mode: policy.mode,
    facts: {
      ...(applicant === undefined ? {} : { applicant }),
      ...(escalateTo === undefined ? {} : { escalateTo }),
    },
  };
}

/** Opens an approval: its record, the automatic answers, the work items of those whose turn it is, the end of its time. */
export function openApproval(
  run: Run,
  token: Token,
  element: UserTaskPlan,
  { voices, mode, facts }: PreparedApproval,
  item: Approval['item'],
): void {
  const { id: tokenId } = token;
  const approvers = withIds(run, voices, mode === 'inTurn');
  record(run.draft, 'approvalOpened', element.id, { tokenId, approval: { approvers, item, ...facts } });
  voices.forEach(({ vote }, place) => {
    const approver = approvers[place];
    if (vote && approver) castVote(run, token, element, { approverId: approver.id, vote });
  });
  begin(run, token, element, item.dueAt);
}

/** Goes on with an approval from elsewhere: its votes stand, who has not answered is asked again. */
export function reopenApproval(run: Run, token: Token, element: UserTaskPlan, approval: Approval): void {
  record(run.draft, 'approvalOpened', element.id, { tokenId: token.id, approval });
  begin(run, token, element, approval.isTimeUp === true ? undefined : approval.item.dueAt);
}

function begin(run: Run, token: Token, element: UserTaskPlan, dueAt: number | undefined): void {
  if (dueAt !== undefined && element.policy?.timeUp?.at === 'due') watchDue(run, token, dueAt);
  settle(run, token.id, element);
}

function withIds(run: Run, voices: readonly Voice[], inTurn: boolean): readonly Approver[] {
  const approvers: Approver[] = [];
  for (const { vote: _later, ...voice } of voices) {
    const before = approvers.at(-1);
    const turn = inTurn && before ? { after: [before.id] } : {};
    approvers.push({ id: newId(run.draft, 'a'), ...voice, ...turn });
  }
  return approvers;
}

/** Sets the timer of the end of an approval's time, ms since the epoch. */
export function watchDue(run: Run, { id: tokenId, elementId, scopeId }: Token, dueAt: number): void {
  scheduleTimer(run.draft, { id: newId(run.draft, 'm'), elementId, scopeId, tokenId, purpose: 'timeUp', dueAt });
}
