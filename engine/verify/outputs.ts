import type { GraphEdge, GraphNode } from './graph.js';

/** The sets of edges on which a node may give tokens, in each turn; those of the reset of a complex gateway. */
export interface Outputs {
  readonly outputs: readonly (readonly GraphEdge[])[];
  readonly resets: readonly (readonly GraphEdge[])[];
  /** Not all choices are there. */
  readonly isCut: boolean;
}

/** More conditions than these at one node are not tried in every combination. */
const MAX_CONDITIONS = 10;

/** What a node may give: one of its edges, all, or those that hold together with a choice of the others (BPMN 2.0.2, 13.4). */
export function outputsOf(node: GraphNode): Outputs {
  const { out, split } = node;
  if (out.length === 0) return { outputs: [[]], resets: [[]], isCut: false };
  if (split === 'one') return { outputs: out.map((edge) => [edge]), resets: [], isCut: false };
  const always = out.filter(({ role }) => role === 'always');
  if (split === 'all') return { outputs: [out], resets: [[]], isCut: false };
  const fallback = out.filter(({ role }) => role === 'fallback');
  const optional = out.filter(({ role }) => role === 'optional');
  const { subsets, isCut } = subsetsOf(optional);
  const chosen = subsets.map((subset) => [...always, ...subset, ...(subset.length === 0 ? fallback : [])]);
  // A flow without condition carries the token of the first phase only (`core/flow.ts`).
  const resets = subsets.map((subset) => (subset.length === 0 ? fallback : subset));
  return { outputs: chosen.filter((set) => set.length > 0), resets, isCut };
}

function subsetsOf<T>(items: readonly T[]): { readonly subsets: readonly (readonly T[])[]; readonly isCut: boolean } {
  if (items.length > MAX_CONDITIONS) {
    const ones = items.map((item) => [item]);
    const butOnes = items.map((item) => items.filter((other) => other !== item));
    return { subsets: [[], ...ones, ...butOnes, items], isCut: true };
  }
  let subsets: (readonly T[])[] = [[]];
  for (const item of items) subsets = subsets.flatMap((subset) => [subset, [...subset, item]]);
  return { subsets, isCut: false };
}
