import { complete } from '../core/activity.js';
import { localData } from '../core/data-sets.js';
import { recordCompensation, recordCompensations } from '../core/compensation-record.js';
import { newId, record } from '../core/draft.js';
import { implicitStarts, startAt } from '../core/implicit-starts.js';
import type { Run } from '../core/run.js';
import { stateOf } from '../core/run.js';
import { inputsOf } from '../core/scope.js';
import { need } from '../core/working.js';
import { triggerOf } from '../core/trigger.js';
import { closeWaits } from '../core/waits.js';
import type { ElementPlan, SubProcessPlan } from '../model/plan.js';
import type { Scope, Token } from '../model/state.js';
import type { Behaviour } from './behaviour.js';
import { armScope } from './event-sub-process.js';

/**
 * Embedded and event sub-process (BPMN 2.0.2, 13.3.4 and 13.5.4): a scope of its own around its start event, complete when no token is
 * left in it. Variables of an escalation stay in that scope, because several may run at once; those of other events are taken over.
 */
export const subProcess: Behaviour<SubProcessPlan> = {
  enter: (run, token, element, payload) => {
    const inputs = inputsOf(run, element.inputs, token.scopeId, token.listening?.variables);
    const start = startOf(run, element);
    const isLocal = start?.event.kind === 'escalation';
    const scopeId = newId(run.draft, 's');
    record(run.draft, 'scopeOpened', element.id, {
      scopeId,
      parentId: token.scopeId,
      kind: element.triggeredByEvent ? 'eventSubProcess' : 'subProcess',
      ownerTokenId: token.id,
      variables: { ...localData(element), ...(isLocal ? payload : {}), ...inputs },
      ...(element.triggeredByEvent && start?.interrupting === true ? { interrupts: true } : {}),
    });
    armScope(run, scopeId);
    const implicit = start === undefined ? implicitStarts(run.index, element.id) : [];
    if (implicit.length > 0) return startAt(run, scopeId, implicit);
    if (start === undefined) return finishScope(run, token, element, scopeId);
    const tokenId = newId(run.draft, 't');
    record(run.draft, 'tokenCreated', start.id, { tokenId, scopeId });
    const step = { kind: 'enter', tokenId, elementId: start.id } as const;
    run.agenda.push(payload === undefined || isLocal ? step : { ...step, payload });
  },
  resume: (run, token, element, signal) => {
    if (signal.type === 'scopeCompleted') finishScope(run, token, element, signal.scopeId);
  },
};

/** The start event of a sub-process; the one that has no trigger, when there are several. */
function startOf(run: Run, element: SubProcessPlan) {
  const starts = run.index.starts.get(element.id) ?? [];
  return element.triggeredByEvent ? starts[0] : (starts.find(({ event }) => event.kind === 'none') ?? starts[0]);
}

/**
 * What can be compensated of a completed sub-process: through its own handler nothing inside; through its compensation event sub-process,
 * which sees its data as they are now; otherwise its activities themselves, from further out (BPMN 2.0.2, 10.7.2).
 */
function keepCompensations(run: Run, token: Token, element: ElementPlan, scope: Scope): void {
  if (element.compensationHandlerId !== undefined) return;
  const inner = scope.compensations ?? [];
  const handler = run.index.eventSubProcesses
    .get(element.id)
    ?.find(({ start }) => triggerOf(run.triggers, start.event).keeps?.(start.event, start) === true)?.subProcess;
  if (handler === undefined) return recordCompensations(run, scope, inner);
  const { scopeId } = token;
  const { variables } = scope;
  recordCompensation(run, { activityId: element.id, handlerId: handler.id, scopeId, variables, inner });
}

/** The last token has gone: inner records of compensation go outwards, unless the sub-process has a handler of its own. */
export function finishScope(run: Run, token: Token, element: ElementPlan, scopeId: string): void {
  if (stateOf(run).scopes[scopeId] === undefined) return;
  closeWaits(run, (wait) => wait.tokenId === undefined && wait.scopeId === scopeId);
  for (const { id: incidentId, elementId, tokenId, scopeId: place } of Object.values(stateOf(run).incidents)) {
    if (tokenId === undefined && place === scopeId) record(run.draft, 'incidentResolved', elementId, { incidentId });
  }
  const scope = need(stateOf(run), 'scopes', scopeId);
  keepCompensations(run, token, element, scope);
  record(run.draft, 'scopeClosed', element.id, { scopeId, completed: true });
  // Output mappings see what was local to the sub-process; without mappings only what was set outside of it remains.
  if (element.outputs.length > 0) complete(run, token, element, {}, scope.variables);
  else complete(run, token, element);
}
