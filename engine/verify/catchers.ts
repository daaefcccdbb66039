import type { BoundaryEventPlan, ElementPlan, EventPlan, ProcessPlan } from '../model/plan.js';
import type { EventHandler, PlanScope } from './plan-shapes.js';
import { eventOf, triggersOf } from './plan-shapes.js';

/** What an element may throw to the outside of its flow. */
export interface Thrower {
  readonly elementId: string;
  readonly kind: 'error' | 'escalation' | 'cancel';
  /** Who catches it; absent: nobody. */
  readonly catcher?: Catcher;
}

/** A boundary event, or the event sub-process of a scope ('' is the process). */
export type Catcher =
  { readonly boundary: BoundaryEventPlan } | { readonly handler: EventHandler; readonly scopeId: string };

/** Whether a catch ends what goes on where the event was thrown. */
export function interrupts({ kind, catcher }: Thrower): boolean {
  if (kind !== 'escalation') return true;
  if (!catcher) return false;
  return 'boundary' in catcher ? catcher.boundary.interrupting : catcher.handler.start.interrupting;
}

/**
 * Everything that throws an error, an escalation or a cancel, with who catches it: the innermost catcher, an exact code before one
 * without code, as at run time (BPMN 2.0.2, 10.5.6 and 13.5.2). Found once from the plan, because nesting never changes.
 */
export function throwersOf(plan: ProcessPlan, scopes: readonly PlanScope[]): readonly Thrower[] {
  const handlers = new Map(scopes.map(({ owner, handlers: own }) => [owner?.id ?? '', own]));
  return Object.values(plan.elements).flatMap((element) =>
    thrownBy(element).flatMap((event): readonly Thrower[] => {
      if (event.kind !== 'error' && event.kind !== 'escalation' && event.kind !== 'cancel') return [];
      const catcher = findCatcher(plan, handlers, element, event);
      return [{ elementId: element.id, kind: event.kind, ...(catcher ? { catcher } : {}) }];
    }),
  );
}

function thrownBy(element: ElementPlan): readonly EventPlan[] {
  const { type, loop } = element;
  const behaviour = loop?.behaviour;
  const looping = !behaviour
    ? []
    : behaviour.kind === 'complex'
      ? behaviour.definitions.map(({ event }) => event)
      : [behaviour.event];
  const own = type === 'endEvent' || type === 'intermediateThrowEvent' ? eventOf(element) : undefined;
  return [...(own ? triggersOf(own) : []), ...looping.flatMap(triggersOf)];
}

function findCatcher(
  plan: ProcessPlan,
  handlers: ReadonlyMap<string, readonly EventHandler[]>,
  element: ElementPlan,
  event: EventPlan,
): Catcher | undefined {
  const fit = (one: EventPlan): number => Math.max(0, ...triggersOf(one).map((trigger) => fitOf(trigger, event)));
  const boundaryOf = (host: ElementPlan): BoundaryEventPlan | undefined =>
    best(
      host.boundaryIds.flatMap((id) => {
        const boundary = plan.elements[id];
        return boundary?.type === 'boundaryEvent' ? [boundary] : [];
      }),
      (boundary) => fit(boundary.event),
    );
  let cameFrom = element.id;
  for (let place: ElementPlan | undefined = element; place;) {
    const boundary = boundaryOf(place);
    if (boundary) return { boundary };
    const scopeId: string = place.parentId ?? '';
    const others = (handlers.get(scopeId) ?? []).filter(({ id }) => id !== cameFrom);
    const handler = best(others, ({ start }) => fit(start.event));
    if (handler) return { handler, scopeId };
    cameFrom = scopeId;
    place = plan.elements[scopeId];
  }
  return undefined;
}

/** 2 for the very code, 1 for a catcher of any, 0 for another event. */
function fitOf(caught: EventPlan, thrown: EventPlan): number {
  if (caught.kind === 'cancel' && thrown.kind === 'cancel') return 2;
  if (caught.kind === 'error' && thrown.kind === 'error') return codeFit(caught.errorCode, thrown.errorCode);
  if (caught.kind === 'escalation' && thrown.kind === 'escalation') {
    return codeFit(caught.escalationCode, thrown.escalationCode);
  }
  return 0;
}

function codeFit(wanted = '', code = ''): number {
  if (wanted === '') return 1;
  return wanted === code ? 2 : 0;
}

function best<T>(candidates: readonly T[], fit: (candidate: T) => number): T | undefined {
  return candidates.find((one) => fit(one) === 2) ?? candidates.find((one) => fit(one) === 1);
}
