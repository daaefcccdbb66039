import type { Graph, GraphEdge, GraphNode } from './graph.js';
import { addNode, dropEdge, dropEdges, dropNode, resource, retarget } from './graph.js';

/**
 * Makes a workflow graph smaller without changing what is wrong with it: every rule keeps deadlocks, livelocks, meetings of tokens and
 * dead elements as they are (after Murata's rules for nets, said for nodes with joins and splits). A process built of blocks shrinks to
 * one node, however wide it is. Works in place; `steps` and `covers` keep the names of what has gone.
 */
export function reduce(graph: Graph): void {
  splitEnds(graph);
  for (let changed = true; changed;) {
    changed = false;
    for (const node of graph.nodes) changed = reduceAt(graph, node) || changed;
    if (!changed) changed = dropEnds(graph);
  }
}

function reduceAt(graph: Graph, node: GraphNode): boolean {
  if (!graph.nodes.has(node) || !isPlain(node)) return false;
  return (
    fuseWithNext(graph, node) ||
    passBy(graph, node) ||
    mergeBranches(graph, node) ||
    dropLoop(graph, node) ||
    mergeJoins(graph, node) ||
    mergeSplits(graph, node) ||
    mergeSinks(graph, node)
  );
}

/** Reductions pass by nodes that count tokens, and those that never let one go. */
function isPlain(node: GraphNode): boolean {
  return node.takes === 1 && node.gives === 1 && node.join !== 'complex' && node.end !== 'stuck';
}

/** An end event that several flows share is as many end events. */
function splitEnds(graph: Graph): void {
  for (const node of [...graph.nodes]) {
    if (!node.immediate && node.end !== 'final') continue;
    for (const edge of node.in.slice(1)) retarget(edge, addNode(graph, { ...node }));
  }
}

/** A node with one way in and one way out is a part of the way. */
function passBy(graph: Graph, node: GraphNode): boolean {
  const [before, after] = [node.in[0], node.out[0]];
  if (!before || !after || node.in.length > 1 || node.out.length > 1 || before === after) return false;
  if (after.to.immediate) return false;
  before.steps = [...before.steps, ...node.steps, ...after.steps];
  before.covers = [...before.covers, ...node.covers, ...after.covers];
  const next = after.to;
  dropEdge(graph, after);
  retarget(before, next);
  dropNode(graph, node);
  return true;
}

/** A node and the only one behind it, which has no other before it, are one. */
function fuseWithNext(graph: Graph, node: GraphNode): boolean {
  const [edge, ...others] = node.out;
  if (!edge || others.length > 0) return false;
  const next = edge.to;
  if (next === node || next.in.length > 1 || !isPlain(next)) return false;
  dropEdge(graph, edge);
  for (const out of [...next.out]) resource(out, node);
  node.split = next.split;
  node.end = next.end;
  // With several ways in, the node itself must not be reached twice, even when an end event is all that follows.
  node.tolerant = next.tolerant && node.in.length < 2;
  node.immediate = false;
  node.steps = [...node.steps, ...edge.steps, ...next.steps];
  node.covers = [...node.covers, ...edge.covers, ...next.covers];
  dropNode(graph, next);
  return true;
}

/** Several flows from one node to one other are one, where split and join agree. */
function mergeBranches(graph: Graph, node: GraphNode): boolean {
  if (node.out.length < 2) return false;
  let isMerged = false;
  for (const [target, edges] of byTarget(node.out)) {
    if (target === node || edges.length < 2 || !isPlain(target)) continue;
    const mergeable = agreeing(node, target, edges);
    const [first, ...others] = mergeable;
    if (!first || others.length === 0) continue;
    const isWhole = node.out.every((edge) => edge.role === 'always' || mergeable.includes(edge));
    const isCertain = mergeable.some(({ role }) => role === 'always') || (isWhole && mergeable.some(isFallback));
    if (node.split === 'some') first.role = isCertain ? 'always' : 'optional';
    first.covers = [...first.covers, ...others.flatMap(({ covers }) => covers)];
    // All branches of a fork are passed, one of a choice.
    if (node.split === 'all') first.steps = [...first.steps, ...others.flatMap(({ steps }) => steps)];
    first.flowIds = [];
    dropEdges(graph, others);
    if (node.split === 'some' && node.out.every(({ role }) => role === 'always')) node.split = 'all';
    isMerged = true;
  }
  return isMerged;
}

function byTarget(edges: readonly GraphEdge[]): ReadonlyMap<GraphNode, readonly GraphEdge[]> {
  const groups = new Map<GraphNode, GraphEdge[]>();
  for (const edge of edges) {
    const group = groups.get(edge.to);
    if (group) group.push(edge);
    else groups.set(edge.to, [edge]);
  }
  return groups;
}

function isFallback({ role }: GraphEdge): boolean {
  return role === 'fallback';
}

/** Those edges of a group that can be one edge. */
function agreeing(node: GraphNode, target: GraphNode, edges: readonly GraphEdge[]): readonly GraphEdge[] {
  const { split } = node;
  if (split === 'one') return target.join === 'any' || target.join === 'inclusive' ? edges : [];
  if (target.join === 'all' || target.join === 'inclusive') {
    if (split === 'all') return edges;
    const certain = edges.filter(({ role }) => role === 'always');
    if (target.join === 'all') return certain;
    const choices = node.out.filter(({ role }) => role !== 'always');
    const takesAllChoices = choices.every((edge) => edges.includes(edge));
    if (takesAllChoices) return edges;
    return certain.length > 0 ? [] : edges.filter((edge) => !isFallback(edge));
  }
  return [];
}

/** Going round once more changes nothing, when there is another way on. */
function dropLoop(graph: Graph, node: GraphNode): boolean {
  if (node.join !== 'any' || node.split !== 'one') return false;
  const loop = node.out.find(({ to }) => to === node);
  if (!loop || node.out.every(({ to }) => to === node)) return false;
  node.covers = [...node.covers, ...loop.covers];
  dropEdge(graph, loop);
  return true;
}

/** A merge straight before a merge, and a synchronisation straight before a synchronisation. */
function mergeJoins(graph: Graph, node: GraphNode): boolean {
  const [edge, ...others] = node.out;
  if (!edge || others.length > 0 || node.in.length < 2) return false;
  const next = edge.to;
  const isSame = node.join === next.join && (node.join === 'any' || node.join === 'all');
  if (next === node || !isSame || next.tolerant || !isPlain(next)) return false;
  dropEdge(graph, edge);
  const passed = [...node.steps, ...edge.steps];
  const covered = [...node.covers, ...edge.covers];
  for (const before of [...node.in]) {
    retarget(before, next);
    if (node.join === 'any') before.steps = [...before.steps, ...passed];
    before.covers = [...before.covers, ...covered];
  }
  if (node.join === 'all') next.steps = [...passed, ...next.steps];
  dropNode(graph, node);
  return true;
}

/** A choice straight behind a choice, and a fork straight behind a fork. */
function mergeSplits(graph: Graph, node: GraphNode): boolean {
  if (node.split === 'some') return false;
  const edge = node.out.find(
    ({ to }) => to !== node && to.split === node.split && to.in.length === 1 && to.out.length > 1 && isPlain(to),
  );
  if (!edge) return false;
  const next = edge.to;
  const passed = [...edge.steps, ...next.steps];
  const covered = [...edge.covers, ...next.covers];
  dropEdge(graph, edge);
  [...next.out].forEach((out, at) => {
    resource(out, node);
    if (node.split === 'one' || at === 0) out.steps = [...passed, ...out.steps];
    out.covers = [...covered, ...out.covers];
    out.flowIds = [...edge.flowIds, ...out.flowIds];
    out.role = 'always';
  });
  dropNode(graph, next);
  return true;
}

/** Ways of a choice that all lead to an end of their own. */
function mergeSinks(graph: Graph, node: GraphNode): boolean {
  if (node.split !== 'one') return false;
  let isMerged = false;
  for (const end of ['sink', 'final'] as const) {
    // One where tokens stay a while comes first: that they may pile up there must still be seen.
    const ways = node.out
      .filter(({ to }) => to.end === end && to.in.length === 1)
      .sort((one, other) => Number(one.to.immediate) - Number(other.to.immediate));
    const [first, ...others] = ways;
    if (!first || others.length === 0) continue;
    const covers = others.flatMap((edge) => [...edge.covers, ...edge.to.covers]);
    first.covers = [...first.covers, ...covers];
    first.flowIds = [];
    const gone = others.map(({ to }) => to);
    dropEdges(graph, others);
    for (const one of gone) dropNode(graph, one);
    isMerged = true;
  }
  return isMerged;
}

/**
 * Ways to an end that disturb nobody: a token that a fork sends to an end of its own, and the choice to end everything, which saves no
 * run that takes the other choice. Not where the node may come again before the token has gone.
 */
function dropEnds(graph: Graph): boolean {
  const again = comingAgain(graph);
  let isDropped = false;
  for (const node of graph.nodes) {
    if (!isPlain(node) || node.out.length < 2) continue;
    const droppable = node.out.filter((edge) => isNeedless(node, edge, again)).slice(0, node.out.length - 1);
    const shared = new Set(node.out.map(({ to }) => to)).size > droppable.length;
    const dropped = shared ? droppable : droppable.slice(1);
    if (dropped.length === 0) continue;
    const ends = dropped.map(({ to }) => to);
    node.covers = [...node.covers, ...dropped.flatMap((edge) => [...edge.covers, ...edge.to.covers])];
    dropEdges(graph, dropped);
    for (const end of ends) if (end.in.length === 0) dropNode(graph, end);
    isDropped = true;
  }
  return isDropped;
}

function isNeedless(node: GraphNode, { to, role }: GraphEdge, again: ReadonlySet<GraphNode>): boolean {
  if (to.in.length > 1) return false;
  if (node.split === 'one') return to.end === 'final' && !again.has(node);
  const isEnd = to.end === 'sink' && isPlain(to) && role === 'always' && node.split === 'all';
  return isEnd && (to.immediate || !again.has(node));
}

/** Nodes that lie on a way round, or between two: what is left when all ends and beginnings are taken away one after the other. */
function comingAgain(graph: Graph): ReadonlySet<GraphNode> {
  const left = new Set(graph.nodes);
  const strip = (
    next: (node: GraphNode) => readonly GraphNode[],
    before: (node: GraphNode) => readonly GraphNode[],
  ): void => {
    const counts = new Map([...left].map((node) => [node, next(node).filter((one) => left.has(one)).length]));
    const open = [...left].filter((node) => counts.get(node) === 0);
    for (let node = open.pop(); node; node = open.pop()) {
      left.delete(node);
      for (const one of before(node)) {
        if (!left.has(one)) continue;
        const count = (counts.get(one) ?? 0) - 1;
        counts.set(one, count);
        if (count === 0) open.push(one);
      }
    }
  };
  const after = ({ out }: GraphNode): readonly GraphNode[] => out.map(({ to }) => to);
  const before = (node: GraphNode): readonly GraphNode[] => node.in.flatMap(({ from }) => from ?? []);
  strip(after, before);
  strip(before, after);
  return left;
}
