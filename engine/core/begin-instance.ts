import type { StartInstance } from '../model/commands/start-instance.js';
import { newId, record } from './draft.js';
import { Fault } from './fault.js';
import type { HistoryData } from './history-data.js';
import { raiseIncident } from './incident.js';
import { startLimits } from './limits.js';
import type { Run } from './run.js';
import { stateOf } from './run.js';

/** What both commands that make an instance say of it: where it belongs, and what it is configured with. */
type Place = Pick<StartInstance, 'rootId' | 'parent' | 'businessKey' | 'config'>;
type Beginning = Pick<HistoryData['instanceStarted'], 'starter' | 'caseStatus' | 'variables' | 'inheritedPerformers'>;

/** Puts a new instance of the process of the run on record, with a root scope that holds its variables; returns the id of that scope. */
export function beginInstance(run: Run, place: Place, { variables, ...beginning }: Beginning): string {
  const { rootId, parent, businessKey, config } = place;
  const { processId } = run.index.plan;
  const rootScopeId = newId(run.draft, 's');
  record(run.draft, 'instanceStarted', processId, {
    rootId,
    ...(parent === undefined ? {} : { parent }),
    processId,
    ...(businessKey === undefined ? {} : { businessKey }),
    config,
    ...beginning,
    rootScopeId,
    variables,
  });
  return rootScopeId;
}

/** Starts the time limits of the process; one that cannot be evaluated is an incident of the process, which goes on. */
export function startProcessLimits(run: Run): void {
  const { processId: elementId, rootScopeId: scopeId } = stateOf(run);
  try {
    startLimits(run, run.index.plan.limits, { elementId, scopeId });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    raiseIncident(run, { elementId, scopeId }, error, { phase: 'limit' });
  }
}
