import type { ChildOutcome } from '../model/commands/child-command.js';
import type { EffectBody } from '../model/effect.js';
import type { JsonObject } from '../model/json.js';
import type { InstanceStatus } from '../model/state.js';
import { cancel } from './cancel.js';
import { record } from './draft.js';
import { endLimit } from './limits.js';
import type { Run } from './run.js';
import { stateOf } from './run.js';
import { need } from './working.js';

/** How an instance ends. `error` is the one nobody caught; `reason` the words of who cancelled it. */
export interface Ending {
  readonly status: Exclude<InstanceStatus, 'active'>;
  readonly error?: { readonly errorCode: string; readonly message: string };
  readonly reason?: string;
}

/**
 * Ends the instance: what is left is cancelled, limits end, the caller is told. The variables of the process stay in the state, so
 * that a closed case can still be read.
 */
export function endInstance(run: Run, ending: Ending): void {
  const { rootScopeId, parent } = stateOf(run);
  cancel(run, { scopes: [rootScopeId] });
  for (const limit of Object.values(stateOf(run).limits)) endLimit(run, limit);
  for (const { id: incidentId, elementId } of Object.values(stateOf(run).incidents)) {
    record(run.draft, 'incidentResolved', elementId, { incidentId });
  }
  run.agenda.length = 0;
  const { status, error } = ending;
  const reason = ending.reason ?? (error && `uncaught error ${error.errorCode}: ${error.message}`);
  const endEventId = status === 'completed' || status === 'terminated' ? run.lastEndEventId : undefined;
  const facts = {
    status,
    ...(endEventId === undefined ? {} : { endEventId }),
    ...(reason === undefined ? {} : { reason }),
  };
  const effect: EffectBody | undefined = parent && {
    type: 'reportChildEnd',
    parent,
    outcome: outcomeOf(ending),
    variables: writtenVariables(run),
    performers: stateOf(run).performers,
  };
  record(run.draft, 'instanceEnded', undefined, facts, effect);
}

/** A process that a terminate event ended has come to its modelled end; the caller goes on. */
function outcomeOf({ status, error, reason }: Ending): ChildOutcome {
  if (status === 'completed' || status === 'terminated') return { kind: 'completed' };
  if (error) return { kind: 'error', ...error };
  return { kind: 'failed', message: reason ?? status };
}

/** Variables of the process that were set in this instance: what the caller gave and nobody touched does not overwrite what it has. */
function writtenVariables(run: Run): JsonObject {
  const { variables, written = [] } = need(stateOf(run), 'scopes', stateOf(run).rootScopeId);
  return Object.fromEntries(written.flatMap((name) => (name in variables ? [[name, variables[name] ?? null]] : [])));
}
