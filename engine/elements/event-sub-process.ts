import { cancel } from '../core/cancel.js';
import { newId, record } from '../core/draft.js';
import { Fault } from '../core/fault.js';
import { raiseIncident } from '../core/incident.js';
import type { EventSubProcess } from '../core/plan-index.js';
import type { Run } from '../core/run.js';
import { stateOf } from '../core/run.js';
import { visibleVariables } from '../core/scope.js';
import { need } from '../core/working.js';
import { openWait, prepareWaits } from '../core/waits.js';
import type { JsonObject } from '../model/json.js';

/** The place of a scope in the plan: its element, or '' for the process. */
function placeOf(run: Run, scopeId: string): string {
  const scope = need(stateOf(run), 'scopes', scopeId);
  return scope.kind === 'process' ? '' : scope.elementId;
}

/** Lets the event sub-processes of a scope that has just been opened wait for their start events (BPMN 2.0.2, 13.5.4). */
export function armScope(run: Run, scopeId: string): void {
  for (const eventSubProcess of run.index.eventSubProcesses.get(placeOf(run, scopeId)) ?? []) {
    armOne(run, scopeId, eventSubProcess);
  }
}

/** Lets one event sub-process wait. One that cannot be evaluated is an incident of the scope; its activities go on. */
export function armOne(run: Run, scopeId: string, { start }: EventSubProcess): void {
  try {
    const waiter = { elementId: start.id, scopeId, interrupting: start.interrupting };
    const waits = prepareWaits(run, start.event, waiter, visibleVariables(stateOf(run), scopeId));
    for (const wait of waits) openWait(run, wait);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    raiseIncident(run, { elementId: start.id, scopeId }, error, { phase: 'arm' });
  }
}

/** The event sub-process a start event belongs to, in the scope it waits in. */
export function eventSubProcessAt(run: Run, scopeId: string, startId: string): EventSubProcess | undefined {
  return run.index.eventSubProcesses.get(placeOf(run, scopeId))?.find(({ start }) => start.id === startId);
}

/**
 * Starts an event sub-process in its scope: an interrupting one first cancels everything else there, and no other can start any more;
 * any other may start again (BPMN 2.0.2, 13.5.4). `payload` are the variables its event brought.
 */
export function startEventSubProcess(
  run: Run,
  { subProcess, start }: EventSubProcess,
  scopeId: string,
  payload: JsonObject,
): void {
  if (start.interrupting) cancel(run, { scopes: [scopeId] });
  const tokenId = newId(run.draft, 't');
  record(run.draft, 'tokenCreated', subProcess.id, { tokenId, scopeId });
  run.agenda.push({ kind: 'enter', tokenId, elementId: subProcess.id, payload });
}
