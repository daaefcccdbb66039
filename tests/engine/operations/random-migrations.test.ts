import { describe, it } from '@jest/globals';
import { fc, SEED } from '../../kit/fast-check.js';
import { isDeepStrictEqual } from 'node:util';
import { transition } from '../../../engine/core/transition.js';
import type { Actor } from '../../../engine/model/actor.js';
import type { Command, CommandBody } from '../../../engine/model/commands/command.js';
import type { HistoryEvent } from '../../../engine/model/history.js';
import type { ProcessPlan } from '../../../engine/model/plan.js';
import type { Program } from '../../../engine/model/program.js';
import type { InstanceState } from '../../../engine/model/state.js';
import { dryRun } from '../../../engine/operations/migration/dry-run.js';
import { planHash } from '../../../engine/operations/migration/plan-hash.js';
import { planMigration } from '../../../engine/operations/migration/plan-migration.js';
import { deepFreeze, MONDAY } from '../../kit/instance-driver.js';
import { ADMIN, WHY } from '../../kit/operation-shapes.js';
import { programOf } from '../../kit/process-builder.js';
import { randomProcess } from '../../kit/random-process.js';
import { checkState, choices, CLERK, generator, must } from '../../kit/random-run.js';
import { anotherVersion } from '../../kit/random-versions.js';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? (process.env['DEEP'] === undefined ? 300 : 5_000));
const MAX_COMMANDS = 250;

type Random = () => number;

interface Case {
  program: Program;
  readonly history: HistoryEvent[];
  state: InstanceState | undefined;
  at: number;
  count: number;
}

function send(one: Case, program: Program, body: CommandBody, actor: Actor): boolean {
  const command = deepFreeze({ id: `k${one.count}`, at: one.at, actor, ...body } as Command);
  one.count += 1;
  const dry =
    command.type === 'migrateInstance' && one.state !== undefined ? dryRun(program, one.state, command) : undefined;
  const outcome = transition(program, one.state, command);
  if (dry) must(dry.ok === outcome.ok, 'the dry run says whether it can be done');
  if (!outcome.ok) return false;
  if (dry?.ok) must(isDeepStrictEqual(dry.state, outcome.state), 'the dry run says what comes of it');
  one.history.push(...outcome.history);
  one.state = deepFreeze(outcome.state);
  one.program = program;
  checkState(program, outcome.state, one.history);
  return true;
}

function drive(plan: ProcessPlan, random: Random): boolean {
  const one: Case = { program: programOf(plan), history: [], state: undefined, at: MONDAY, count: 0 };
  const variables = { count: 0, rounds: 0 };
  send(one, one.program, { type: 'startInstance', instanceId: 'i', rootId: 'i', variables, config: {} }, CLERK);
  let hasMigrated = false;
  while (one.state?.status === 'active') {
    must(one.count < MAX_COMMANDS, `it ends, but ${JSON.stringify(one.state.tokens)} still wait`);
    one.at += Math.floor(random() * 3_600_000);
    if (one.count < 40 && random() < 0.2) {
      const next = deepFreeze(anotherVersion(one.program.plan, random));
      const mapping = planMigration(one.program.plan, next);
      const body = { type: 'migrateInstance', plan: planHash(next), mapping, ...WHY } as const;
      hasMigrated = send(one, programOf(next), body, ADMIN) || hasMigrated;
      continue;
    }
    const { state } = one;
    let possible = choices(one.program, state, one.at);
    if (possible.length === 0) {
      one.at = Math.max(one.at, ...Object.values(state.timers).map(({ dueAt }) => dueAt));
      possible = choices(one.program, state, one.at);
    }
    if (one.count > 40) possible = possible.filter(([body]) => body.type !== 'failJob');
    const [body, actor] = possible[Math.floor(random() * possible.length)] ?? [];
    if (body === undefined || actor === undefined) throw new Error(`nothing moves it: ${JSON.stringify(state)}`);
    must(send(one, one.program, body, actor), `refused: ${JSON.stringify(body)}`);
  }
  return hasMigrated;
}

describe('migrations to mutated versions at random moments', () => {
  it(`do what their dry run said, and leave every instance able to end (${RUNS} processes)`, () => {
    console.info(`seed ${SEED} (FC_SEED repeats it)`);
    let migrated = 0;
    fc.assert(
      fc.property(randomProcess, fc.nat(), (plan, choice) => {
        // Who completes a task brings data under its id, which another version changes.
        fc.pre(Object.values(plan.elements).every(({ data }) => !data?.inputSets));
        if (drive(deepFreeze(plan), generator(choice))) migrated += 1;
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: process.env['FC_QUICK'] !== undefined },
    );
    must(migrated > RUNS / 3, `enough of them were migrated, but only ${migrated}`);
  });
});
