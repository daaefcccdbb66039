import { cancel } from '../core/cancel.js';
import { localData } from '../core/data-sets.js';
import { newId, record } from '../core/draft.js';
import { retrying } from '../core/fault.js';
import { isTrue } from '../core/flow.js';
import { elementOf } from '../core/plan-index.js';
import type { Run } from '../core/run.js';
import { stateOf } from '../core/run.js';
import { inputsOf, setVariables, visibleVariables } from '../core/scope.js';
import { tokensIn } from '../core/working.js';
import type { StartAdHocActivity } from '../model/commands/token-operation.js';
import type { Rejection } from '../model/rejection.js';
import type { AdHocSubProcessPlan, ElementPlan } from '../model/plan.js';
import type { Scope, Token } from '../model/state.js';
import type { Behaviour } from './behaviour.js';
import { armScope } from './event-sub-process.js';
import { finishScope } from './sub-process.js';

/**
 * Ad-hoc sub-process (BPMN 2.0.2, 10.3.5 and 13.3.5): its activities without incoming flow are enabled and start when somebody asks for
 * them, as often as wanted, one at a time when the ordering is sequential; flows between activities are followed. After each activity the
 * completion condition is judged. Without a condition it is complete when each enabled activity has been carried out.
 */
export const adHocSubProcess: Behaviour<AdHocSubProcessPlan> = {
  enter: (run, token, element) => {
    const inputs = inputsOf(run, element.inputs, token.scopeId, token.listening?.variables);
    const scopeId = newId(run.draft, 's');
    record(run.draft, 'scopeOpened', element.id, {
      scopeId,
      parentId: token.scopeId,
      kind: 'subProcess',
      ownerTokenId: token.id,
      variables: { ...localData(element), ...inputs },
    });
    armScope(run, scopeId);
    if (enabledIn(run, element).length === 0) finishScope(run, token, element, scopeId);
  },
  resume: (run, token, element, signal) => {
    if (signal.type === 'activityCompleted') {
      record(run.draft, 'adHocChanged', element.id, { scopeId: signal.scopeId, activityId: signal.activityId });
      judge(run, token, element, signal.scopeId);
    }
    if (signal.type === 'retry') judge(run, token, element, scopeOf(run, token)?.id ?? '');
    if (signal.type === 'scopeCompleted') settleScope(run, token, element, signal.scopeId);
  },
};

/** Starts one of the enabled activities. SCOPE_GONE, ACTIVITY_NOT_ENABLED, or NOT_ALLOWED while another one runs and only one may. */
export function startAdHocActivity(
  run: Run,
  { scopeId, activityId, variables }: StartAdHocActivity,
): Rejection | undefined {
  const scope = stateOf(run).scopes[scopeId];
  const element = scope?.kind === 'subProcess' ? elementOf(run.index, scope.elementId) : undefined;
  if (element?.type !== 'adHocSubProcess' || scope?.interruptedBy !== undefined) return { code: 'SCOPE_GONE' };
  if (scope?.adHoc?.isEnding === true || !enabledIn(run, element).includes(activityId)) {
    return { code: 'ACTIVITY_NOT_ENABLED' };
  }
  if (element.ordering === 'sequential' && tokensIn(run.draft.work, scopeId) > 0) return { code: 'NOT_ALLOWED' };
  setVariables(run, scopeId, variables, activityId);
  const tokenId = newId(run.draft, 't');
  record(run.draft, 'tokenCreated', activityId, { tokenId, scopeId });
  run.agenda.push({ kind: 'enter', tokenId, elementId: activityId });
  return undefined;
}

/** Ids of the activities that may be started: those that no flow leads to. */
function enabledIn(run: Run, element: AdHocSubProcessPlan): readonly string[] {
  return Object.values(run.index.plan.elements)
    .filter((one) => one.parentId === element.id && isStartable(one))
    .map(({ id }) => id);
}

function isStartable(element: ElementPlan): boolean {
  if (element.incoming.length > 0 || element.isForCompensation) return false;
  if (element.type === 'subProcess') return !element.triggeredByEvent;
  return !/Event$|Gateway$/.test(element.type);
}

function scopeOf(run: Run, token: Token): Scope | undefined {
  return Object.values(stateOf(run).scopes).find(
    ({ kind, ownerTokenId }) => kind === 'subProcess' && ownerTokenId === token.id,
  );
}

/** Judges the condition after an activity. Throws `Fault` EXPRESSION_FAILED. */
function judge(run: Run, token: Token, element: AdHocSubProcessPlan, scopeId: string): void {
  const { completionCondition: condition } = element;
  if (condition === undefined || stateOf(run).scopes[scopeId]?.adHoc?.isEnding === true) {
    return settleScope(run, token, element, scopeId);
  }
  const visible = visibleVariables(stateOf(run), scopeId);
  if (!retrying({ phase: 'look' }, () => isTrue(run, condition, visible))) return;
  record(run.draft, 'adHocChanged', element.id, { scopeId, isEnding: true });
  if (element.cancelRemainingInstances) cancel(run, { scopes: [scopeId] });
  settleScope(run, token, element, scopeId);
}

/** Ends the sub-process when nothing runs in it and nothing is to start any more. */
function settleScope(run: Run, token: Token, element: AdHocSubProcessPlan, scopeId: string): void {
  const scope = stateOf(run).scopes[scopeId];
  if (scope === undefined || tokensIn(run.draft.work, scopeId) > 0) return;
  const { completed = {}, isEnding = false } = scope.adHoc ?? {};
  const isDone = element.completionCondition === undefined && enabledIn(run, element).every((id) => id in completed);
  if (isEnding || isDone || scope.interruptedBy !== undefined) finishScope(run, token, element, scopeId);
}
