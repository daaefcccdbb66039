import type { ElementPlan, FlowPlan, ProcessPlan } from '../model/plan.js';

/** A flow that can be taken, and when. */
export interface PossibleFlow {
  readonly flow: FlowPlan;
  readonly role: 'always' | 'optional' | 'fallback';
}

/** The split of an element, and the flows that can be taken at all. */
export interface Branching {
  readonly split: 'one' | 'all' | 'some';
  readonly flows: readonly PossibleFlow[];
}

/**
 * Which flows a token may leave by, with data left out: a condition may hold or not, except the constants `true` and `false`. At least one
 * holds where there is no default flow; that none does is an incident, no fault of the flow (BPMN 2.0.2, 13.2.1, 13.4).
 */
export function branchingOf(plan: ProcessPlan, element: ElementPlan): Branching {
  const flows = element.outgoing.flatMap((id) => plan.flows[id] ?? []);
  const always = (list: readonly FlowPlan[]): readonly PossibleFlow[] => list.map((flow) => ({ flow, role: 'always' }));
  if (element.type === 'eventBasedGateway') {
    return { split: element.instantiate && element.parallel ? 'all' : 'one', flows: always(flows) };
  }
  if (element.type === 'exclusiveGateway') return { split: 'one', flows: always(exclusive(element, flows)) };
  const isPlain = element.defaultFlowId === undefined && flows.every(({ condition }) => condition === undefined);
  if (element.type === 'parallelGateway' || isPlain) return { split: 'all', flows: always(flows) };
  return conditional(element, flows);
}

/** In their order up to the first that always holds; a default flow only if none does. */
function exclusive(element: ElementPlan, flows: readonly FlowPlan[]): readonly FlowPlan[] {
  const asked = flows.filter(({ id }) => id !== element.defaultFlowId);
  const certain = asked.findIndex((flow) => truthOf(flow) === true);
  const possible = asked.filter((flow, at) => truthOf(flow) !== false && (certain < 0 || at <= certain));
  return certain < 0 ? [...possible, ...flows.filter(({ id }) => id === element.defaultFlowId)] : possible;
}

function conditional(element: ElementPlan, flows: readonly FlowPlan[]): Branching {
  const asked = flows.filter((flow) => flow.id !== element.defaultFlowId && truthOf(flow) !== false);
  const possible = asked.map((flow): PossibleFlow => ({ flow, role: truthOf(flow) === true ? 'always' : 'optional' }));
  // At a gateway a flow without condition is one whose condition always holds.
  const counts = (flow: FlowPlan): boolean => flow.condition !== undefined || element.type === 'inclusiveGateway';
  const isCertain = asked.some((flow) => counts(flow) && truthOf(flow) === true);
  const fallback = flows.filter(({ id }) => id === element.defaultFlowId && !isCertain);
  const hasChoice = possible.some(({ role }) => role === 'optional');
  const rest = fallback.map((flow): PossibleFlow => ({ flow, role: hasChoice ? 'fallback' : 'always' }));
  return { split: hasChoice ? 'some' : 'all', flows: [...possible, ...rest] };
}

/** What a condition always is; undefined: it depends. */
function truthOf({ condition }: FlowPlan): boolean | undefined {
  const text = condition?.trim();
  if (text === undefined || text === 'true') return true;
  return text === 'false' || text === 'null' ? false : undefined;
}
