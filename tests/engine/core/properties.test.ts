import { describe, it } from '@jest/globals';
import { fc, SEED } from '../../kit/fast-check.js';
import { isDeepStrictEqual } from 'node:util';
import { transition } from '../../../engine/core/transition.js';
import type { Actor } from '../../../engine/model/actor.js';
import type { Command, CommandBody } from '../../../engine/model/commands/command.js';
import type { HistoryEvent } from '../../../engine/model/history.js';
import type { Program } from '../../../engine/model/program.js';
import type { InstanceState } from '../../../engine/model/state.js';
import { deepFreeze, MONDAY } from '../../kit/instance-driver.js';
import { programOf } from '../../kit/process-builder.js';
import { randomProcess } from '../../kit/random-process.js';
import { checkState, choices, CLERK, generator, must } from '../../kit/random-run.js';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 300);
const MAX_COMMANDS = 200;

/** Drives one instance by random choices; ever fewer distractions, so that it comes to its end. */
function driveToEnd(program: Program, random: () => number): InstanceState {
  const history: HistoryEvent[] = [];
  let at = MONDAY;
  const step = (state: InstanceState | undefined, body: CommandBody, actor: Actor, id: number): InstanceState => {
    const command = deepFreeze({ id: `k${id}`, at, actor, ...body } as Command);
    const outcome = transition(program, state, command);
    const again = transition(program, state, command);
    must(isDeepStrictEqual(outcome, again), 'the same input gives the same output');
    if (!outcome.ok) throw new Error(`refused: ${outcome.rejection.code} for ${body.type}`);
    must(outcome.history.length > 1, 'an accepted command leaves a trace');
    history.push(...outcome.history);
    checkState(program, outcome.state, history);
    return deepFreeze(outcome.state);
  };
  const start = {
    type: 'startInstance',
    instanceId: 'i',
    rootId: 'i',
    variables: { count: 0, rounds: 0 },
    config: {},
  } as const;
  let state = step(undefined, start, CLERK, 0);
  for (let count = 1; state.status === 'active'; count += 1) {
    must(count < MAX_COMMANDS, `it ends, but ${JSON.stringify(state.tokens)} still wait`);
    at += Math.floor(random() * 3_600_000);
    if (random() < 0.3) at = Math.max(at, ...Object.values(state.timers).map(({ dueAt }) => dueAt));
    let possible = choices(program, state, at);
    if (possible.length === 0) {
      at = Math.max(at, ...Object.values(state.timers).map(({ dueAt }) => dueAt));
      possible = choices(program, state, at);
    }
    if (count > 60) possible = possible.filter(([body]) => body.type !== 'failJob');
    const [body, actor] = possible[Math.floor(random() * possible.length)] ?? [];
    if (body === undefined || actor === undefined)
      throw new Error(`nothing moves it any more: ${JSON.stringify(state)}`);
    state = step(state, body, actor, count);
  }
  return state;
}

describe('any process', () => {
  it(`driven at random keeps its promises after every command, and ends (${RUNS} processes)`, () => {
    console.info(`seed ${SEED} (FC_SEED repeats it)`);
    fc.assert(
      fc.property(randomProcess, fc.nat(), (plan, choice) => {
        driveToEnd(programOf(deepFreeze(plan)), generator(choice));
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: false },
    );
  });
});
