import type { ElementPlan } from '../model/plan.js';
import type { PlanScope } from './plan-shapes.js';

/** Where tokens come into a scope: at one of these elements, or at all of them. */
export interface Starts {
  readonly ids: readonly string[];
  readonly isChoice: boolean;
}

/**
 * The start events of a process, and what else starts one: instantiating receive tasks and event gateways, one of them for each instance.
 * A sub-process has one start event; without any, everything that no flow leads to starts at once, as the activities of an ad-hoc
 * sub-process do (BPMN 2.0.2, 10.5.2, 13.2 and 13.3.4).
 */
export function startsOf({ owner, elements }: PlanScope): Starts {
  const first = elements.filter(({ incoming }) => incoming.length === 0);
  if (owner?.type === 'adHocSubProcess') return all(first.filter(({ type }) => !/Event$|Gateway$/.test(type)));
  const starts = elements.filter(({ type }) => type === 'startEvent');
  if (owner && starts.length > 0) {
    const plain = starts.find((one) => one.type === 'startEvent' && one.event.kind === 'none');
    return { ids: [(plain ?? starts[0])?.id ?? ''], isChoice: true };
  }
  const instantiating = elements.filter(isInstantiating);
  if (starts.length + instantiating.length === 0) return all(first.filter(beginsByItself));
  const places = owner ? [] : [...starts, ...instantiating.filter(({ incoming }) => incoming.length === 0)];
  return { ids: places.map(({ id }) => id), isChoice: true };
}

function all(elements: readonly ElementPlan[]): Starts {
  return { ids: elements.map(({ id }) => id), isChoice: false };
}

function isInstantiating(element: ElementPlan): boolean {
  return (element.type === 'receiveTask' || element.type === 'eventBasedGateway') && element.instantiate === true;
}

function beginsByItself(element: ElementPlan): boolean {
  if (element.type === 'endEvent') return false;
  return !(element.type === 'intermediateCatchEvent' && element.event.kind === 'link');
}
