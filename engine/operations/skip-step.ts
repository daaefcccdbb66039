import { cancel } from '../core/cancel.js';
import { record } from '../core/draft.js';
import type { Run } from '../core/run.js';
import { elementAt, stateOf, tokenOf, wake } from '../core/run.js';
import { setVariables } from '../core/scope.js';
import type { SkipStep } from '../model/commands/repair.js';
import type { Rejection } from '../model/rejection.js';
import { operate, wholeStory } from './operate.js';

/**
 * Leaves the step of an incident undone and goes on behind it: what hangs on its token is cancelled, nothing is mapped, no compensation
 * is noted. `flowId` names one outgoing flow where conditions cannot choose. An instance of a loop is skipped as one that came to its end.
 */
export function skipStep(run: Run, command: SkipStep): Rejection | undefined {
  const { incidentId, variables, flowId } = command;
  return operate(run, command, wholeStory, () => {
    const incident = stateOf(run).incidents[incidentId];
    if (incident === undefined) return { code: 'INCIDENT_GONE' };
    const { tokenId } = incident;
    if (tokenId === undefined) {
      record(run.draft, 'incidentResolved', incident.elementId, { incidentId });
      return undefined;
    }
    const token = tokenOf(run, tokenId);
    const element = elementAt(run, token);
    if (flowId !== undefined && !element.outgoing.includes(flowId)) return { code: 'ELEMENT_UNKNOWN', detail: flowId };
    cancel(run, { keep: [tokenId] });
    setVariables(run, token.scopeId, variables, element.id);
    const flow = flowId === undefined ? undefined : run.index.plan.flows[flowId];
    if (flow) run.agenda.push({ kind: 'enter', tokenId, elementId: flow.targetId, flowId: flow.id });
    else if (isInLoop(run, token.scopeId, element.id)) wake(run, tokenId, { type: 'instanceCompleted' });
    else wake(run, tokenId, { type: 'retry', retry: { phase: 'leave' } });
    return undefined;
  });
}

function isInLoop(run: Run, scopeId: string, elementId: string): boolean {
  const scope = stateOf(run).scopes[scopeId];
  return scope?.kind === 'loopInstance' && scope.elementId === elementId;
}
