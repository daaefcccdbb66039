import type { MigrationMapping } from '../../model/commands/migration.js';
import type { ElementPlan, FlowPlan, ProcessPlan } from '../../model/plan.js';

/**
 * Proposes which element and flow of a new plan stands for each of an old one: by id, else by type and name, else by type and place
 * between neighbours that are known already. People may edit it; an element without a counterpart cannot take its tokens along.
 */
export function planMigration(old: ProcessPlan, next: ProcessPlan): MigrationMapping {
  const elements = new Map<string, string>();
  const taken = new Set<string>();
  const pair = (from: string, to: string): void => {
    elements.set(from, to);
    taken.add(to);
  };
  const pairing: Pairing = { old, next, elements, taken, pair };
  for (const { id } of Object.values(old.elements)) if (next.elements[id]) pair(id, id);
  byName(pairing);
  for (let size = -1; size !== elements.size;) {
    size = elements.size;
    byKind(pairing);
    byPlace(pairing);
  }
  return { elements: Object.fromEntries(elements), flows: flowsOf(old, next, elements) };
}

/** Both plans, which old element has which new one so far, which new ones are taken, and how to find one more. */
interface Pairing {
  readonly old: ProcessPlan;
  readonly next: ProcessPlan;
  readonly elements: ReadonlyMap<string, string>;
  readonly taken: ReadonlySet<string>;
  readonly pair: (from: string, to: string) => void;
}

/** Same type, same name, and nobody else on either side has both. */
function byName({ old, next, elements, taken, pair }: Pairing): void {
  const key = ({ type, name }: ElementPlan): string => `${type} ${name.zh}`;
  const group = (list: readonly ElementPlan[]): ReadonlyMap<string, readonly ElementPlan[]> => {
    const groups = new Map<string, ElementPlan[]>();
    for (const one of list) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
    return groups;
  };
  const free = group(Object.values(next.elements).filter(({ id }) => !taken.has(id)));
  for (const [name, [one, ...more]] of group(Object.values(old.elements).filter(({ id }) => !elements.has(id)))) {
    const [match, ...others] = free.get(name) ?? [];
    // An id is no name: elements without one are left to their place.
    const isNamed = one !== undefined && one.name.zh !== one.id;
    if (one && match && isNamed && more.length === 0 && others.length === 0) pair(one.id, match.id);
  }
}

/** Same type, and behind the counterparts of all it was behind, or before those of all it was before; both is better than one. */
function byPlace({ old, next, elements, taken, pair }: Pairing): void {
  for (const needed of [2, 1]) {
    for (const one of Object.values(old.elements)) {
      if (elements.has(one.id)) continue;
      const sides = sidesOf(old, one).map((ids) => ids.map((id) => elements.get(id)));
      const fitting = Object.values(next.elements).filter((other) => {
        if (taken.has(other.id) || other.type !== one.type) return false;
        return sidesOf(next, other).filter((ids, place) => isSameSet(ids, sides[place] ?? [])).length >= needed;
      });
      if (fitting.length === 1 && fitting[0]) pair(one.id, fitting[0].id);
    }
  }
}

/** The only start event or the only end event of its process or sub-process, on both sides. Of work, being the only one says nothing. */
function byKind({ old, next, elements, taken, pair }: Pairing): void {
  const alike = (plan: ProcessPlan, type: string, parentId: string | undefined): readonly ElementPlan[] =>
    Object.values(plan.elements).filter((one) => one.type === type && one.parentId === parentId);
  for (const one of Object.values(old.elements)) {
    const isRim = one.type === 'startEvent' || one.type === 'endEvent';
    if (!isRim || elements.has(one.id) || alike(old, one.type, one.parentId).length > 1) continue;
    const parentId = one.parentId === undefined ? undefined : elements.get(one.parentId);
    if (one.parentId !== undefined && parentId === undefined) continue;
    const [match, ...others] = alike(next, one.type, parentId);
    if (match && others.length === 0 && !taken.has(match.id)) pair(one.id, match.id);
  }
}

/** What an element is behind, its host included, and what it is before. */
function sidesOf(plan: ProcessPlan, element: ElementPlan): readonly (readonly string[])[] {
  const host = element.type === 'boundaryEvent' ? [element.attachedToId] : [];
  return [
    [...host, ...element.incoming.flatMap((id) => plan.flows[id]?.sourceId ?? [])],
    element.outgoing.flatMap((id) => plan.flows[id]?.targetId ?? []),
  ];
}

function isSameSet(ids: readonly string[], others: readonly (string | undefined)[]): boolean {
  return ids.length > 0 && ids.length === others.length && ids.every((id) => others.includes(id));
}

/** By id, by both ends, by the end it leads to when only one flow there is left: steps may have been put into a flow. */
function flowsOf(
  old: ProcessPlan,
  next: ProcessPlan,
  elements: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> {
  const found = new Map<string, string>();
  const left = new Set(Object.keys(next.flows));
  const match = (flow: FlowPlan, fits: (other: FlowPlan) => boolean): void => {
    if (found.has(flow.id)) return;
    const candidates = [...left].flatMap((id) => next.flows[id] ?? []).filter(fits);
    const [other] = candidates;
    if (other === undefined || candidates.length > 1) return;
    found.set(flow.id, other.id);
    left.delete(other.id);
  };
  const flows = Object.values(old.flows);
  const leadsTo = (flow: FlowPlan, other: FlowPlan): boolean => other.targetId === elements.get(flow.targetId);
  for (const flow of flows) {
    match(flow, (other) => leadsTo(flow, other) && other.sourceId === elements.get(flow.sourceId));
  }
  for (const flow of flows) match(flow, (other) => other.id === flow.id && leadsTo(flow, other));
  for (const flow of flows) {
    const source = elements.get(flow.sourceId);
    match(flow, (other) => leadsTo(flow, other) && source !== undefined && isBefore(next, source, other.sourceId));
  }
  for (const flow of flows) match(flow, (other) => leadsTo(flow, other));
  return Object.fromEntries(found);
}

/** Whether flows lead from one element to another. */
function isBefore(plan: ProcessPlan, from: string, to: string): boolean {
  const seen = new Set([from]);
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true;
    const element = plan.elements[id];
    const targets = element?.outgoing.flatMap((flowId) => plan.flows[flowId]?.targetId ?? []) ?? [];
    for (const target of [...targets, ...(element?.boundaryIds ?? [])]) {
      if (seen.has(target)) continue;
      seen.add(target);
      open.push(target);
    }
  }
  return false;
}
