import { expect, it } from '@jest/globals';
import { fc, SEED } from '../../kit/fast-check.js';
import { isDeepStrictEqual } from 'node:util';
import { replay } from '../../../engine/core/replay.js';
import { transition } from '../../../engine/core/transition.js';
import type { Command } from '../../../engine/model/commands/command.js';
import type { HistoryEvent } from '../../../engine/model/history.js';
import type { Program } from '../../../engine/model/program.js';
import type { InstanceState } from '../../../engine/model/state.js';
import { deepFreeze, MONDAY } from '../../kit/instance-driver.js';
import { programOf } from '../../kit/process-builder.js';
import { randomGraph } from '../../kit/random-graph.js';
import { choices, CLERK, generator, must } from '../../kit/random-run.js';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 300);
/** Most commands one instance gets. */
const COMMANDS = 25;
/** Most facts one command may leave: a thousand elements, each with what belongs to it. */
const FACTS = 20_000;

/** How a run stopped: at its end, waiting for somebody, or at an incident that somebody must repair. */
type Stop = 'ended' | 'waiting' | 'incident';

function drive(program: Program, random: () => number): Stop {
  let state: InstanceState | undefined;
  let at = MONDAY;
  const history: HistoryEvent[] = [];
  const send = (body: object, actor: unknown, id: number): void => {
    const outcome = transition(program, state, deepFreeze({ id: `k${id}`, at, actor, ...body }) as Command);
    if (!outcome.ok) throw new Error(`refused: ${outcome.rejection.code}`);
    must(outcome.history.length < FACTS, 'a command comes to its end');
    history.push(...outcome.history);
    state = deepFreeze(outcome.state);
  };
  const variables = { count: 0 };
  send({ type: 'startInstance', instanceId: 'i', rootId: 'i', variables, config: {} }, CLERK, 0);
  for (let count = 1; state?.status === 'active' && count < COMMANDS; count += 1) {
    const now: InstanceState = state;
    at = Math.max(at + 1000, ...Object.values(now.timers).map(({ dueAt }) => dueAt));
    const possible = choices(program, now, at);
    const waits = possible.filter(([{ type }]) => type !== 'resolveIncident');
    must(possible.length > 0, `it waits for nothing and for nobody: ${JSON.stringify(now.tokens)}`);
    if (waits.length === 0 && count > 5) return 'incident';
    // Trying a loop without a wait again only makes it longer.
    if (Object.values(now.incidents).some(({ code }) => code === 'LOOP_BUDGET')) return 'incident';
    const chosen = possible[Math.floor(random() * possible.length)];
    if (chosen) send(chosen[0], chosen[1], count);
  }
  must(isDeepStrictEqual(replay(history), state), 'replay(history) is the state');
  return state?.status === 'active' ? 'waiting' : 'ended';
}

it(`any graph ends, waits or has an incident, and never hangs or throws (${RUNS} graphs)`, () => {
  console.info(`seed ${SEED} (FC_SEED repeats it)`);
  const stops: Record<Stop, number> = { ended: 0, waiting: 0, incident: 0 };
  fc.assert(
    fc.property(randomGraph, fc.nat(), (plan, choice) => {
      stops[drive(programOf(deepFreeze(plan)), generator(choice))] += 1;
    }),
    { numRuns: RUNS, seed: SEED, endOnFailure: false },
  );
  expect(Math.min(stops.ended, stops.incident)).toBeGreaterThan(0);
});
