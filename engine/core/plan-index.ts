import type {
  BoundaryEventPlan,
  ElementPlan,
  FlowPlan,
  ProcessPlan,
  StartEventPlan,
  SubProcessPlan,
} from '../model/plan.js';
import { PlatformError } from './platform-error.js';

/** An event sub-process and the event that starts it. */
export interface EventSubProcess {
  readonly subProcess: SubProcessPlan;
  readonly start: StartEventPlan;
}

/** The outgoing flows of an element. `isPlain`: all of them are taken, whatever the variables say. */
export interface Outgoing {
  readonly flows: readonly FlowPlan[];
  readonly isPlain: boolean;
}

/** What the engine asks a plan again and again, found once. Places are sub-process ids; the process itself is ''. */
export interface PlanIndex {
  readonly plan: ProcessPlan;
  /** Start events by place. */
  readonly starts: ReadonlyMap<string, readonly StartEventPlan[]>;
  readonly eventSubProcesses: ReadonlyMap<string, readonly EventSubProcess[]>;
  /** Whether a token can ever wait for others, or for data. */
  readonly hasJoin: boolean;
  /** Incoming flows of a gateway to which a token can come, by gateway and element (`core/expected-tokens.ts`). */
  readonly targets: Map<string, ReadonlyMap<string, readonly string[]>>;
  /** Whether listeners are asked about an assignment anywhere in it. */
  readonly hasAssigning: boolean;
  /** Whether anything in it waits for a condition. */
  readonly hasConditional: boolean;
  /** Whether anything in it waits for several events to come together. */
  readonly hasParallelMultiple: boolean;
  /** Link events that catch, by place and name. */
  readonly links: ReadonlyMap<string, string>;
  /** Outgoing flows by element, found when they are first asked for. */
  readonly outgoing: Map<string, Outgoing>;
  /** Flows a token on this element can still reach, in its own scope. */
  readonly reachable: Map<string, ReadonlySet<string>>;
}

const INDEXES = new WeakMap<ProcessPlan, PlanIndex>();

/** The index of a plan; made once for each plan object. */
export function indexOf(plan: ProcessPlan): PlanIndex {
  const known = INDEXES.get(plan);
  if (known) return known;
  const starts = new Map<string, StartEventPlan[]>();
  for (const element of Object.values(plan.elements)) {
    if (element.type !== 'startEvent') continue;
    const place = element.parentId ?? '';
    starts.set(place, [...(starts.get(place) ?? []), element]);
  }
  const eventSubProcesses = new Map<string, EventSubProcess[]>();
  for (const element of Object.values(plan.elements)) {
    if (element.type !== 'subProcess' || !element.triggeredByEvent) continue;
    const start = starts.get(element.id)?.[0];
    if (start === undefined) continue;
    const place = element.parentId ?? '';
    eventSubProcesses.set(place, [...(eventSubProcesses.get(place) ?? []), { subProcess: element, start }]);
  }
  const elements = Object.values(plan.elements);
  const catching = elements.flatMap((one): [string, string][] =>
    one.type === 'intermediateCatchEvent' && one.event.kind === 'link' ? [[linkKey(one, one.event.name), one.id]] : [],
  );
  const index: PlanIndex = {
    plan,
    starts,
    eventSubProcesses,
    hasJoin: elements.some(canHold),
    hasAssigning: elements.some(({ listeners = [] }) => listeners.some(({ eventType }) => eventType === 'assigning')),
    hasConditional: elements.some(isConditional),
    hasParallelMultiple: elements.some((one) => 'event' in one && one.event.kind === 'multiple' && one.event.parallel),
    links: new Map(catching),
    reachable: new Map(),
    outgoing: new Map(),
    targets: new Map(),
  };
  INDEXES.set(plan, index);
  return index;
}

/** Whether tokens may have to wait at an element for other tokens or for data. */
function canHold(element: ElementPlan): boolean {
  const { type, incoming, startQuantity = 1, data } = element;
  if (type === 'complexGateway' || startQuantity > 1 || data?.inputSets !== undefined) return true;
  return (type === 'parallelGateway' || type === 'inclusiveGateway') && incoming.length > 1;
}

/** An element by id. Throws `PlatformError` PLAN_BROKEN when there is none: state and plan do not belong together. */
export function elementOf(index: PlanIndex, id: string): ElementPlan {
  const element = index.plan.elements[id];
  if (element === undefined) throw new PlatformError('PLAN_BROKEN', `no element ${id} in ${index.plan.processId}`);
  return element;
}

/** A sequence flow by id. Throws `PlatformError` PLAN_BROKEN. */
export function flowOf(index: PlanIndex, id: string): FlowPlan {
  const flow = index.plan.flows[id];
  if (flow === undefined) throw new PlatformError('PLAN_BROKEN', `no flow ${id} in ${index.plan.processId}`);
  return flow;
}

/** The outgoing flows of an element, in the order of the model. Conditions do not count behind a parallel gateway (BPMN 2.0.2, 13.4.1). */
export function outgoingOf(index: PlanIndex, element: ElementPlan): Outgoing {
  const known = index.outgoing.get(element.id);
  if (known) return known;
  const { type, defaultFlowId } = element;
  const all = element.outgoing.map((id) => flowOf(index, id));
  const isFree = defaultFlowId === undefined && all.every(({ condition }) => condition === undefined);
  const flows = isFree && type === 'exclusiveGateway' ? all.slice(0, 1) : all;
  const found = { flows, isPlain: type !== 'complexGateway' && (isFree || type === 'parallelGateway') };
  index.outgoing.set(element.id, found);
  return found;
}

/** The boundary events of an element, in the order of the model. */
export function boundariesOf(index: PlanIndex, element: ElementPlan): readonly BoundaryEventPlan[] {
  return element.boundaryIds
    .map((id) => elementOf(index, id))
    .filter((boundary): boundary is BoundaryEventPlan => boundary.type === 'boundaryEvent');
}

/** Whether an event, or one of the events of a multiple one, waits for a condition. */
function isConditional(element: ElementPlan): boolean {
  if (!('event' in element)) return false;
  const events = element.event.kind === 'multiple' ? element.event.events : [element.event];
  return events.some(({ kind }) => kind === 'conditional');
}

/** Place and name of a link event. */
function linkKey(element: ElementPlan, name: string): string {
  return `${element.parentId ?? ''}#${name}`;
}

/** Where a link event that throws goes on; undefined for any other element, and when nobody catches it. */
export function linkTarget(index: PlanIndex, element: ElementPlan): string | undefined {
  const isLink = element.type === 'intermediateThrowEvent' && element.event.kind === 'link';
  return isLink ? index.links.get(linkKey(element, element.event.name)) : undefined;
}

/** Link events that throw to this one; none for any other element. */
export function linkSources(index: PlanIndex, element: ElementPlan): readonly string[] {
  if (element.type !== 'intermediateCatchEvent' || element.event.kind !== 'link') return [];
  return Object.values(index.plan.elements).flatMap((one) => (linkTarget(index, one) === element.id ? [one.id] : []));
}

/** Every flow that a token on this element can still take, by flows and boundary events of the same level. */
export function reachableFlows(index: PlanIndex, elementId: string): ReadonlySet<string> {
  const known = index.reachable.get(elementId);
  if (known) return known;
  const found = new Set<string>();
  const seen = new Set<string>([elementId]);
  const open = [elementId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const element = elementOf(index, id);
    const targets = [...element.boundaryIds];
    const link = linkTarget(index, element);
    if (link !== undefined) targets.push(link);
    for (const flowId of element.outgoing) {
      found.add(flowId);
      targets.push(flowOf(index, flowId).targetId);
    }
    for (const target of targets) {
      if (seen.has(target)) continue;
      seen.add(target);
      open.push(target);
    }
  }
  index.reachable.set(elementId, found);
  return found;
}

/** Elements from which a token can come to this one directly: by a flow, or by a boundary event of its activity. */
export function predecessorsOf(index: PlanIndex, element: ElementPlan): readonly string[] {
  const sources = element.incoming.map((id) => flowOf(index, id).sourceId);
  if (element.type === 'boundaryEvent') return [...sources, element.attachedToId];
  return [...sources, ...linkSources(index, element)];
}
