import { boundariesOf } from '../core/plan-index.js';
import { throwError, throwEscalation } from '../core/propagate.js';
import type { Run } from '../core/run.js';
import { stateOf } from '../core/run.js';
import { triggerOf } from '../core/trigger.js';
import type { JsonObject } from '../model/json.js';
import type { ElementPlan, EventPlan, LoopPlan } from '../model/plan.js';
import type { Token } from '../model/state.js';
import { triggerBoundary } from './boundary-event.js';
import { broadcast } from './events/signal.js';
import { holds } from './loop-body.js';

/**
 * The events to throw when an instance has completed, by the behaviour of the multi-instance (BPMN 2.0.2, table 10.29): `none` at each,
 * `one` at the first, `complex` those whose conditions hold. Throws `Fault` EXPRESSION_FAILED.
 */
export function loopEvents(
  run: Run,
  { behaviour }: LoopPlan,
  completed: number,
  context: JsonObject,
): readonly EventPlan[] {
  if (behaviour === undefined) return [];
  if ('event' in behaviour) return behaviour.kind === 'none' || completed === 1 ? [behaviour.event] : [];
  return behaviour.definitions.filter(({ condition }) => holds(run, condition, context)).map(({ event }) => event);
}

/**
 * Throws events at a multi-instance activity, with its counters: its own boundary events are the first to catch them. One that
 * interrupts ends the activity, and what was still to be thrown with it.
 */
export function throwLoopEvents(
  run: Run,
  element: ElementPlan,
  hostId: string,
  events: readonly EventPlan[],
  numbers: JsonObject,
): void {
  for (const event of events) {
    const host = stateOf(run).tokens[hostId];
    if (
      host?.elementId !== element.id ||
      run.agenda.some(({ kind, tokenId }) => kind === 'enter' && tokenId === hostId)
    )
      return;
    throwOne(run, element, host, event, numbers);
  }
}

function throwOne(run: Run, element: ElementPlan, host: Token, event: EventPlan, numbers: JsonObject): void {
  if (event.kind === 'escalation') return throwEscalation(run, host.id, event.escalationCode ?? '', numbers);
  if (event.kind === 'error') {
    const { errorCode = '' } = event;
    return throwError(run, host.id, { errorCode, message: element.name.zh, variables: numbers });
  }
  if (event.kind === 'signal') return broadcast(run, element.id, event.name, numbers);
  const boundary = boundariesOf(run.index, element).find((one) => hears(one.event, event));
  if (boundary) return triggerBoundary(run, boundary, host.id, numbers);
  const nothing = (): void => undefined;
  triggerOf(run.triggers, event).send?.(run, host, { ...element, inputs: [] }, event, {
    goOn: nothing,
    finish: nothing,
  });
}

/** Whether a boundary event waits for the message that is thrown; it needs no key here. */
function hears(waiting: EventPlan, thrown: EventPlan): boolean {
  return waiting.kind === 'message' && thrown.kind === 'message' && waiting.message.name === thrown.message.name;
}
