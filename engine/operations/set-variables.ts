import { record } from '../core/draft.js';
import type { Run } from '../core/run.js';
import { stateOf } from '../core/run.js';
import type { SetVariables } from '../model/commands/repair.js';
import type { Rejection } from '../model/rejection.js';
import type { JsonObject } from '../model/json.js';
import type { InstanceState } from '../model/state.js';
import { operate } from './operate.js';

/** Repairs data: writes exactly these variables into one scope, whatever scopes around it hold. SCOPE_GONE when there is no such scope. */
export function setVariables(run: Run, command: SetVariables): Rejection | undefined {
  const { variables } = command;
  const scopeId = command.scopeId ?? stateOf(run).rootScopeId;
  const story = (state: InstanceState): JsonObject => ({ scopeId, variables: pick(state, scopeId, variables) });
  return operate(run, command, story, () => {
    const scope = stateOf(run).scopes[scopeId];
    if (scope === undefined) return { code: 'SCOPE_GONE' };
    record(run.draft, 'variablesSet', scope.elementId, { scopeId, variables });
    return undefined;
  });
}

/** Those variables as the scope has them; one that is not there is left out. */
function pick(state: InstanceState, scopeId: string, names: JsonObject): JsonObject {
  const have = state.scopes[scopeId]?.variables ?? {};
  return Object.fromEntries(Object.keys(names).flatMap((name) => (name in have ? [[name, have[name] ?? null]] : [])));
}
