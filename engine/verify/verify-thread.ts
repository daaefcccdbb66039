import type { ProcessPlan } from '../model/plan.js';
import { stepsOf, wayTo } from './counterexample.js';
import { contradictions } from './data-choices.js';
import type { Exploration } from './explore.js';
import { explore } from './explore.js';
import { blame } from './fault-text.js';
import type { Graph } from './graph.js';
import { judge } from './judge.js';
import type { Net } from './net.js';
import { netOf } from './net.js';
import { reduce } from './reduce.js';
import { replaceRegions } from './regions.js';
import type { CounterexampleStep, Refutation } from './soundness-report.js';

/** What is known about one thread of a scope. */
export interface ThreadResult {
  readonly states: number;
  /** Elements some run reaches. */
  readonly fired: ReadonlySet<string>;
  /** A run comes to the end with nothing cut short. */
  readonly isEnding: boolean;
  readonly refutation?: Refutation;
  /** Elements whose data decide whether the refutation is one. */
  readonly undecided: readonly string[];
  readonly isUnknown: boolean;
}

/** Reduces the graph of a thread and searches what is left. `prefix`: how a run gets to its start. */
export function verifyThread(
  plan: ProcessPlan,
  graph: Graph,
  options: { readonly budget: number; readonly mayBeEnded: boolean; readonly prefix: readonly CounterexampleStep[] },
): ThreadResult {
  const mayMeet = [...graph.nodes].some(({ takes, gives }) => takes > 1 || gives > 1);
  reduce(graph);
  const before = mayMeet ? 0 : replaceRegions(graph, options.budget);
  const net = netOf(graph);
  const start = new Uint8Array(net.size);
  start[net.start] = 1;
  const exploration = explore(net, start, { budget: Math.max(0, options.budget - before), mayMeet });
  const finding = judge(net, exploration, options.mayBeEnded);
  const states = before + exploration.found.length;
  const isUnknown = finding === undefined && (!exploration.isComplete || net.isCut);
  const known = { states, fired: firedIn(net, exploration), isEnding: isEnding(net, exploration), isUnknown };
  if (!finding) return { ...known, undecided: [] };
  const { number, undecided } = pick(plan, net, exploration, finding.numbers);
  const marking = exploration.found[number]?.marking ?? start;
  const { elementId, text } = blame(plan, net, finding.fault, marking);
  const way = stepsOf(plan, net, wayTo(exploration, number), marking);
  const steps = [...options.prefix, ...way, { elementId, text }];
  return { ...known, undecided, refutation: { fault: finding.fault, elementId, text, counterexample: steps } };
}

/** Ways looked at for one that no data contradict. */
const MOST_WAYS = 200;

function pick(
  plan: ProcessPlan,
  net: Net,
  exploration: Exploration,
  numbers: readonly number[],
): { readonly number: number; readonly undecided: readonly string[] } {
  let first: readonly string[] | undefined;
  for (const number of numbers.slice(0, MOST_WAYS)) {
    const undecided = contradictions(plan, net, wayTo(exploration, number));
    if (undecided.length === 0) return { number, undecided };
    first ??= undecided;
  }
  return { number: numbers[0] ?? 0, undecided: first ?? [] };
}

/** Elements of nodes that have fired, of edges that have held a token, and of the ends these lead to. */
function firedIn(net: Net, { fired, given }: Exploration): ReadonlySet<string> {
  const edges = [net.start, ...given].flatMap((place) => net.edges[place] ?? []);
  const ends = edges.flatMap(({ to }) => (to.immediate ? [to] : []));
  const nodes = [...fired].map(({ node }) => node);
  return new Set([...edges, ...ends, ...nodes].flatMap(({ covers }) => covers));
}

/** Whether the end is reached by the last token, not by a step that ends all. */
function isEnding(net: Net, { found, fired }: Exploration): boolean {
  const isEmpty = found.some(({ tokens }) => tokens === 0);
  return (
    isEmpty &&
    [...fired].some(
      ({ node, outputs }) =>
        node.end === 'sink' ||
        (node.end === undefined && outputs.some((set) => set.every((place) => net.ends.has(place)))),
    )
  );
}
