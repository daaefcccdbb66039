import { complete } from '../../engine/core/activity.js';
import { LISTENER_EVENTS } from '../../engine/core/listeners.js';
import { elementOf } from '../../engine/core/plan-index.js';
import type { Run } from '../../engine/core/run.js';
import type { EventTrigger } from '../../engine/core/trigger.js';
import type { Behaviour } from '../../engine/elements/behaviour.js';
import { EVENTS } from '../../engine/elements/events/registry.js';
import { BEHAVIOURS } from '../../engine/elements/registry.js';
import type { ElementPlan, EventPlan } from '../../engine/model/plan.js';
import type { CellOff } from './palette-cell.js';

/** Does what an engine does that reads an element it cannot execute as an empty one. */
const PASS: Behaviour<ElementPlan> = {
  enter: (run, token, element, payload) => complete(run, token, element, payload),
};

/** Never lets its token go. */
const REST: Behaviour<ElementPlan> = { enter: () => undefined };

/** Elements whose whole behaviour is to pass on: switched off they keep their token. */
const PASSING = ['startEvent', 'exclusiveGateway', 'task', 'manualTask', 'boundaryEvent'];

type Trigger = EventTrigger<Run, EventPlan>;

/** Carries `work` out while a handler is switched off; the registries are as before afterwards, whatever happens. */
export function switchedOff<T>(off: CellOff, work: () => T): T {
  const { element, event, position, listener, as } = off;
  if (listener !== undefined) return swapped(LISTENER_EVENTS, listener, [], work);
  if (event !== undefined) return eventOff(event, position, work);
  const key = element ?? '';
  const how = as ?? (PASSING.includes(key) ? 'rest' : 'pass');
  return swapped(BEHAVIOURS, key, how === 'rest' ? REST : PASS, work);
}

function swapped<T>(registry: object, key: string, other: object, work: () => T): T {
  const entries = registry as Record<string, object>;
  const original = entries[key];
  if (original === undefined) throw new Error(`nothing called ${key} to switch off`);
  entries[key] = other;
  try {
    return work();
  } finally {
    entries[key] = original;
  }
}

/** A trigger without its behaviour at one position; where a position itself is all there is of it, that keeps its tokens. */
function eventOff<T>(event: string, position: string | undefined, work: () => T): T {
  const original = (EVENTS as unknown as Record<string, Trigger>)[event] ?? {};
  const isThere = (element: ElementPlan): boolean => position === undefined || positionOf(element) === position;
  const without: Trigger = {
    wait: (run, plan, waiter, context) =>
      isThere(elementOf(run.index, waiter.elementId)) ? [] : (original.wait?.(run, plan, waiter, context) ?? []),
    fits: (plan, thrown, at, triggers) => (isThere(at) ? 0 : (original.fits?.(plan, thrown, at, triggers) ?? 0)),
    send: (run, token, element, plan, exit) => {
      if (isThere(element) || !original.send) exit.goOn();
      else original.send(run, token, element, plan, exit);
    },
    ...(original.resume ? { resume: original.resume } : {}),
    keeps: (plan, at) => !isThere(at) && original.keeps?.(plan, at) === true,
    start: (plan, at, triggers) => (isThere(at) ? [] : (original.start?.(plan, at, triggers) ?? [])),
  };
  return swapped(EVENTS, event, without, () =>
    event === 'none' || event === 'link' ? restingAt(event, isThere, work) : work(),
  );
}

const POSITIONS = ['startEvent', 'intermediateCatchEvent', 'intermediateThrowEvent', 'endEvent'] as const;

function restingAt<T>(event: string, isThere: (element: ElementPlan) => boolean, work: () => T): T {
  return POSITIONS.reduceRight<() => T>((inner, type) => {
    const original = BEHAVIOURS[type] as Behaviour<ElementPlan>;
    const resting: Behaviour<ElementPlan> = {
      ...original,
      enter: (run, token, element, payload) => {
        const isIt = 'event' in element && element.event.kind === event && isThere(element);
        if (!isIt) original.enter(run, token, element, payload);
      },
    };
    return () => swapped(BEHAVIOURS, type, resting, inner);
  }, work)();
}

/** The name of an event's position in the cells. */
function positionOf(element: ElementPlan): string {
  switch (element.type) {
    case 'boundaryEvent':
      return element.interrupting ? 'boundary' : 'boundaryNonInterrupting';
    case 'startEvent':
      if (element.parentId === undefined) return 'start';
      return element.interrupting ? 'eventSubProcess' : 'eventSubProcessNonInterrupting';
    case 'intermediateThrowEvent':
      return 'throw';
    case 'endEvent':
      return 'end';
    default:
      return 'catch';
  }
}
