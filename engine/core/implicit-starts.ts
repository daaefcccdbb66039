import type { ElementPlan } from '../model/plan.js';
import { newId, record } from './draft.js';
import type { PlanIndex } from './plan-index.js';
import type { Run } from './run.js';

/**
 * What begins a process (`place` '') or sub-process without a start event: everything that no flow leads to starts at once, each with a
 * token of its own (BPMN 2.0.2, 10.5.2). Empty where there is a start event, or something else that starts the process.
 */
export function implicitStarts(index: PlanIndex, place: string): readonly string[] {
  if ((index.starts.get(place) ?? []).length > 0) return [];
  const inner = Object.values(index.plan.elements).filter(({ parentId = '' }) => parentId === place);
  return inner.some(isInstantiating) ? [] : inner.filter(beginsByItself).map(({ id }) => id);
}

/** Puts a token on each of the elements. */
export function startAt(run: Run, scopeId: string, elementIds: readonly string[]): void {
  for (const elementId of elementIds) {
    const tokenId = newId(run.draft, 't');
    record(run.draft, 'tokenCreated', elementId, { tokenId, scopeId });
    run.agenda.push({ kind: 'enter', tokenId, elementId });
  }
}

function isInstantiating(element: ElementPlan): boolean {
  return (element.type === 'receiveTask' || element.type === 'eventBasedGateway') && element.instantiate === true;
}

function beginsByItself(element: ElementPlan): boolean {
  if (element.incoming.length > 0 || element.isForCompensation) return false;
  if (element.type === 'boundaryEvent' || element.type === 'endEvent') return false;
  if (element.type === 'subProcess') return !element.triggeredByEvent;
  return !(element.type === 'intermediateCatchEvent' && element.event.kind === 'link');
}
