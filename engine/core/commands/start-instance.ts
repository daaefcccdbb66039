import { armScope } from '../../elements/event-sub-process.js';
import type { Rejection, StartInstance } from '../../model/command.js';
import type { StartEventPlan } from '../../model/plan.js';
import { newId, record } from '../draft.js';
import { Fault } from '../fault.js';
import { raiseIncident } from '../incident.js';
import { startLimits } from '../limits.js';
import type { Run } from '../run.js';
import { stateOf } from '../run.js';

/** Status of a case before the model has given it one. */
const FIRST_STATUS = 'submitted';

/** Creates the instance with its variables, time limits and event sub-processes, and puts a token on the start event. */
export function startInstance(run: Run, command: StartInstance): Rejection | undefined {
  const start = startEventOf(run, command.startEventId);
  if (start === undefined) return { code: 'START_EVENT_UNKNOWN' };
  const { rootId, parent, businessKey, actor: starter, config, performers, variables } = command;
  const { processId } = run.index.plan;
  const rootScopeId = newId(run.draft, 's');
  record(run.draft, 'instanceStarted', processId, {
    rootId,
    ...(parent === undefined ? {} : { parent }),
    processId,
    ...(businessKey === undefined ? {} : { businessKey }),
    starter,
    config,
    caseStatus: FIRST_STATUS,
    ...(performers === undefined ? {} : { inheritedPerformers: performers }),
    rootScopeId,
    variables,
  });
  startProcessLimits(run);
  armScope(run, rootScopeId);
  const tokenId = newId(run.draft, 't');
  record(run.draft, 'tokenCreated', start.id, { tokenId, scopeId: rootScopeId });
  run.agenda.push({ kind: 'enter', tokenId, elementId: start.id });
  return undefined;
}

/** The start event that was asked for, otherwise the only one without a trigger. */
function startEventOf(run: Run, id: string | undefined): StartEventPlan | undefined {
  const starts = run.index.starts.get('') ?? [];
  if (id !== undefined) return starts.find((start) => start.id === id);
  const plain = starts.filter(({ event }) => event.kind === 'none');
  return plain.length === 1 ? plain[0] : undefined;
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
