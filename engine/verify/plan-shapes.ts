import type { ElementPlan, EventPlan, ProcessPlan, StartEventPlan } from '../model/plan.js';

/** An event trigger, those of a multiple event one by one. */
export function triggersOf(event: EventPlan): readonly EventPlan[] {
  return event.kind === 'multiple' ? event.events.flatMap(triggersOf) : [event];
}

/** The trigger of an event element; undefined for other elements. */
export function eventOf(element: ElementPlan): EventPlan | undefined {
  return 'event' in element ? element.event : undefined;
}

/** Whether the element has a flow of its own inside. */
export function isScope({ type }: ElementPlan): boolean {
  return type === 'subProcess' || type === 'transaction' || type === 'adHocSubProcess';
}

/** An event sub-process: no flow leads to it. */
export function isEventSubProcess(element: ElementPlan): boolean {
  return element.type === 'subProcess' && element.triggeredByEvent;
}

/** An event sub-process with the event that starts it. */
export interface EventHandler {
  readonly id: string;
  readonly start: StartEventPlan;
}

/** The process or one sub-process: what tokens of its own level can be on. */
export interface PlanScope {
  /** The sub-process; absent: the process. */
  readonly owner: ElementPlan | undefined;
  /** Elements of this level, without boundary events, event sub-processes and compensation handlers. */
  readonly elements: readonly ElementPlan[];
  readonly handlers: readonly EventHandler[];
}

/** All scopes of a plan, the innermost first. */
export function scopesOf(plan: ProcessPlan): readonly PlanScope[] {
  const byParent = new Map<string, ElementPlan[]>();
  for (const element of Object.values(plan.elements)) {
    const siblings = byParent.get(element.parentId ?? '');
    if (siblings) siblings.push(element);
    else byParent.set(element.parentId ?? '', [element]);
  }
  const scopes: PlanScope[] = [];
  const visit = (owner: ElementPlan | undefined): void => {
    const inside = byParent.get(owner?.id ?? '') ?? [];
    for (const element of inside) if (isScope(element)) visit(element);
    const handlers = inside.filter(isEventSubProcess).flatMap(({ id }): EventHandler[] => {
      const start = byParent.get(id)?.find((one): one is StartEventPlan => one.type === 'startEvent');
      return start ? [{ id, start }] : [];
    });
    const elements = inside.filter(
      (one) => one.type !== 'boundaryEvent' && !isEventSubProcess(one) && !one.isForCompensation,
    );
    scopes.push({ owner, elements, handlers });
  };
  visit(undefined);
  return scopes;
}

/** Every element inside each sub-process at every depth, by its id; '' is the process. */
export function insidesOf(plan: ProcessPlan): ReadonlyMap<string, readonly ElementPlan[]> {
  const insides = new Map<string, ElementPlan[]>([['', Object.values(plan.elements)]]);
  for (const element of Object.values(plan.elements)) {
    for (let place = element.parentId; place !== undefined; place = plan.elements[place]?.parentId) {
      const inside = insides.get(place);
      if (inside) inside.push(element);
      else insides.set(place, [element]);
    }
  }
  return insides;
}
