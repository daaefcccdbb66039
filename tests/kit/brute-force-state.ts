import type { ElementPlan, ProcessPlan } from '../../engine/model/plan.js';

/**
 * One open scope of a run, written down naively: how many tokens lie on each flow (`f:<flow>`) and in each element (`e:<element>`, with
 * what has come to it already), and the scopes inside. Plain JSON, so that two states are the same when their texts are.
 */
export interface Scope {
  /** '' for the process. */
  readonly id: string;
  readonly tokens: Readonly<Record<string, number>>;
  readonly inner: readonly Scope[];
  /** Event sub-processes that have been started; `!` once one of them has interrupted the scope. */
  readonly started: readonly string[];
}

/** A state as a text: the same for the same state, whatever the order in which its tokens came. */
export function textOf(scope: Scope): string {
  const tokens = Object.entries(scope.tokens).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([scope.id, tokens, scope.inner.map(textOf).sort(), scope.started]);
}

/** A scope with `count` tokens more on a place. */
export function plus(scope: Scope, place: string, count = 1): Scope {
  const left = (scope.tokens[place] ?? 0) + count;
  const { [place]: _, ...others } = scope.tokens;
  return { ...scope, tokens: left > 0 ? { ...others, [place]: left } : others };
}

/** Whether nothing is left in a scope. */
export function isEmpty({ tokens, inner }: Scope): boolean {
  return Object.keys(tokens).length === 0 && inner.length === 0;
}

/** What stands behind the mark of a place, up to the first bar. */
export function subjectOf(place: string): string {
  return (place.split(/^.*?:/)[1] ?? '').split('|')[0] ?? '';
}

/** Where a place lies: '' in the main flow, otherwise the boundary event whose own path it is on. */
export function threadOf(place: string): string {
  return place.includes('@') ? (place.split('@')[0] ?? '') : '';
}

/** The elements of one scope of a plan. */
export function elementsIn(plan: ProcessPlan, scopeId: string): readonly ElementPlan[] {
  return Object.values(plan.elements).filter(({ parentId }) => (parentId ?? '') === scopeId);
}

/** Every element a token can come to from some others, by flows, links and boundary events of the given kind. */
export function comesTo(plan: ProcessPlan, from: readonly string[], beside: boolean): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    const element = plan.elements[id];
    if (!element) return;
    element.outgoing.forEach((flow) => visit(plan.flows[flow]?.targetId ?? ''));
    for (const boundaryId of element.boundaryIds) {
      const boundary = plan.elements[boundaryId];
      if (boundary?.type === 'boundaryEvent' && (beside || boundary.interrupting)) visit(boundaryId);
    }
  };
  from.forEach(visit);
  return found;
}
