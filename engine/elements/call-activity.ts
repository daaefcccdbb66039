import { complete } from '../core/activity.js';
import { newId, startCall } from '../core/draft.js';
import { Fault } from '../core/fault.js';
import { mergePerformers } from '../core/performers.js';
import { stateOf } from '../core/run.js';
import { inputsOf, textOf, visibleVariables } from '../core/scope.js';
import type { CallActivityPlan } from '../model/plan.js';
import type { Call } from '../model/state.js';
import type { Behaviour } from './behaviour.js';

/** Deepest nesting of calls: a process that calls itself for ever is stopped by an incident. */
export const MAX_CALL_DEPTH = 16;

/**
 * Calls another process as an instance of its own (BPMN 2.0.2, 13.3.5). All visible variables and the inputs go in, unless the model
 * says inputs only; what the called process has set comes back, or what the output mappings take of it.
 */
export const callActivity: Behaviour<CallActivityPlan> = {
  enter: (run, token, element) => {
    const state = stateOf(run);
    const inputs = inputsOf(run, element.inputs, token.scopeId, token.listening?.variables);
    const visible = visibleVariables(state, token.scopeId);
    const processId = textOf(run, element.processId, { ...visible, ...inputs });
    const depth = (state.parent?.depth ?? 0) + 1;
    if (depth > MAX_CALL_DEPTH) throw new Fault('CALL_DEPTH', `calls are nested more than ${MAX_CALL_DEPTH} deep`);
    const id = newId(run.draft, 'c');
    const call: Call = {
      id,
      tokenId: token.id,
      scopeId: token.scopeId,
      elementId: element.id,
      processId,
      childInstanceId: `${state.instanceId}-${id}`,
      ...(element.inputs.length === 0 && token.listening === undefined ? {} : { inputs }),
    };
    const variables = element.propagateAllParentVariables ? { ...visible, ...inputs } : inputs;
    const performers = mergePerformers(state.inheritedPerformers, state.performers);
    startCall(run.draft, call, { depth, variables, performers });
  },
  resume: (run, token, element, signal) => {
    if (signal.type !== 'result') return;
    const isTaken = element.outputs.length > 0 || element.propagateAllChildVariables;
    complete(run, token, element, isTaken ? signal.variables : {}, signal.inputs);
  },
};
