import type { ProcessPlan } from '../../engine/model/plan.js';
import type { SoundnessFault } from '../../engine/verify/soundness-report.js';
import type { Scope } from './brute-force-state.js';
import { elementsIn, isEmpty, subjectOf, textOf, threadOf } from './brute-force-state.js';
import { awaited, begin, stepsOf } from './brute-force-steps.js';

/** All faults a process has, by trying everything. `isWhole` is false when the limit stopped it: then nothing is said about the rest. */
export interface Verdict {
  readonly faults: ReadonlySet<SoundnessFault>;
  readonly states: number;
  readonly isWhole: boolean;
}

interface Node {
  readonly scope: Scope | undefined;
  readonly next: number[];
  /** Steps that nobody outside has to take. */
  own: number;
}

/** As many tokens in one place are taken for ever more. */
const PILE = 4;

/**
 * Explores every run of a process on the plan as it is, token by token, and judges it by the definitions of the report. Shares nothing
 * with `engine/verify` but the names of the faults: no graph, no reduction, scopes inside each other.
 */
export function bruteForce(plan: ProcessPlan, limit = 30_000): Verdict {
  const known = new Map<string, number>();
  const nodes: Node[] = [];
  const entered = new Set<string>();
  const faults = new Set<SoundnessFault>();
  const add = (scope: Scope | undefined): number => {
    const text = scope && !isEmpty(scope) ? textOf(scope) : 'end';
    const seen = known.get(text);
    if (seen !== undefined) return seen;
    known.set(text, nodes.length);
    nodes.push({ scope: text === 'end' ? undefined : scope, next: [], own: 0 });
    return nodes.length - 1;
  };
  for (const step of begin(plan, '')) {
    step.entered.forEach((id) => entered.add(id));
    add(step.scope);
  }
  let isWhole = true;
  for (let at = 0; at < nodes.length; at += 1) {
    const node = nodes[at];
    if (!node?.scope) continue;
    if (nodes.length > limit) {
      isWhole = false;
      break;
    }
    const most = mostTokens(plan, node.scope);
    if (most > 1) faults.add('lackOfSynchronisation');
    if (most >= PILE) {
      faults.add('unbounded');
      isWhole = false;
      break;
    }
    for (const step of rootSteps(plan, node.scope)) {
      step.entered.forEach((id) => entered.add(id));
      node.next.push(add(step.scope));
      if (step.isCut !== true) node.own += 1;
    }
  }
  if (isWhole) judgeEnds(plan, nodes, faults);
  if (isWhole && judged(plan).some((id) => !entered.has(id))) faults.add('deadActivity');
  return { faults, states: nodes.length, isWhole };
}

/** What leaves the process by an error or a terminate event ends it, unless its own event sub-process takes it. */
function rootSteps(
  plan: ProcessPlan,
  scope: Scope,
): readonly { scope: Scope | undefined; entered: readonly string[]; isCut?: boolean }[] {
  // The process is an inner scope of nothing: what it throws meets its event sub-processes on the way.
  const outside: Scope = { id: '(world)', tokens: {}, inner: [scope], started: [] };
  return stepsOf(plan, outside).map(({ scope: after, entered, thrown, isCut }) => ({
    scope: thrown !== undefined && thrown.kind !== 'escalation' ? undefined : after.inner[0],
    entered,
    ...(isCut === undefined ? {} : { isCut }),
  }));
}

function mostTokens(plan: ProcessPlan, scope: Scope): number {
  const counts = new Map<string, number>();
  for (const [place, count] of Object.entries(scope.tokens)) {
    const bare = place.slice(place.indexOf('@') + 1);
    const subject = subjectOf(bare);
    const target = plan.elements[plan.flows[subject]?.targetId ?? ''];
    const isPlainEnd = target?.type === 'endEvent' && target.event.kind === 'none';
    if (bare.startsWith('f:') && isPlainEnd) continue;
    const isMerge = target && (target.incoming.length < 2 || !/^(parallel|inclusive|complex)/.test(target.type));
    const key = bare.startsWith('f:') ? (isMerge ? `to ${target.id}` : subject) : `in ${subject}`;
    const full = `${threadOf(place)}@${key}`;
    counts.set(full, (counts.get(full) ?? 0) + count);
  }
  return Math.max(0, ...counts.values(), ...scope.inner.map((inner) => mostTokens(plan, inner)));
}

function judgeEnds(plan: ProcessPlan, nodes: readonly Node[], faults: Set<SoundnessFault>): void {
  const numbers = nodes.map((_, number) => number);
  const dead = numbers.filter((number) => nodes[number]?.scope && nodes[number].own === 0);
  for (const number of dead) {
    const scope = nodes[number]?.scope;
    faults.add(scope && hasCircle(plan, scope) ? 'orJoinViciousCircle' : 'deadlock');
  }
  const ending = closure(
    nodes,
    numbers.filter((number) => nodes[number]?.scope === undefined),
  );
  const starving = closure(nodes, dead);
  if (numbers.some((number) => !ending.has(number) && !starving.has(number))) faults.add('livelock');
}

/** Everything from which one of the targets can be reached. */
function closure(nodes: readonly Node[], targets: readonly number[]): ReadonlySet<number> {
  const before = nodes.map((): number[] => []);
  nodes.forEach(({ next }, number) => next.forEach((after) => before[after]?.push(number)));
  const found = new Set(targets);
  for (const number of found) for (const earlier of before[number] ?? []) found.add(earlier);
  return found;
}

/** Inclusive joins of a scope that wait for each other. */
function hasCircle(plan: ProcessPlan, scope: Scope): boolean {
  const joins = elementsIn(plan, scope.id).filter(({ type }) => type === 'inclusiveGateway');
  const waitsFor = new Map(
    joins.map((join) => [
      join.id,
      awaited(plan, scope, join).map(
        (place) => plan.flows[subjectOf(place.slice(place.indexOf('@') + 1))]?.targetId ?? '',
      ),
    ]),
  );
  const isWaiting = (id: string): boolean =>
    (plan.elements[id]?.incoming ?? []).some((flow) =>
      Object.keys(scope.tokens).some((place) => place.endsWith(`f:${flow}`)),
    );
  const leads = (from: string, to: string, seen: readonly string[]): boolean =>
    (waitsFor.get(from) ?? []).some(
      (next) => next === to || (!seen.includes(next) && leads(next, to, [...seen, next])),
    );
  return (
    joins.some(({ id }) => isWaiting(id) && leads(id, id, [])) || scope.inner.some((inner) => hasCircle(plan, inner))
  );
}

/** Elements that some run should reach: not those of compensation. */
function judged(plan: ProcessPlan): readonly string[] {
  return Object.values(plan.elements)
    .filter((one) => !one.isForCompensation && !(one.type === 'boundaryEvent' && one.event.kind === 'compensation'))
    .map(({ id }) => id);
}
