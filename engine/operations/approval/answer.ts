import { elementOf } from '../../core/plan-index.js';
import { PlatformError } from '../../core/platform-error.js';
import type { Run } from '../../core/run.js';
import { nowOf, stateOf, tokenOf } from '../../core/run.js';
import { evaluateInScope } from '../../core/scope.js';
import type { Decision, Vote } from '../../model/approval.js';
import type { CompleteWorkItem } from '../../model/commands/work-item-command.js';
import type { Rejection } from '../../model/rejection.js';
import type { JsonObject, JsonValue } from '../../model/json.js';
import type { UserTaskPlan } from '../../model/plan.js';
import type { WorkItem } from '../../model/state.js';
import { castVote } from './cast-vote.js';
import { settle } from './settle.js';

/** What an approver says. */
export type Answer = Pick<Vote, 'decision' | 'opinion'>;

/**
 * The answer in a completion: as the command says it, else as the policy reads it from the submitted variables. Signers of a task without
 * a policy agree by completing. Only weighted votes know abstentions. Codes VOTE_NEEDED, VOTE_INVALID.
 */
export function answerOf(
  run: Run,
  { vote, variables }: CompleteWorkItem,
  item: WorkItem,
): { readonly ok: true; readonly answer: Answer } | { readonly ok: false; readonly rejection: Rejection } {
  const isPlain = tokenOf(run, item.tokenId).approval?.isPlain === true;
  const policy = isPlain ? undefined : taskOf(run, item.elementId).policy;
  const said =
    vote?.decision ?? (policy?.decision === undefined ? undefined : read(run, policy.decision, item, variables));
  if (said === undefined || said === null) {
    if (policy === undefined) return { ok: true, answer: { decision: 'approve' } };
    return { ok: false, rejection: { code: 'VOTE_NEEDED' } };
  }
  const decision = decisionOf(said);
  if (decision === undefined || (decision === 'abstain' && policy?.mode !== 'vote')) {
    return { ok: false, rejection: { code: 'VOTE_INVALID', detail: { decision: said } } };
  }
  const opinion =
    vote?.opinion ?? (policy?.opinion === undefined ? undefined : read(run, policy.opinion, item, variables));
  return { ok: true, answer: typeof opinion === 'string' && opinion !== '' ? { decision, opinion } : { decision } };
}

function read(run: Run, source: string, { scopeId }: WorkItem, extra: JsonObject): JsonValue | undefined {
  const result = evaluateInScope(run.program, stateOf(run), { source, scopeId, at: nowOf(run), extra });
  return result.ok ? result.value : undefined;
}

function decisionOf(said: JsonValue): Decision | undefined {
  if (said === true) return 'approve';
  if (said === false) return 'refuse';
  return said === 'approve' || said === 'refuse' || said === 'abstain' ? said : undefined;
}

/** Counts an answer whose work item is closed, and goes on with the approval. */
export function countAnswer(run: Run, item: WorkItem, vote: Vote, variables: JsonObject): void {
  const element = taskOf(run, item.elementId);
  const approverId = item.approverId ?? '';
  castVote(run, tokenOf(run, item.tokenId), element, { approverId, vote, variables });
  settle(run, item.tokenId, element);
}

/** The user task of a work item. Throws `PlatformError` PLAN_BROKEN. */
export function taskOf(run: Run, elementId: string): UserTaskPlan {
  const element = elementOf(run.index, elementId);
  if (element.type !== 'userTask') throw new PlatformError('PLAN_BROKEN', `${elementId} is no user task`);
  return element;
}
