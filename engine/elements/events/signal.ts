import { publishSignal } from '../../core/draft.js';
import { Fault } from '../../core/fault.js';
import { receiveSignal } from '../../core/happen.js';
import type { Run } from '../../core/run.js';
import { stateOf } from '../../core/run.js';
import { inputsOf } from '../../core/scope.js';
import type { EventTrigger } from '../../core/trigger.js';
import type { JsonObject } from '../../model/json.js';
import type { EventPlan } from '../../model/plan.js';

/** Most signals of one transition: two that call each other would never end. */
const MAX_SIGNALS = 1_000;

/**
 * Signal (BPMN 2.0.2, 10.5.6 and 13.5.2): everyone who waits for its name when it is thrown gets it, in this instance at once, in others
 * and as the start of processes through the host. Caught as start, in the flow, at a boundary and by an event sub-process.
 */
export const signal: EventTrigger<Run, Extract<EventPlan, { kind: 'signal' }>> = {
  wait: (_run, event, waiter) => [{ kind: 'signal', waiter, signalName: event.name }],
  send: (run, token, element, event, exit) => {
    const variables = inputsOf(run, element.inputs, token.scopeId);
    broadcast(run, element.id, event.name, variables);
    exit.goOn();
  },
  start: ({ name }) => [{ kind: 'signal', name }],
};

/** Hands a signal to everyone who waits for it now: here at once, elsewhere through the host. Throws `Fault` LOOP_BUDGET. */
export function broadcast(run: Run, elementId: string, name: string, variables: JsonObject): void {
  const sent = (run.steps.get('signals') ?? 0) + 1;
  run.steps.set('signals', sent);
  if (sent > MAX_SIGNALS) throw new Fault('LOOP_BUDGET', `more than ${MAX_SIGNALS} signals in one go: a loop?`);
  const signalId = publishSignal(run.draft, elementId, name, variables);
  for (const { id } of Object.values(stateOf(run).subscriptions)) {
    // One that was waiting when the signal was thrown may have been cancelled by another that got it.
    const waiting = stateOf(run).subscriptions[id];
    if (waiting?.kind === 'signal' && waiting.messageName === name) receiveSignal(run, waiting, signalId, variables);
  }
}
