import { isoInstant } from '../../calendar/iso-instant.js';
import { cancelTimer, record } from '../../core/draft.js';
import type { Run } from '../../core/run.js';
import { stateOf, tokenOf, wake } from '../../core/run.js';
import { openWorkItem } from '../../core/work-item.js';
import type { Approval, Approver } from '../../model/approval.js';
import type { JsonObject } from '../../model/json.js';
import type { UserTaskPlan } from '../../model/plan.js';
import type { InstanceState, Token, WorkItem } from '../../model/state.js';
import type { ApprovalOutcome, OutcomeRules } from './outcome.js';
import { outcomeOf } from './outcome.js';
import { tallyOf } from './tally.js';

/** Signers of a task without a policy: everybody is heard, the task is done when all have answered. */
const PLAIN: OutcomeRules = { mode: 'all', refusal: 'goOn', earlyFinish: false, thresholds: [] };

/** The rules an approval follows. */
export function rulesOf(element: UserTaskPlan, approval: Approval): OutcomeRules {
  return approval.isPlain === true ? PLAIN : (element.policy ?? PLAIN);
}

/** Open work items of a token. */
export function itemsOf(state: InstanceState, tokenId: string): readonly WorkItem[] {
  return Object.values(state.workItems).filter((item) => item.tokenId === tokenId);
}

/** After every change of an approval: ends it when the outcome is fixed, otherwise gives work items to those whose turn it is. */
export function settle(run: Run, tokenId: string, element: UserTaskPlan): void {
  const token = tokenOf(run, tokenId);
  const { approval } = token;
  if (!approval) return;
  const outcome = outcomeOf(rulesOf(element, approval), approval.approvers);
  if (outcome !== undefined) return finish(run, token, element, outcome);
  openTurns(run, token, element, approval);
  showTally(run, token, element, approval);
}

function openTurns(run: Run, token: Token, element: UserTaskPlan, approval: Approval): void {
  const items = new Map(itemsOf(stateOf(run), token.id).map((item) => [item.approverId, item]));
  const waiting = new Set(approval.approvers.filter(({ vote }) => vote === undefined).map(({ id }) => id));
  for (const approver of approval.approvers) {
    if (!waiting.has(approver.id) || approver.after?.some((id) => waiting.has(id)) === true) continue;
    const item = items.get(approver.id);
    if (item === undefined) openItem(run, token, element, approval, approver);
    else if (item.isHeld === true) wakeItem(run, item);
  }
}

function openItem(run: Run, token: Token, element: UserTaskPlan, { item }: Approval, approver: Approver): void {
  const { id: approverId, user, group } = approver;
  const claimedAt = run.draft.command.at;
  openWorkItem(run, token, element, {
    ...item,
    approverId,
    ...(user === undefined ? { state: 'ready' } : { state: 'claimed', assignee: user, claimedAt }),
    candidateUsers: [],
    candidateGroups: group === undefined ? [] : [group],
  });
}

/** The signers before have answered: the work item is its holder's again. */
function wakeItem(run: Run, { id: workItemId, elementId, suspendedFrom = 'claimed' }: WorkItem): void {
  const facts = { workItemId, changes: { state: suspendedFrom }, removed: ['suspendedFrom', 'isHeld'] } as const;
  record(run.draft, 'workItemChanged', elementId, facts);
}

/** FEEL at the task sees the tally so far as `approvalTally`, in the frame of the task. */
function showTally(run: Run, token: Token, element: UserTaskPlan, { item, approvers }: Approval): void {
  if (item.scopeId === token.scopeId || element.policy === undefined) return;
  const variables = { approvalTally: contextOf(approvers) };
  record(run.draft, 'variablesSet', element.id, { scopeId: item.scopeId, variables });
}

/** The tally as FEEL sees it. */
function contextOf(approvers: readonly Approver[]): JsonObject {
  const { weight, secondWeight, ...heads } = tallyOf(approvers);
  return { ...heads, weight: { ...weight }, secondWeight: { ...secondWeight } };
}

/** Ends an approval: nobody is asked any more, and the task goes on with the outcome. */
export function finish(run: Run, token: Token, element: UserTaskPlan, outcome: ApprovalOutcome): void {
  const { approval } = token;
  if (!approval) return;
  for (const { id: workItemId, elementId } of itemsOf(stateOf(run), token.id)) {
    record(run.draft, 'workItemCancelled', elementId, { workItemId });
  }
  dropDueTimer(run, token.id);
  wake(run, token.id, { type: 'result', variables: resultOf(run, element, approval, outcome) });
}

/** Takes the timer of the end of an approval's time away. */
export function dropDueTimer(run: Run, tokenId: string): void {
  for (const timer of Object.values(stateOf(run).timers)) {
    if (timer.purpose === 'timeUp' && timer.tokenId === tokenId) cancelTimer(run.draft, timer);
  }
}

function resultOf(run: Run, element: UserTaskPlan, approval: Approval, outcome: ApprovalOutcome): JsonObject {
  const { policy } = element;
  const { approvers, variables = {} } = approval;
  if (approval.isPlain === true || policy === undefined) return variables;
  const { zone } = run.program.environment.calendar;
  return {
    ...variables,
    [policy.outcome]: outcome,
    ...(policy.results === undefined ? {} : { [policy.results]: approvers.map((one) => voteEntry(one, zone)) }),
    ...(policy.tally === undefined ? {} : { [policy.tally]: contextOf(approvers) }),
  };
}

/** One approver in the output collection; `decision` is null for who was not heard. */
function voteEntry({ user, group, weight, secondWeight, vote }: Approver, zone: string): JsonObject {
  return {
    user: vote?.userId ?? user ?? null,
    role: group ?? null,
    decision: vote?.decision ?? null,
    opinion: vote?.opinion ?? null,
    at: vote ? isoInstant(zone, vote.at) : null,
    onBehalfOf: vote?.onBehalfOf ?? null,
    automatic: vote?.automatic ?? null,
    weight,
    secondWeight,
  };
}
