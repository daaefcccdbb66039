import type { Graph, GraphEdge, GraphNode } from './graph.js';
import { addNode, dropEdge, dropNode, resource, retarget } from './graph.js';

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
  for (const target of new Set(node.out.map(({ to }) => to))) {
    const edges = node.out.filter(({ to }) => to === target);
    if (target === node || edges.length < 2 || !isPlain(target)) continue;
    const mergeable = agreeing(node, target, edges);
    const [first, ...others] = mergeable;
    if (!first || others.length === 0) continue;
    const takesAllChoices = node.out.every((edge) => edge.role === 'always' || mergeable.includes(edge));
    const isCertain =
      mergeable.some(({ role }) => role === 'always') || (takesAllChoices && mergeable.some(isFallback));
    if (node.split === 'some') first.role = isCertain ? 'always' : 'optional';
    first.covers = [...first.covers, ...others.flatMap(({ covers }) => covers)];
    // All branches of a fork are passed, one of a choice.
    if (node.split === 'all') first.steps = [...first.steps, ...others.flatMap(({ steps }) => steps)];
    first.flowIds = [];
    for (const edge of others) dropEdge(graph, edge);
    if (node.out.every(({ role }) => role === 'always') && node.split === 'some') node.split = 'all';
    return true;
  }
  return false;
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

/** Two ways of a choice that both lead to an end of their own. */
function mergeSinks(graph: Graph, node: GraphNode): boolean {
  if (node.split !== 'one') return false;
  for (const end of ['sink', 'final'] as const) {
    const [first, second] = node.out.filter(({ to }) => to.end === end && to.in.length === 1);
    if (!first || !second) continue;
    first.covers = [...first.covers, ...second.covers, ...second.to.covers];
    first.flowIds = [];
    const gone = second.to;
    dropEdge(graph, second);
    dropNode(graph, gone);
    return true;
  }
  return false;
}

/**
 * Ways to an end that disturb nobody: a token that a fork sends to an end of its own, and the choice to end everything, which saves no
 * run that takes the other choice. Not where the node may come again before the token has gone.
 */
function dropEnds(graph: Graph): boolean {
  for (const node of graph.nodes) {
    if (!isPlain(node) || node.out.length < 2) continue;
    const edge = node.out.find(({ to, role }) => {
      if (to.in.length > 1 && !to.immediate) return false;
      if (node.split === 'one') return to.end === 'final' && to.in.length === 1 && !isOnCycle(node);
      const isEnd = to.end === 'sink' && isPlain(to) && role === 'always' && node.split === 'all';
      return isEnd && (to.immediate || !isOnCycle(node));
    });
    if (!edge) continue;
    const gone = edge.to;
    node.covers = [...node.covers, ...edge.covers, ...gone.covers];
    dropEdge(graph, edge);
    if (gone.in.length === 0) dropNode(graph, gone);
    return true;
  }
  return false;
}

function isOnCycle(node: GraphNode): boolean {
  const seen = new Set<GraphNode>();
  const open = node.out.map(({ to }) => to);
  for (let next = open.pop(); next; next = open.pop()) {
    if (next === node) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...next.out.map(({ to }) => to));
  }
  return false;
}
