import type { Exploration } from './explore.js';
import { explore } from './explore.js';
import type { Graph, GraphEdge, GraphNode } from './graph.js';
import { addNode, connect, dropEdge, dropNode, emptyGraph, retarget } from './graph.js';
import { judge } from './judge.js';
import type { Net } from './net.js';
import { netOf } from './net.js';
import { reduce } from './reduce.js';

/** A part with one way in and one way out. */
interface Region {
  readonly entry: GraphEdge;
  readonly exit: GraphEdge;
  readonly nodes: ReadonlySet<GraphNode>;
}

/** Markings one region may take; larger ones wait until what lies in them has become smaller. */
const REGION_BUDGET = 1_000;
/** Regions explored in one graph, and nodes visited in looking for them: counted, so that every machine finds the same. */
const MOST_REGIONS = 400;
const MOST_VISITS = 1_000_000;

/**
 * Proves parts with one way in and one way out by themselves and puts an edge in the place of each: parallel parts then need the sum of
 * their markings, not the product. A part with a fault, or with an element that is never reached, stays as it is for the search of the
 * whole. Answers the number of markings it took, at most `budget`.
 */
export function replaceRegions(graph: Graph, budget: number): number {
  let states = 0;
  let looked = 0;
  const visits = { left: MOST_VISITS };
  const refused = new Set<string>();
  for (let replaced = true; replaced && states < budget;) {
    replaced = false;
    for (const region of regionsOf(graph, refused, visits)) {
      looked += 1;
      if (looked > MOST_REGIONS || states >= budget) return states;
      const proof = prove(region, Math.min(REGION_BUDGET, budget - states));
      states += proof.states;
      if (!proof.steps) {
        refused.add(keyOf(region.entry, region.exit));
        continue;
      }
      replace(graph, region, proof.steps);
      reduce(graph);
      replaced = true;
      break;
    }
  }
  return states;
}

function keyOf(entry: GraphEdge, exit: GraphEdge): string {
  return `${entry.id}>${exit.id}`;
}

/** The regions of a graph, small ones first. */
function regionsOf(graph: Graph, refused: ReadonlySet<string>, visits: { left: number }): readonly Region[] {
  const edges = [...graph.edges];
  const regions: Region[] = [];
  for (const entry of edges) {
    if (entry.from?.end === 'final') continue;
    if (visits.left < 0) return regions;
    const { nodes: all, edges: candidates } = reachable(entry.to, undefined);
    visits.left -= all.size;
    for (const exit of candidates) {
      if (exit === entry || refused.has(keyOf(entry, exit)) || exit.from === undefined) continue;
      if (visits.left < 0) return regions;
      const { nodes } = reachable(entry.to, exit);
      visits.left -= nodes.size;
      if (nodes.size < 2 || nodes.has(exit.to) || !isClosed(nodes, entry, exit)) continue;
      if (nodes.size === graph.nodes.size) continue;
      regions.push({ entry, exit, nodes });
    }
  }
  return regions.sort((one, other) => one.nodes.size - other.nodes.size || one.entry.id - other.entry.id);
}

function reachable(
  start: GraphNode,
  border: GraphEdge | undefined,
): { readonly nodes: ReadonlySet<GraphNode>; readonly edges: ReadonlySet<GraphEdge> } {
  const nodes = new Set([start]);
  const edges = new Set<GraphEdge>();
  const open = [start];
  for (let node = open.pop(); node; node = open.pop()) {
    for (const edge of node.out) {
      edges.add(edge);
      if (edge === border || nodes.has(edge.to)) continue;
      nodes.add(edge.to);
      open.push(edge.to);
    }
  }
  return { nodes, edges };
}

/** Nothing comes in or goes out but by the two, nothing ends inside, and no inclusive join looks at what is before the region. */
function isClosed(nodes: ReadonlySet<GraphNode>, entry: GraphEdge, exit: GraphEdge): boolean {
  if (!exit.from || !nodes.has(exit.from)) return false;
  for (const node of nodes) {
    if (node.end !== undefined || node.join === 'complex') return false;
    if (node.takes > 1 || node.gives > 1) return false;
    if (!node.in.every((edge) => edge === entry || (edge.from !== undefined && nodes.has(edge.from)))) return false;
    if (!node.out.every((edge) => edge === exit || nodes.has(edge.to))) return false;
    if (node.join === 'inclusive' && !isReachedByAll(node, entry)) return false;
  }
  return true;
}

/** From the way in every flow of the join can be reached without passing it, so a token further back never makes it wait. */
function isReachedByAll(join: GraphNode, entry: GraphEdge): boolean {
  if (entry.to === join) return false;
  const seen = new Set([entry.to]);
  const open = [entry.to];
  const reached = new Set<GraphEdge>();
  for (let node = open.pop(); node; node = open.pop()) {
    for (const edge of node.out) {
      if (edge.to === join) reached.add(edge);
      else if (!seen.has(edge.to)) {
        seen.add(edge.to);
        open.push(edge.to);
      }
    }
  }
  return join.in.every((edge) => reached.has(edge));
}

/** Explores a copy of the region between a start and an end of its own; `steps` is one way through it, when it is sound. */
function prove(region: Region, budget: number): { readonly states: number; readonly steps?: readonly string[] } {
  const copy = copyOf(region);
  const net = netOf(copy);
  const start = new Uint8Array(net.size);
  start[net.start] = 1;
  const exploration = explore(net, start, { budget, mayMeet: false });
  const states = exploration.found.length;
  if (net.isCut || !exploration.isComplete || judge(net, exploration, false)) return { states };
  const isAlive = exploration.given.size === net.edges.length - 1 && exploration.fired.size === net.nodes.length;
  if (!isAlive || !isProper(net, exploration)) return { states };
  const last = exploration.found.findIndex(({ tokens }) => tokens === 0);
  const steps: string[] = [];
  for (let one = exploration.found[last]; one?.by; one = exploration.found[one.from]) {
    const { by, taken } = one.by;
    steps.unshift(...taken.flatMap((place) => net.edges[place]?.steps ?? []), ...by.node.steps);
  }
  return { states, steps };
}

/** The token that leaves is the only one there. */
function isProper(net: Net, { found }: Exploration): boolean {
  const leaving = net.edges.flatMap((edge, place) => (edge.to.end === 'sink' ? [place] : []));
  return found.every(({ marking, tokens }) => tokens === 1 || leaving.every((place) => marking[place] === 0));
}

function copyOf({ entry, exit, nodes }: Region): Graph {
  const copy = emptyGraph();
  const copies = new Map<GraphNode, GraphNode>();
  for (const node of nodes) copies.set(node, addNode(copy, { ...node }));
  const end = addNode(copy, { end: 'sink' });
  const to = (node: GraphNode | undefined): GraphNode => (node && copies.get(node)) ?? end;
  for (const node of nodes) {
    for (const edge of node.out) connect(copy, to(node), edge === exit ? end : to(edge.to), { ...edge });
  }
  copy.entry = connect(copy, undefined, to(entry.to), { ...entry });
  return copy;
}

function replace(graph: Graph, { entry, exit, nodes }: Region, steps: readonly string[]): void {
  const inner = new Set([...nodes].flatMap((node) => node.out).filter((edge) => edge !== exit));
  const covered = [...nodes, ...inner].flatMap(({ covers }) => covers);
  // `steps` holds those of the two edges already.
  entry.steps = steps;
  entry.covers = [...entry.covers, ...covered, ...exit.covers];
  for (const edge of inner) dropEdge(graph, edge);
  const after = exit.to;
  dropEdge(graph, exit);
  retarget(entry, after);
  for (const node of nodes) dropNode(graph, node);
}
