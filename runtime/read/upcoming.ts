import type { ElementPlan, ProcessPlan, Text } from '../../engine/index.js';

/** Steps people can name; automatic ones in between are not told. */
const TOLD: ReadonlySet<ElementPlan['type']> = new Set<ElementPlan['type']>([
  'userTask',
  'callActivity',
  'receiveTask',
]);

/**
 * What probably comes next in a process: from the active elements along the flows, at a gateway along the first flow that does not end
 * the process, at most `count` steps. A guess in plain words, not a promise: conditions are not evaluated.
 */
export function upcomingSteps(plan: ProcessPlan, active: readonly string[], count: number): readonly Text[] {
  const steps: Text[] = [];
  const seen = new Set(active);
  let here = active[0];
  while (here !== undefined && steps.length < count) {
    here = nextOf(plan, here, seen);
    if (here === undefined) break;
    seen.add(here);
    const element = plan.elements[here];
    if (element !== undefined && TOLD.has(element.type) && element.name.zh !== '') steps.push(element.name);
  }
  return steps;
}

function nextOf(plan: ProcessPlan, elementId: string, seen: ReadonlySet<string>): string | undefined {
  const element = plan.elements[elementId];
  if (element === undefined) return undefined;
  if (element.type === 'subProcess' && !element.triggeredByEvent) {
    const first = Object.values(plan.elements).find(
      (inner) => inner.parentId === elementId && inner.type === 'startEvent' && !seen.has(inner.id),
    );
    if (first !== undefined) return first.id;
  }
  const targets = element.outgoing
    .map((flowId) => plan.flows[flowId]?.targetId)
    .filter((target): target is string => target !== undefined && !seen.has(target));
  const going = targets.find((target) => plan.elements[target]?.type !== 'endEvent');
  if (going !== undefined) return going;
  // At the end of a sub-process the walk goes on behind it.
  return element.parentId === undefined ? undefined : leave(plan, element.parentId, seen);
}

function leave(plan: ProcessPlan, subProcessId: string, seen: ReadonlySet<string>): string | undefined {
  const element = plan.elements[subProcessId];
  const targets = (element?.outgoing ?? [])
    .map((flowId) => plan.flows[flowId]?.targetId)
    .filter((target): target is string => target !== undefined && !seen.has(target));
  return targets.find((target) => plan.elements[target]?.type !== 'endEvent');
}
