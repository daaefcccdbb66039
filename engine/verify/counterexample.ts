import type { Text } from '../model/text.js';
import type { ProcessPlan } from '../model/plan.js';
import type { Exploration, Found } from './explore.js';
import type { Marking, Net } from './net.js';
import type { CounterexampleStep } from './soundness-report.js';

/** The steps to a marking, oldest first. */
export function wayTo({ found }: Exploration, number: number): readonly Found[] {
  const way: Found[] = [];
  for (let one = found[number]; one?.by; one = found[one.from]) way.unshift(one);
  return way;
}

/** The name of an element in quotation marks, as a text shows it; its id when it has no name. */
export function nameOf(plan: ProcessPlan, elementId: string): Text {
  const name = plan.elements[elementId]?.name;
  return { zh: `“${name?.zh || elementId}”`, en: `"${name?.en || elementId}"` };
}

/** The elements passed on a way and by the tokens at its end, each with the flows it chose where it had a choice. */
export function stepsOf(
  plan: ProcessPlan,
  net: Net,
  way: readonly Found[],
  last: Marking,
): readonly CounterexampleStep[] {
  const steps: { readonly elementId: string; readonly targets: string[] }[] = [];
  for (const { by: firing } of way) {
    if (!firing) continue;
    const { by, taken, given } = firing;
    for (const place of taken)
      for (const id of net.edges[place]?.steps ?? []) steps.push({ elementId: id, targets: [] });
    for (const elementId of by.node.steps) steps.push({ elementId, targets: [] });
    for (const flowId of given.flatMap((place) => net.edges[place]?.flowIds ?? [])) {
      const flow = plan.flows[flowId];
      if (!flow || (plan.elements[flow.sourceId]?.outgoing.length ?? 0) < 2) continue;
      let step = steps.findLast(({ elementId }) => elementId === flow.sourceId);
      if (!step) steps.push((step = { elementId: flow.sourceId, targets: [] }));
      step.targets.push(flow.targetId);
    }
  }
  net.edges.forEach((edge, place) => {
    if ((last[place] ?? 0) > 0) for (const elementId of edge.steps) steps.push({ elementId, targets: [] });
  });
  return steps.map(({ elementId, targets }) => ({ elementId, text: stepText(plan, elementId, targets) }));
}

/** One step in words. */
export function stepText(plan: ProcessPlan, elementId: string, targets: readonly string[]): Text {
  const name = nameOf(plan, elementId);
  if (targets.length > 0) {
    const names = targets.map((id) => nameOf(plan, id));
    const zh = `${name.zh}走向${names.map((one) => one.zh).join('、')}`;
    return { zh, en: `${name.en} goes on to ${names.map((one) => one.en).join(' and ')}` };
  }
  switch (plan.elements[elementId]?.type) {
    case 'startEvent':
      return { zh: `${name.zh}开始`, en: `It starts with ${name.en}` };
    case 'boundaryEvent':
      return { zh: `${name.zh}触发`, en: `${name.en} is triggered` };
    case 'endEvent':
      return { zh: `到达${name.zh}`, en: `${name.en} is reached` };
    default:
      return { zh: `经过${name.zh}`, en: `${name.en} is passed` };
  }
}
