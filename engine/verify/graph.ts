/** How a node takes tokens: one from any flow, one from each, by the rule of the or-join, or by a count and a reset. */
export type Join = 'any' | 'all' | 'inclusive' | 'complex';

/** How it gives them: on one flow, on all, or on some by condition. */
export type Split = 'one' | 'all' | 'some';

/** A place where tokens move on: an element, a part of one, or several that a reduction has made one. */
export interface GraphNode {
  readonly id: number;
  join: Join;
  split: Split;
  readonly in: GraphEdge[];
  readonly out: GraphEdge[];
  /** Elements passed here, for the counterexample. */
  steps: readonly string[];
  /** Elements that are alive when this node can fire. */
  covers: readonly string[];
  /** `sink` takes its tokens for good, `final` ends the whole scope, `stuck` never lets a token go. */
  end: 'sink' | 'final' | 'stuck' | undefined;
  /** A token that gets here is gone at once: a plain end event. Several at a time are no fault. */
  immediate: boolean;
  /** Several tokens at a time are no fault although it holds them. */
  tolerant: boolean;
  /** Tokens that it takes at once, and that it gives on each flow (BPMN 2.0.2, 10.3). */
  readonly takes: number;
  gives: number;
  /** FEEL of a complex gateway. */
  readonly activation: string | undefined;
}

/** Where tokens rest: a sequence flow, or a part of an element. */
export interface GraphEdge {
  readonly id: number;
  /** Absent: the way in, or a flow that no token ever takes. */
  from: GraphNode | undefined;
  to: GraphNode;
  /** Of a `some` split: taken in any case, by condition, or when no condition holds. */
  role: 'always' | 'optional' | 'fallback';
  /** Sequence flows chosen with it, where it stands for nothing else. */
  flowIds: readonly string[];
  steps: readonly string[];
  covers: readonly string[];
}

/** A workflow graph with one way in. Changed in place by the reductions. */
export interface Graph {
  readonly nodes: Set<GraphNode>;
  readonly edges: Set<GraphEdge>;
  /** Holds the only token at the beginning. */
  entry: GraphEdge | undefined;
  count: number;
}

/** An empty graph. */
export function emptyGraph(): Graph {
  return { nodes: new Set(), edges: new Set(), entry: undefined, count: 0 };
}

/** Adds a node; what is not given is a plain pass-through. */
export function addNode(graph: Graph, more: Partial<Omit<GraphNode, 'id' | 'in' | 'out'>> = {}): GraphNode {
  const node: GraphNode = {
    join: 'any',
    split: 'all',
    steps: [],
    covers: [],
    end: undefined,
    immediate: false,
    tolerant: false,
    takes: 1,
    gives: 1,
    activation: undefined,
    ...more,
    id: graph.count++,
    in: [],
    out: [],
  };
  graph.nodes.add(node);
  return node;
}

/** Adds an edge. */
export function connect(
  graph: Graph,
  from: GraphNode | undefined,
  to: GraphNode,
  more: Partial<Omit<GraphEdge, 'id' | 'from' | 'to'>> = {},
): GraphEdge {
  const edge: GraphEdge = {
    role: 'always',
    flowIds: [],
    steps: [],
    covers: [],
    ...more,
    id: graph.count++,
    from,
    to,
  };
  graph.edges.add(edge);
  from?.out.push(edge);
  to.in.push(edge);
  return edge;
}

/** Takes an edge out. */
export function dropEdge(graph: Graph, edge: GraphEdge): void {
  graph.edges.delete(edge);
  if (edge.from) remove(edge.from.out, edge);
  remove(edge.to.in, edge);
}

/** Takes out several edges that leave one node. */
export function dropEdges(graph: Graph, edges: readonly GraphEdge[]): void {
  const gone = new Set(edges);
  const nodes = new Set(edges.flatMap(({ from, to }) => [...(from ? [from] : []), to]));
  for (const edge of edges) graph.edges.delete(edge);
  for (const { in: before, out } of nodes) {
    keep(before, gone);
    keep(out, gone);
  }
}

function keep(edges: GraphEdge[], gone: ReadonlySet<GraphEdge>): void {
  const left = edges.filter((edge) => !gone.has(edge));
  edges.splice(0, edges.length, ...left);
}

/** Takes a node out; its edges must have gone. */
export function dropNode(graph: Graph, node: GraphNode): void {
  graph.nodes.delete(node);
}

/** Lets an edge end elsewhere. */
export function retarget(edge: GraphEdge, to: GraphNode): void {
  remove(edge.to.in, edge);
  edge.to = to;
  to.in.push(edge);
}

/** Lets an edge begin elsewhere. */
export function resource(edge: GraphEdge, from: GraphNode): void {
  if (edge.from) remove(edge.from.out, edge);
  edge.from = from;
  from.out.push(edge);
}

function remove(edges: GraphEdge[], edge: GraphEdge): void {
  const at = edges.indexOf(edge);
  if (at >= 0) edges.splice(at, 1);
}
