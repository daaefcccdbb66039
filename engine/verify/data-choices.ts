import type { ProcessPlan } from '../model/plan.js';
import type { Found } from './explore.js';
import type { Net } from './net.js';

/** One thing a way says about a condition. */
interface Claim {
  readonly elementId: string;
  readonly holds: boolean;
}

/**
 * Elements whose choices on a way contradict each other: one takes a condition to hold that another takes not to. With data left out the
 * search cannot know whether such a way exists. The same element may choose otherwise the next time it is reached.
 */
export function contradictions(plan: ProcessPlan, net: Net, way: readonly Found[]): readonly string[] {
  const claims = new Map<string, Claim[]>();
  const claim = (condition: string | undefined, elementId: string, holds: boolean): void => {
    if (condition === undefined) return;
    const key = condition.replace(/\s+/g, ' ').trim();
    claims.set(key, [...(claims.get(key) ?? []), { elementId, holds }]);
  };
  const resets: string[] = [];
  for (const { by: firing } of way) {
    if (!firing) continue;
    // Conditions of a complex gateway may know its phase, which is left out as well.
    if (firing.isReset && firing.given.length > 0) resets.push(...firing.by.node.steps.slice(0, 1));
    const taken = new Set(firing.given.flatMap((place) => net.edges[place]?.flowIds ?? []));
    for (const flowId of taken) {
      const flow = plan.flows[flowId];
      const source = flow && plan.elements[flow.sourceId];
      if (!source) continue;
      const isExclusive = source.type === 'exclusiveGateway';
      for (const id of source.outgoing) {
        const isDefault = id === source.defaultFlowId;
        if (!isDefault && (isExclusive || taken.has(id))) claim(plan.flows[id]?.condition, source.id, taken.has(id));
        // Those behind the one that is taken are not asked; the default flow comes last.
        if (isExclusive && taken.has(id) && !isDefault) break;
      }
    }
  }
  const opposed = [...claims.values()].filter((list) =>
    list.some(({ holds, elementId }) => list.some((other) => other.holds !== holds && other.elementId !== elementId)),
  );
  return [...new Set([...resets, ...opposed.flat().map(({ elementId }) => elementId)])];
}
