import type { PlanIndex } from '../core/plan-index.js';
import type { ElementPlan } from '../model/plan.js';
import type { InstanceState, Token } from '../model/state.js';
import { flowOrder } from './flow-order.js';
import type { Level } from './levels.js';
import { levelsOf, pathTo, placeOf } from './levels.js';

/** A step that can be returned to: a user task or call that somebody did on the way to where the token is. */
export interface EarlierStep {
  readonly elementId: string;
  /** Who did it last. */
  readonly userId: string;
  readonly seq: number;
}

/**
 * The steps a token can be returned to, the last one first. Those that somebody really did, on the levels around the token and in
 * sub-processes there that have ended, and from which flows lead to the token; what runs beside it is not earlier.
 */
export function earlierSteps(index: PlanIndex, state: InstanceState, token: Token): readonly EarlierStep[] {
  const steps = levelsOf(state, token).flatMap((level) => stepsOf(index, level));
  return steps.toSorted((one, other) => other.seq - one.seq);
}

function stepsOf(index: PlanIndex, { scope, token }: Level): readonly EarlierStep[] {
  const place = placeOf(scope);
  const behind = allBefore(index, place, token.elementId);
  const order = flowOrder(index.plan, place);
  return Object.entries(scope.path ?? {}).flatMap(([elementId, step]): EarlierStep[] => {
    const top = topAt(index, place, elementId);
    const isEarlier =
      top !== undefined && top !== token.elementId && behind.has(top) && !order.beside(top, token.elementId);
    return isEarlier && isReachable(index, place, elementId) ? [{ elementId, ...step }] : [];
  });
}

/** Elements from which flows lead to an element, ways back among them. */
function allBefore(index: PlanIndex, place: string, elementId: string): ReadonlySet<string> {
  const { before } = flowOrder(index.plan, place);
  const seen = new Set<string>();
  const open = [elementId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const one of before(id)) {
      if (seen.has(one)) continue;
      seen.add(one);
      open.push(one);
    }
  }
  return seen;
}

/** The element of the level `place` that an element is or lies in; undefined when it lies elsewhere, or was there in another version. */
function topAt(index: PlanIndex, place: string, elementId: string): string | undefined {
  if (index.plan.elements[elementId] === undefined) return undefined;
  return pathTo(index, elementId).find(({ parentId = '' }) => parentId === place)?.id;
}

/** Nothing inside a loop or an event sub-process can be begun from outside. */
function isReachable(index: PlanIndex, place: string, elementId: string): boolean {
  const path = pathTo(index, elementId);
  const from = path.findIndex(({ parentId = '' }) => parentId === place);
  return path.slice(from, -1).every((one) => one.loop === undefined && isPlain(one));
}

function isPlain(element: ElementPlan): boolean {
  return (element.type === 'subProcess' && !element.triggeredByEvent) || element.type === 'transaction';
}

/**
 * The step right before a token: of the steps on each way back to it the nearest, and of several the one done last. Outside of a
 * sub-process when there is none in it.
 */
export function previousStep(index: PlanIndex, state: InstanceState, token: Token): EarlierStep | undefined {
  for (const level of levelsOf(state, token)) {
    const steps = stepsOf(index, level);
    const place = placeOf(level.scope);
    const byTop = new Map<string, EarlierStep[]>();
    for (const step of steps) {
      const top = topAt(index, place, step.elementId) ?? '';
      byTop.set(top, [...(byTop.get(top) ?? []), step]);
    }
    const nearest = nearestOf(index, place, level.token.elementId, byTop);
    if (nearest) return nearest;
  }
  return undefined;
}

function nearestOf(
  index: PlanIndex,
  place: string,
  elementId: string,
  byTop: ReadonlyMap<string, readonly EarlierStep[]>,
): EarlierStep | undefined {
  const { before } = flowOrder(index.plan, place);
  const seen = new Set<string>();
  const open = [elementId];
  const found: EarlierStep[] = [];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const one of before(id)) {
      if (seen.has(one)) continue;
      seen.add(one);
      const steps = byTop.get(one);
      if (steps) found.push(...steps);
      else open.push(one);
    }
  }
  return found.toSorted((one, other) => other.seq - one.seq)[0];
}

/** The first step that the starter of the case did; undefined: only the start of the case itself. */
export function starterStep(index: PlanIndex, state: InstanceState, token: Token): EarlierStep | undefined {
  return earlierSteps(index, state, token).findLast(({ userId }) => userId === state.starter.userId);
}
