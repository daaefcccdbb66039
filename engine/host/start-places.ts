import { plusDuration, instantOf } from '../core/due.js';
import { Fault } from '../core/fault.js';
import type { Due, StartTrigger } from '../core/trigger.js';
import { triggerOf } from '../core/trigger.js';
import { firstTurn, workingDuration } from '../core/timer-turns.js';
import { feelEnvironment } from '../core/scope.js';
import { EVENTS } from '../elements/events/registry.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import type { ElementPlan, EventPlan, ProcessPlan, TimerPlan } from '../model/plan.js';
import type { Program } from '../model/program.js';

/** Where a process can begin by itself, and what the host must wait for to begin it. */
export interface StartPlace {
  readonly processId: string;
  /** For `startInstance`: `startEventId`, and `startPart` where the event is a multiple one. */
  readonly elementId: string;
  readonly trigger: StartTrigger;
}

/**
 * Every place where an event starts a process (BPMN 2.0.2, 10.5.2, 10.6.6 and 10.3.3): start events with a trigger, receive tasks that
 * instantiate, and what stands behind an instantiating event-based gateway. Start events without a trigger are not among them.
 */
export function startPlacesOf(plan: ProcessPlan): readonly StartPlace[] {
  return Object.values(plan.elements).flatMap((element) => {
    const event = startsWith(plan, element);
    const triggers = event && triggerOf(EVENTS, event).start?.(event, element, EVENTS);
    return (triggers ?? []).map((trigger) => ({ processId: plan.processId, elementId: element.id, trigger }));
  });
}

function startsWith(plan: ProcessPlan, element: ElementPlan): EventPlan | undefined {
  if (element.parentId !== undefined) return undefined;
  if (element.type === 'startEvent') return element.event;
  if (element.type === 'receiveTask') {
    const starts = element.instantiate === true || isBehindStart(plan, element);
    return starts ? { kind: 'message', message: element.message } : undefined;
  }
  return element.type === 'intermediateCatchEvent' && isBehindStart(plan, element) ? element.event : undefined;
}

function isBehindStart(plan: ProcessPlan, { incoming }: ElementPlan): boolean {
  return incoming.some((id) => {
    const source = plan.elements[plan.flows[id]?.sourceId ?? ''];
    return source?.type === 'eventBasedGateway' && source.instantiate;
  });
}

/**
 * When a timer start event fires for the first time, counted from `at` (ms since epoch, UTC): `repeat` and `cycle` say how it goes on, by
 * `nextTurn`. Undefined when its value is no time, or lies in a cycle that is over.
 */
export function startTimerDue(program: Program, timer: TimerPlan, at: number): Due | undefined {
  const { calendar } = program.environment;
  const { value: plan, kind, unit, workingTime, endOf } = timer;
  const value = plan.kind === 'constant' ? plan.value : evaluateStart(program, plan.source, {}, at);
  try {
    if (kind === 'date') return value === undefined ? undefined : { dueAt: instantOf(value, calendar.zone) };
    if (typeof value !== 'string') return undefined;
    if (kind === 'cycle') {
      const { catchUp } = timer;
      const turns = {
        cycle: value,
        ...(unit === undefined ? {} : { unit }),
        ...(workingTime ? { workingTime } : {}),
        ...(catchUp === undefined ? {} : { catchUp }),
      };
      return firstTurn(calendar, turns, at);
    }
    const dueAt = workingTime ? workingDuration(calendar, at, value, endOf) : plusDuration(at, value, calendar.zone);
    return dueAt === undefined ? undefined : { dueAt };
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/** Whether the condition of a start event holds for this data; a condition that fails does not. The host starts when it becomes true. */
export function startConditionHolds(program: Program, condition: string, data: JsonObject, at: number): boolean {
  return evaluateStart(program, condition, data, at) === true;
}

function evaluateStart(program: Program, source: string, data: JsonObject, at: number): JsonValue | undefined {
  const result = program.expressions.get(source)?.evaluate(data, feelEnvironment(program, { config: {} }, at));
  return result?.ok === true ? result.value : undefined;
}
