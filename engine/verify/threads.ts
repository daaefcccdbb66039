import type { BoundaryEventPlan, ElementPlan, ProcessPlan } from '../model/plan.js';
import type { Exits } from './exits.js';
import { branchingOf } from './flow-truth.js';
import { eventOf } from './plan-shapes.js';

/** A part of a scope that runs by itself: the main flow, or the path of a non-interrupting event that never meets it. */
export interface Thread {
  /** Elements where it begins; `isChoice`: at one of them, otherwise at all. */
  readonly starts: readonly string[];
  readonly isChoice: boolean;
  readonly elementIds: ReadonlySet<string>;
  /** Non-interrupting boundary events whose tokens meet the others. */
  readonly joined: ReadonlySet<string>;
}

/** What the ways through a scope depend on. */
export interface Ways {
  readonly plan: ProcessPlan;
  readonly exits: ReadonlyMap<string, Exits>;
}

/**
 * Splits a scope into its threads. A non-interrupting event may come any number of times; where its path ends for itself, each time is
 * judged alone, since runs that share nothing but an end cannot disturb each other. Where its path meets the flow of its activity, it
 * is judged together with that, once for each time the activity runs.
 */
export function threadsOf(ways: Ways, starts: readonly string[], isChoice: boolean): readonly Thread[] {
  const threads: Thread[] = [];
  const seen = new Set<string>();
  const add = (from: readonly string[], choice: boolean): void => {
    const joined = new Set<string>();
    let elementIds = reach(ways, from, (boundary) => boundary.interrupting || joined.has(boundary.id));
    for (let size = -1; size !== joined.size;) {
      size = joined.size;
      for (const boundary of besides(ways, elementIds)) {
        const path = reach(ways, [boundary.id], () => true);
        if ([...path].some((id) => elementIds.has(id))) joined.add(boundary.id);
      }
      elementIds = reach(ways, from, (boundary) => boundary.interrupting || joined.has(boundary.id));
    }
    threads.push({ starts: from, isChoice: choice, elementIds, joined });
    for (const { id } of besides(ways, elementIds)) {
      if (joined.has(id) || seen.has(id)) continue;
      seen.add(id);
      add([id], true);
    }
  };
  add(starts, isChoice);
  return threads;
}

function besides({ exits }: Ways, elementIds: ReadonlySet<string>): readonly BoundaryEventPlan[] {
  return [...elementIds].flatMap((id) => exits.get(id)?.boundaries.filter(({ interrupting }) => !interrupting) ?? []);
}

function reach(
  ways: Ways,
  starts: readonly string[],
  follows: (boundary: BoundaryEventPlan) => boolean,
): ReadonlySet<string> {
  const found = new Set(starts);
  const open = [...starts];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const next of nextOf(ways, id, follows)) {
      if (found.has(next)) continue;
      found.add(next);
      open.push(next);
    }
  }
  return found;
}

function nextOf(ways: Ways, id: string, follows: (boundary: BoundaryEventPlan) => boolean): readonly string[] {
  const element = ways.plan.elements[id];
  if (!element) return [];
  const exits = ways.exits.get(id);
  const boundaries = exits?.boundaries.filter(follows).map((boundary) => boundary.id) ?? [];
  const flows = branchingOf(ways.plan, element).flows.map(({ flow }) => flow.targetId);
  return [...boundaries, ...(exits?.completes === false ? [] : flows), ...linkTargets(ways.plan, element)];
}

/** Where a link throw event goes on: the catch event of the same name in its scope (BPMN 2.0.2, 10.5.5). */
export function linkTargets(plan: ProcessPlan, element: ElementPlan): readonly string[] {
  const event = eventOf(element);
  if (element.type !== 'intermediateThrowEvent' || event?.kind !== 'link') return [];
  return Object.values(plan.elements).flatMap((one) => {
    const caught = one.type === 'intermediateCatchEvent' ? one.event : undefined;
    return caught?.kind === 'link' && caught.name === event.name && one.parentId === element.parentId ? [one.id] : [];
  });
}
