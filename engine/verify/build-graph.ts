import type { ElementPlan } from '../model/plan.js';
import type { Thrower } from './catchers.js';
import { isFinal } from './exits.js';
import type { Exits } from './exits.js';
import { branchingOf } from './flow-truth.js';
import type { Graph, GraphNode, Join } from './graph.js';
import { addNode, connect, emptyGraph } from './graph.js';
import type { Thread, Ways } from './threads.js';
import { linkTargets } from './threads.js';

/**
 * The workflow graph of one thread of a scope. Tokens rest on edges only: that a token is on its way to an activity, or in it, makes no
 * difference to any other. An activity with boundary events is a choice of its ways out (BPMN 2.0.2, 13.5.3).
 */
export function buildGraph(ways: Ways, throwers: readonly Thrower[], thread: Thread): Graph {
  const graph = emptyGraph();
  const enters = new Map<string, GraphNode>();
  const enterOf = (id: string): GraphNode | undefined => enters.get(id);
  const elements = [...thread.elementIds].flatMap((id) => ways.plan.elements[id] ?? []);
  for (const element of elements) enters.set(element.id, addElement(graph, element, throwers));
  const entry = addNode(graph, { split: thread.isChoice ? 'one' : 'all' });
  for (const id of thread.starts) {
    const enter = enterOf(id);
    if (enter) connect(graph, entry, enter);
  }
  if (entry.out.length === 0) entry.end = 'sink';
  for (const element of elements) {
    const enter = enters.get(element.id);
    if (!enter || enter.end === 'final') continue;
    const leave = addExits(graph, enter, ways.exits.get(element.id), thread, enterOf);
    if (leave) addFlows(graph, leave, { ways, element, thread, enterOf });
  }
  for (const element of elements) addDeadFlows(graph, ways, element, thread, enterOf(element.id));
  graph.entry = connect(graph, undefined, entry);
  return graph;
}

type Finder = (id: string) => GraphNode | undefined;

function addElement(graph: Graph, element: ElementPlan, throwers: readonly Thrower[]): GraphNode {
  const isPlainEnd = element.type === 'endEvent' && element.event.kind === 'none';
  return addNode(graph, {
    join: joinOf(element),
    steps: [element.id],
    covers: [element.id],
    takes: element.startQuantity ?? 1,
    gives: element.completionQuantity ?? 1,
    activation: element.type === 'complexGateway' ? element.activationCondition : undefined,
    immediate: isPlainEnd,
    tolerant: isPlainEnd,
    end: isFinal(element, throwers) ? 'final' : undefined,
  });
}

function joinOf({ type, incoming }: ElementPlan): Join {
  if (incoming.length < 2) return 'any';
  if (type === 'parallelGateway') return 'all';
  if (type === 'inclusiveGateway') return 'inclusive';
  return type === 'complexGateway' ? 'complex' : 'any';
}

/** The ways out of an activity beside its flows; answers the node that its flows leave from, if they can be taken. */
function addExits(
  graph: Graph,
  enter: GraphNode,
  exits: Exits | undefined,
  { joined }: Thread,
  enterOf: Finder,
): GraphNode | undefined {
  const [interrupting, beside] = [true, false].map((kind) =>
    (exits?.boundaries ?? []).filter((one) => one.interrupting === kind && (kind || joined.has(one.id))),
  );
  let core = enter;
  if (beside && beside.length > 0) {
    const wait = addNode(graph);
    core.split = 'some';
    connect(graph, core, wait);
    for (const { id } of beside) {
      const target = enterOf(id);
      if (target) connect(graph, core, target, { role: 'optional' });
    }
    core = wait;
  }
  const completes = exits?.completes ?? true;
  const others = interrupting?.flatMap(({ id }) => enterOf(id) ?? []) ?? [];
  const aborts = exits?.aborts ? [addNode(graph, { end: 'final' })] : [];
  if (others.length + aborts.length === 0 && completes) return core;
  core.split = 'one';
  const done = completes ? addNode(graph, { gives: enter.gives }) : undefined;
  enter.gives = 1;
  for (const target of [...(done ? [done] : []), ...others, ...aborts]) connect(graph, core, target);
  if (core.out.length === 0) core.end = 'stuck';
  return done;
}

interface Leaving {
  readonly ways: Ways;
  readonly element: ElementPlan;
  readonly thread: Thread;
  readonly enterOf: Finder;
}

function addFlows(graph: Graph, leave: GraphNode, { ways, element, enterOf }: Leaving): void {
  const { split, flows } = branchingOf(ways.plan, element);
  leave.split = split;
  for (const { flow, role } of flows) {
    const target = enterOf(flow.targetId);
    if (target) connect(graph, leave, target, { role, flowIds: [flow.id] });
  }
  for (const id of linkTargets(ways.plan, element)) {
    const target = enterOf(id);
    if (target) connect(graph, leave, target);
  }
  if (leave.out.length > 0) return;
  leave.end = element.outgoing.length > 0 ? 'stuck' : 'sink';
}

/** A join of all its flows waits for those too that nothing ever takes. */
function addDeadFlows(
  graph: Graph,
  ways: Ways,
  element: ElementPlan,
  thread: Thread,
  enter: GraphNode | undefined,
): void {
  if (enter?.join !== 'all') return;
  const taken = new Set(enter.in.flatMap(({ flowIds }) => flowIds));
  for (const id of element.incoming) if (!taken.has(id)) connect(graph, undefined, enter, { flowIds: [id] });
}
