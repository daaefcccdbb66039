import type { ElementPlan } from '../model/plan.js';
import type { PlanScope } from './plan-shapes.js';

/** Where tokens come into a scope: at one of these elements, or at all of them. */
export interface Starts {
  readonly ids: readonly string[];
  readonly isChoice: boolean;
}

/**
 * The start events of a process, and what else starts one: instantiating receive tasks and event gateways, one of them for each instance.
 * A sub-process has one start event; in an ad-hoc sub-process every activity that no flow leads to is started (BPMN 2.0.2, 13.2, 13.3.4).
 */
export function startsOf({ owner, elements }: PlanScope): Starts {
  if (owner?.type === 'adHocSubProcess') {
    const enabled = elements.filter((one) => one.incoming.length === 0 && !/Event$|Gateway$/.test(one.type));
    return { ids: enabled.map(({ id }) => id), isChoice: false };
  }
  const starts = elements.filter(({ type }) => type === 'startEvent');
  if (owner) {
    const plain = starts.find((one) => one.type === 'startEvent' && one.event.kind === 'none');
    const start = plain ?? starts[0];
    if (start) return { ids: [start.id], isChoice: true };
  }
  const instantiating = owner ? [] : elements.filter(isInstantiating);
  return { ids: [...starts, ...instantiating].map(({ id }) => id), isChoice: true };
}

function isInstantiating(element: ElementPlan): boolean {
  if (element.incoming.length > 0) return false;
  return (element.type === 'receiveTask' || element.type === 'eventBasedGateway') && element.instantiate === true;
}
