import type { JsonObject } from '../model/json.js';
import type { ElementPlan } from '../model/plan.js';
import type { Token } from '../model/state.js';
import { record } from './draft.js';
import { Fault } from './fault.js';
import type { Run } from './run.js';
import { stateOf } from './run.js';
import { homeOf, visibleVariables } from './scope.js';
import { need } from './working.js';

/** Whether the data of an activity is there: one of its input sets is complete, or it needs none (BPMN 2.0.2, 10.4.2 and 13.3.2). */
export function hasInput(run: Run, token: Token, element: ElementPlan): boolean {
  const sets = element.data?.inputSets;
  if (sets === undefined) return true;
  const visible = visibleVariables(stateOf(run), token.scopeId);
  return sets.some(
    ({ variables, states = [] }) =>
      variables.every((name) => isThere(visible[name])) &&
      states.every(({ variable, state }) => stateOfData(run, token.scopeId, variable) === state),
  );
}

/** The token waits on its activity until an input set is complete. */
export function awaitInput(run: Run, token: Token, element: ElementPlan): void {
  record(run.draft, 'tokenMoved', element.id, { tokenId: token.id, memo: { waiting: 'data' } });
}

/** Whether a token waits for the data of its activity. */
export function awaitsInput(token: Token): boolean {
  return token.memo?.['waiting'] === 'data';
}

/**
 * Whether a result fills one of the output sets of an activity; values that are there already count. Throws `Fault` DATA_MISSING
 * (BPMN 2.0.2, 10.4.2: an activity whose outputs are not available ends with an exception).
 */
export function checkOutput(run: Run, token: Token, element: ElementPlan, result: () => JsonObject): void {
  const sets = element.data?.outputSets;
  if (sets === undefined) return;
  const values = { ...visibleVariables(stateOf(run), token.scopeId), ...result() };
  if (sets.some((names) => names.every((name) => isThere(values[name])))) return;
  const [first = []] = sets;
  const missing = first.filter((name) => !isThere(values[name]));
  throw new Fault('DATA_MISSING', `${element.id} has not given ${missing.join(', ')}`);
}

/** Writes the states down in which an activity leaves its data objects. */
export function setDataStates(run: Run, token: Token, element: ElementPlan): void {
  for (const { variable, state } of element.data?.states ?? []) {
    const scopeId = homeOf(stateOf(run), token.scopeId, variable);
    record(run.draft, 'dataStateChanged', element.id, { scopeId, variable, state });
  }
}

/** Data objects and properties that live in a sub-process: there, but without a value when it begins. */
export function localData(element: ElementPlan): JsonObject {
  return Object.fromEntries((element.data?.locals ?? []).map((name) => [name, null]));
}

function stateOfData(run: Run, scopeId: string, variable: string): string | undefined {
  const home = homeOf(stateOf(run), scopeId, variable);
  return need(stateOf(run), 'scopes', home).dataStates?.[variable];
}

function isThere(value: JsonObject[string] | undefined): boolean {
  return value !== undefined && value !== null;
}
