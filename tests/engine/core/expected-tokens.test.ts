import { describe, expect, it } from '@jest/globals';
import { fc } from '../../kit/fast-check.js';
import { replay } from '../../../engine/core/replay.js';
import { transition } from '../../../engine/core/transition.js';
import { SYSTEM } from '../../../engine/model/actor.js';
import type { Command, CommandBody } from '../../../engine/model/commands/command.js';
import type { HistoryEvent } from '../../../engine/model/history.js';
import type { ProcessPlan } from '../../../engine/model/plan.js';
import type { InstanceState, Token } from '../../../engine/model/state.js';
import { MONDAY } from '../../kit/instance-driver.js';
import { processOf, programOf } from '../../kit/process-builder.js';

/** A random flow graph: every node is a service task that splits, `join` an inclusive gateway somewhere in it. */
interface Graph {
  readonly size: number;
  readonly edges: readonly (readonly [number, number])[];
  readonly starts: readonly number[];
}

const graph: fc.Arbitrary<Graph> = fc.integer({ min: 2, max: 6 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    edges: fc.uniqueArray(fc.tuple(fc.nat(size), fc.nat(size)), {
      minLength: size,
      maxLength: 3 * size,
      selector: ([from, to]) => `${from}>${to}`,
    }),
    starts: fc.uniqueArray(fc.integer({ min: 1, max: size }), { minLength: 1, maxLength: size }),
  }),
);

const nameOf = (node: number): string => (node === 0 ? 'join' : `n${node}`);

function planOf({ size, edges, starts }: Graph): ProcessPlan {
  const plan = processOf('p').start('start').and('fork').or('join').row('start', 'fork');
  for (let node = 1; node <= size; node += 1) plan.service(nameOf(node));
  for (const node of starts) plan.row('fork', nameOf(node));
  // From the join only one flow leads on, to a task: what it lets go waits again.
  const onward = edges.filter(([from]) => from !== 0);
  const [behind] = edges.filter(([from, to]) => from === 0 && to !== 0);
  for (const [from, to] of behind ? [...onward, behind] : onward) plan.row(nameOf(from), nameOf(to));
  return plan.plan();
}

/**
 * BPMN 2.0.2, 13.4.3, word by word: is there a path of sequence flows that starts where a token is, ends with this incoming flow of the
 * gateway, and does not visit the gateway? Every path without a repeated node is tried.
 */
function hasPath(plan: ProcessPlan, from: string, flowId: string, visited: readonly string[] = []): boolean {
  const element = plan.elements[from];
  return (element?.outgoing ?? []).some((id) => {
    if (id === flowId) return true;
    const target = plan.flows[id]?.targetId ?? '';
    return target !== 'join' && !visited.includes(target) && hasPath(plan, target, flowId, [...visited, target]);
  });
}

/** Whether the join may fire with what has arrived, as the standard defines it. */
function mayFire(plan: ProcessPlan, state: InstanceState): boolean {
  const tokens = Object.values(state.tokens);
  const waits = (token: Token): boolean => token.elementId === 'join' && token.flowId !== undefined;
  const incoming = plan.elements['join']?.incoming ?? [];
  const arrived = incoming.filter((id) => tokens.some((token) => waits(token) && token.flowId === id));
  if (arrived.length === 0) return false;
  return tokens
    .filter((token) => !waits(token))
    .every(({ elementId }) => {
      const reaches = (id: string): boolean => hasPath(plan, elementId, id);
      const comesToMissing = incoming.some((id) => !arrived.includes(id) && reaches(id));
      return !comesToMissing || arrived.some(reaches);
    });
}

/** The states in which the join fired: as they were before it took its tokens. */
function firings(history: readonly HistoryEvent[]): readonly InstanceState[] {
  return history.flatMap(({ type, elementId }, place) => {
    if (elementId !== 'join' || (type !== 'elementEntered' && type !== 'elementPassed')) return [];
    let first = place;
    while (history[first - 1]?.type === 'tokenRemoved' && history[first - 1]?.elementId === 'join') first -= 1;
    return [replay(history.slice(0, first))];
  });
}

/** Completes jobs in a random order, until there is nothing more to do or something starves; every state is judged. */
function play(plan: ProcessPlan, picks: readonly number[]): void {
  const program = programOf(plan);
  const history: HistoryEvent[] = [];
  const send = (state: InstanceState | undefined, body: CommandBody): InstanceState => {
    const outcome = transition(program, state, { id: 'k', at: MONDAY, actor: SYSTEM, ...body } as Command);
    if (!outcome.ok) throw new Error(outcome.rejection.code);
    history.push(...outcome.history);
    return outcome.state;
  };
  let state = send(undefined, { type: 'startInstance', instanceId: 'i', rootId: 'i', variables: {}, config: {} });
  for (const pick of picks) {
    const isTooMuch = Object.keys(state.tokens).length > 20;
    if (state.status !== 'active' || isTooMuch || Object.keys(state.incidents).length > 0) break;
    if ((plan.elements['join']?.incoming.length ?? 0) > 1) expect(mayFire(plan, state)).toBe(false);
    const jobs = Object.keys(state.jobs);
    const jobId = jobs[pick % jobs.length];
    if (jobId === undefined) break;
    state = send(state, { type: 'completeJob', jobId, variables: {} });
  }
  if ((plan.elements['join']?.incoming.length ?? 0) < 2) return;
  for (const before of firings(history)) expect(mayFire(plan, before)).toBe(true);
}

describe('an inclusive join in any graph', () => {
  it('fires exactly when the standard lets it', () => {
    fc.assert(
      fc.property(graph, fc.array(fc.nat(20), { maxLength: 12 }), (one, picks) => {
        play(planOf(one), picks);
      }),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 400) },
    );
  });
});
