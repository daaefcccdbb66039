import type { Graph, GraphEdge, GraphNode } from './graph.js';
import { outputsOf } from './outputs.js';

/** Tokens by place: one for each edge, then one for each incoming flow of a complex gateway that its first phase has consumed. */
export type Marking = Uint8Array;

/** A node of the net; numbers are places. */
export interface NetNode {
  readonly node: GraphNode;
  readonly inputs: readonly number[];
  /** The sets of places it may give tokens to. */
  readonly outputs: readonly (readonly number[])[];
  /** Of a complex gateway: what its reset may give, and the places that remember its first phase, one for each input. */
  readonly resets: readonly (readonly number[])[];
  readonly consumed: readonly number[];
  /** Of an inclusive or complex gateway: by input, the places from which a token can come to it without passing the gateway. */
  readonly senders: readonly ReadonlySet<number>[];
}

/** A graph made ready for the search. */
export interface Net {
  readonly nodes: readonly NetNode[];
  readonly edges: readonly GraphEdge[];
  readonly size: number;
  readonly start: number;
  /** Places that lead to a plain end event, which takes its token at once: they never hold one. */
  readonly ends: ReadonlySet<number>;
  /** Some node has too many choices to try them all. */
  readonly isCut: boolean;
}

/** Numbers the places of a graph and finds what each node may do. */
export function netOf(graph: Graph): Net {
  const edges = [...graph.edges];
  const placeOf = new Map(edges.map((edge, place) => [edge, place]));
  let size = edges.length;
  let isCut = false;
  const nodes = [...graph.nodes].map((node): NetNode => {
    const inputs = node.in.map((edge) => placeOf.get(edge) ?? -1);
    const isComplex = node.join === 'complex';
    const consumed = isComplex ? inputs.map(() => size++) : [];
    const given = outputsOf(node);
    isCut ||= given.isCut;
    const places = (sets: readonly (readonly GraphEdge[])[]): readonly (readonly number[])[] =>
      sets.map((set) => set.map((edge) => placeOf.get(edge) ?? -1));
    const needsSenders = isComplex || node.join === 'inclusive';
    return {
      node,
      inputs,
      outputs: places(given.outputs),
      resets: places(given.resets),
      consumed,
      senders: needsSenders ? node.in.map((edge) => sendersInto(node, edge, placeOf)) : [],
    };
  });
  const start = graph.entry ? (placeOf.get(graph.entry) ?? -1) : -1;
  const ends = new Set(edges.flatMap((edge, place) => (edge.to.immediate ? [place] : [])));
  return { nodes, edges, size, start, ends, isCut };
}

/** Places from which a token can come to an incoming flow by a path that does not visit the gateway (BPMN 2.0.2, 13.4.3). */
function sendersInto(
  gateway: GraphNode,
  flow: GraphEdge,
  placeOf: ReadonlyMap<GraphEdge, number>,
): ReadonlySet<number> {
  const found = new Set<number>();
  const seen = new Set<GraphNode>();
  const open = flow.from ? [flow.from] : [];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node === gateway || seen.has(node)) continue;
    seen.add(node);
    for (const edge of node.in) {
      found.add(placeOf.get(edge) ?? -1);
      if (edge.from) open.push(edge.from);
    }
  }
  return found;
}
