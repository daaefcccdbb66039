import type { ElementPlan, ProcessPlan } from '../model/plan.js';

/** A way from one element to another at the same level. `choice`: of these of an element only one is taken at a time. */
interface Way {
  readonly to: string;
  readonly choice: boolean;
}

/** The flow of one level without its ways back: what comes before what, and what runs beside what. */
export interface FlowOrder {
  /** Elements that come after an element, without it. */
  readonly after: (id: string) => ReadonlySet<string>;
  /** Whether both can be under way at once: neither comes after the other, and a fork leads to both. */
  readonly beside: (one: string, other: string) => boolean;
  /** Elements right before an element, those on ways back among them. */
  readonly before: (id: string) => readonly string[];
}

const ORDERS = new WeakMap<ProcessPlan, Map<string, FlowOrder>>();

/** The order of the level `parentId` ('' for the process itself); found once for each plan object. */
export function flowOrder(plan: ProcessPlan, parentId: string): FlowOrder {
  const known = ORDERS.get(plan) ?? new Map<string, FlowOrder>();
  ORDERS.set(plan, known);
  const order = known.get(parentId) ?? orderOf(plan, parentId);
  known.set(parentId, order);
  return order;
}

function orderOf(plan: ProcessPlan, parentId: string): FlowOrder {
  const nodes = Object.values(plan.elements).filter((element) => (element.parentId ?? '') === parentId);
  const all = new Map(nodes.map((node) => [node.id, waysOf(plan, node, nodes)]));
  const forward = withoutWaysBack(nodes, all);
  const sets = new Map<string, ReadonlySet<string>>();
  const after = (id: string): ReadonlySet<string> => {
    const known = sets.get(id);
    if (known) return known;
    const found = new Set<string>();
    const open = [id];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const { to } of forward.get(at) ?? []) {
        if (found.has(to)) continue;
        found.add(to);
        open.push(to);
      }
    }
    sets.set(id, found);
    return found;
  };
  const reaches = (from: string, to: string): boolean => from === to || after(from).has(to);
  const beside = (one: string, other: string): boolean => {
    if (reaches(one, other) || reaches(other, one)) return false;
    return [...forward.values()].some((ways) =>
      ways.some(
        (way, place) =>
          reaches(way.to, one) &&
          ways.some((else_, at) => at !== place && !(way.choice && else_.choice) && reaches(else_.to, other)),
      ),
    );
  };
  const before = (id: string): readonly string[] =>
    [...all].flatMap(([from, ways]) => (ways.some(({ to }) => to === id) ? [from] : []));
  return { after, beside, before };
}

/** Where a token can go from an element: by flows, by boundary events, by links. */
function waysOf(plan: ProcessPlan, node: ElementPlan, nodes: readonly ElementPlan[]): readonly Way[] {
  const choice = node.type === 'exclusiveGateway' || node.type === 'eventBasedGateway';
  const flows = node.outgoing.flatMap((id): Way[] => {
    const flow = plan.flows[id];
    return flow ? [{ to: flow.targetId, choice }] : [];
  });
  const boundaries = node.boundaryIds.map((to): Way => {
    const boundary = plan.elements[to];
    return { to, choice: boundary?.type === 'boundaryEvent' && boundary.interrupting };
  });
  // An interrupting boundary event and the flows exclude each other, flows among themselves do not.
  const ends = boundaries.some((way) => way.choice) && node.outgoing.length <= 1;
  return [...flows.map((way) => (ends ? { ...way, choice: true } : way)), ...boundaries, ...linksOf(node, nodes)];
}

function linksOf(node: ElementPlan, nodes: readonly ElementPlan[]): readonly Way[] {
  if (node.type !== 'intermediateThrowEvent' || node.event.kind !== 'link') return [];
  const { name } = node.event;
  return nodes.flatMap((one): Way[] =>
    one.type === 'intermediateCatchEvent' && one.event.kind === 'link' && one.event.name === name
      ? [{ to: one.id, choice: true }]
      : [],
  );
}

/** Depth first from the starts: a way to an element that is still being walked from leads back. */
function withoutWaysBack(
  nodes: readonly ElementPlan[],
  all: ReadonlyMap<string, readonly Way[]>,
): ReadonlyMap<string, readonly Way[]> {
  const forward = new Map<string, Way[]>();
  const state = new Map<string, 'open' | 'done'>();
  const walk = (root: string): void => {
    const stack: { readonly id: string; next: number }[] = [];
    const begin = (id: string): void => {
      state.set(id, 'open');
      forward.set(id, []);
      stack.push({ id, next: 0 });
    };
    begin(root);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const way = all.get(top.id)?.[top.next];
      top.next += 1;
      if (way === undefined) {
        state.set(top.id, 'done');
        stack.pop();
        continue;
      }
      if (state.get(way.to) === 'open') continue;
      forward.get(top.id)?.push(way);
      if (state.get(way.to) === undefined) begin(way.to);
    }
  };
  const entries = nodes.filter(({ incoming, type }) => incoming.length === 0 && type !== 'boundaryEvent');
  for (const { id } of [...entries, ...nodes]) if (!state.has(id)) walk(id);
  return forward;
}
