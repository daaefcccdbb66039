import { armOne, eventSubProcessAt } from '../../elements/event-sub-process.js';
import type { RaiseIncident, ResolveIncident } from '../../model/commands/repair.js';
import type { Rejection } from '../../model/rejection.js';
import type { Incident } from '../../model/state.js';
import { record } from '../draft.js';
import { Fault } from '../fault.js';
import { raiseIncident } from '../incident.js';
import type { Run } from '../run.js';
import { stateOf, wake } from '../run.js';
import { setVariables } from '../scope.js';
import { startProcessLimits } from '../begin-instance.js';

/** Somebody has repaired what was wrong: variables first, then the failed step again. A second fault is a new incident. */
export function resolveIncident(run: Run, { incidentId, variables }: ResolveIncident): Rejection | undefined {
  const incident = stateOf(run).incidents[incidentId];
  if (incident === undefined) return { code: 'INCIDENT_GONE' };
  record(run.draft, 'incidentResolved', incident.elementId, { incidentId });
  const { tokens, rootScopeId } = stateOf(run);
  const scopeId = tokens[incident.tokenId ?? '']?.scopeId ?? incident.scopeId ?? rootScopeId;
  setVariables(run, scopeId, variables, incident.elementId);
  goOn(run, incident);
  return undefined;
}

function goOn(run: Run, { tokenId, scopeId = '', elementId, retry = { phase: 'run' } }: Incident): void {
  if (tokenId !== undefined) return wake(run, tokenId, { type: 'retry', retry });
  if (retry.phase === 'limit') return startProcessLimits(run);
  const eventSubProcess = retry.phase === 'arm' ? eventSubProcessAt(run, scopeId, elementId) : undefined;
  if (eventSubProcess) armOne(run, scopeId, eventSubProcess);
}

/** The host has stopped something: the process as a whole has the incident, once for each code. Resolving it moves nothing. */
export function reportIncident(run: Run, { code, message }: RaiseIncident): Rejection | undefined {
  const { incidents, rootScopeId, processId } = stateOf(run);
  const known = Object.values(incidents).some((one) => one.code === code && one.scopeId === rootScopeId);
  if (known) return undefined;
  const place = { elementId: processId, scopeId: rootScopeId };
  raiseIncident(run, place, new Fault(code, message), { phase: 'look' });
  return undefined;
}
