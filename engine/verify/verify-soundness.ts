import type { ElementPlan, ProcessPlan } from '../model/plan.js';
import { buildGraph } from './build-graph.js';
import { throwersOf } from './catchers.js';
import { nameOf, stepText } from './counterexample.js';
import type { Exits, Knowledge, ScopeOutcome } from './exits.js';
import { canStart, exitsOf, isFinal, isFromWorld } from './exits.js';
import type { PlanScope } from './plan-shapes.js';
import { eventOf, insidesOf, scopesOf, triggersOf } from './plan-shapes.js';
import type {
  CounterexampleStep,
  Refutation,
  SoundnessFault,
  SoundnessOptions,
  SoundnessReport,
} from './soundness-report.js';
import { startsOf } from './starts.js';
import type { Thread } from './threads.js';
import { threadsOf } from './threads.js';
import type { ThreadResult } from './verify-thread.js';
import { verifyThread } from './verify-thread.js';

const DEFAULT_STATES = 60_000;

/** The order in which faults are named. */
const FAULTS: readonly SoundnessFault[] = [
  'unbounded',
  'lackOfSynchronisation',
  'orJoinViciousCircle',
  'deadlock',
  'livelock',
  'deadActivity',
];

interface Suspicion extends Refutation {
  readonly undecided: readonly string[];
}

/**
 * Judges whether every run of a process can come to its end, no element is dead, no join starves and no tokens pile up, whatever the data
 * are (`adr/0031`). Each sub-process is judged by itself, the innermost first: from outside it is an activity that completes or throws.
 * Pure; the answer depends on the plan and the number of markings allowed, never on time.
 */
export function verifySoundness(plan: ProcessPlan, options: SoundnessOptions = {}): SoundnessReport {
  const scopes = scopesOf(plan);
  const outcomes = new Map<string, ScopeOutcome>();
  const known: Knowledge = { plan, throwers: throwersOf(plan, scopes), outcomes, inside: insidesOf(plan) };
  const suspicions: Suspicion[] = [];
  let states = 0;
  let isUnknown = false;
  for (const scope of scopes) {
    const result = verifyScope(known, scope, (options.maxStates ?? DEFAULT_STATES) - states);
    states += result.states;
    isUnknown ||= result.isUnknown;
    suspicions.push(...result.suspicions);
    outcomes.set(scope.owner?.id ?? '', result.outcome);
  }
  return answer(suspicions, states, isUnknown);
}

function answer(suspicions: readonly Suspicion[], states: number, isUnknown: boolean): SoundnessReport {
  const worst = (list: readonly Suspicion[]): Suspicion | undefined =>
    FAULTS.flatMap((fault) => list.find((one) => one.fault === fault) ?? [])[0];
  const certain = worst(suspicions.filter(({ undecided }) => undecided.length === 0));
  if (certain) {
    const { fault, elementId, text, counterexample } = certain;
    return { verdict: 'refuted', states, fault, elementId, text, counterexample };
  }
  const open = worst(suspicions);
  if (open) {
    const { undecided: elementIds, ...refutation } = open;
    return { verdict: 'outOfScope', states, reason: 'data', elementIds, ...refutation };
  }
  if (!isUnknown) return { verdict: 'proven', states };
  const zh = `在 ${states} 个状态内未能得出结论`;
  return { verdict: 'unknown', states, reason: 'budget', text: { zh, en: `No answer within ${states} states` } };
}

interface ScopeResult {
  readonly states: number;
  readonly isUnknown: boolean;
  readonly suspicions: readonly Suspicion[];
  readonly outcome: ScopeOutcome;
}

function verifyScope(known: Knowledge, scope: PlanScope, budget: number): ScopeResult {
  const { plan, throwers } = known;
  const exits = new Map<string, Exits>(scope.elements.map((element) => [element.id, exitsOf(known, element)]));
  const { ids, isChoice } = startsOf(scope);
  const ways = { plan, exits };
  const mayBeEnded = canBeEnded(plan, scope);
  const results: ThreadResult[] = [];
  let left = budget;
  for (const thread of threadsOf(ways, ids, isChoice)) {
    const prefix = prefixOf(plan, scope, thread);
    const graph = buildGraph(ways, throwers, thread);
    const result = verifyThread(plan, graph, { budget: Math.max(0, left), mayBeEnded, prefix });
    left -= result.states;
    results.push(result);
  }
  const fired = new Set(results.flatMap((result) => [...result.fired]));
  const suspicions = results.flatMap(({ refutation, undecided }) => (refutation ? [{ ...refutation, undecided }] : []));
  const isUnknown = results.some((result) => result.isUnknown);
  const started = scope.handlers.filter((handler) => canStart(known, scope, handler));
  if (suspicions.length === 0 && !isUnknown) {
    const startedIds = new Set(started.map(({ id }) => id));
    const sleeping = scope.handlers.flatMap(({ id }) => (startedIds.has(id) ? [] : (plan.elements[id] ?? [])));
    const boundaries = scope.elements.flatMap(({ boundaryIds }) =>
      boundaryIds.flatMap((id) => plan.elements[id] ?? []),
    );
    const judged = [...boundaries.filter((one) => eventOf(one)?.kind !== 'compensation'), ...scope.elements];
    const dead = [...judged.filter(({ id }) => !fired.has(id)), ...sleeping];
    suspicions.push(...dead.slice(0, 1).map((element) => ({ ...deadActivity(plan, element), undecided: [] })));
  }
  for (const { id } of started) fired.add(id);
  const main = results[0];
  const isTerminated = scope.elements.some(
    (element) => fired.has(element.id) && isFinal(element, throwers) && isTerminate(element),
  );
  const isHandled = started.some(({ id, start }) => start.interrupting && known.outcomes.get(id)?.completes === true);
  // One fault is named once: around a scope with a fault, or without an answer, it counts as able to end.
  const isDoubtful = suspicions.length > 0 || isUnknown;
  const completes = isDoubtful || main?.isEnding === true || isTerminated || isHandled;
  return { states: budget - left, isUnknown, suspicions, outcome: { completes, fired } };
}

function isTerminate(element: ElementPlan): boolean {
  const event = eventOf(element);
  return event !== undefined && triggersOf(event).some(({ kind }) => kind === 'terminate');
}

/** Something from the world can end the scope or one around it: an interrupting boundary event or event sub-process. */
function canBeEnded(plan: ProcessPlan, { owner, handlers }: PlanScope): boolean {
  if (handlers.some(({ start }) => start.interrupting && triggersOf(start.event).some(isFromWorld))) return true;
  for (let host = owner; host; host = plan.elements[host.parentId ?? '']) {
    const boundaries = host.boundaryIds.flatMap((id) => plan.elements[id] ?? []);
    const ends = (one: ElementPlan): boolean =>
      one.type === 'boundaryEvent' && one.interrupting && triggersOf(one.event).some(isFromWorld);
    if (boundaries.some(ends)) return true;
  }
  return false;
}

/** How a run gets into the scope, and to the activity whose boundary event begins a thread. */
function prefixOf(plan: ProcessPlan, { owner }: PlanScope, thread: Thread): readonly CounterexampleStep[] {
  const ids: string[] = [];
  for (let host = owner; host; host = plan.elements[host.parentId ?? '']) ids.unshift(host.id);
  const first = plan.elements[thread.starts[0] ?? ''];
  if (first?.type === 'boundaryEvent') ids.push(first.attachedToId);
  return ids.map((elementId) => ({ elementId, text: stepText(plan, elementId, []) }));
}

function deadActivity(plan: ProcessPlan, { id }: ElementPlan): Refutation {
  const name = nameOf(plan, id);
  const text = { zh: `任何一次执行都到不了${name.zh}`, en: `No run ever reaches ${name.en}` };
  return { fault: 'deadActivity', elementId: id, text, counterexample: [{ elementId: id, text }] };
}
