import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
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
import { isOperation } from '../../../engine/operations/operations.js';
import { preview } from '../../../engine/operations/preview.js';
import { returnTargets } from '../../../engine/operations/return-targets.js';
import { fc } from '../../kit/fast-check.js';
import { MONDAY, person } from '../../kit/instance-driver.js';
import { ADMIN, WHY } from '../../kit/operation-shapes.js';
import { programOf } from '../../kit/process-builder.js';
import { randomApproval } from '../../kit/random-approval.js';
import { anyOperation } from '../../kit/random-operations.js';
import { randomProcess } from '../../kit/random-process.js';
import { choices, CLERK, generator } from '../../kit/random-run.js';
import { anyVersion } from '../../kit/random-versions.js';
import { contentHash } from './recording.js';

const PLACE = new URL('./walk-records.txt', import.meta.url);
const COUNT = 34;
const APPROVALS = 34;
const SEED = 2_026;
const STEPS = 22;

type Random = () => number;

const DECISIONS = ['approve', 'approve', 'refuse', 'abstain'] as const;

/** A walk through one process: everything that was asked and what came of it, as a list to be named by its content. */
class Walk {
  readonly told: unknown[] = [];
  readonly #history: HistoryEvent[] = [];
  readonly #random: Random;
  #program: Program;
  #state: InstanceState | undefined;
  #at = MONDAY;
  #count = 0;

  constructor(plan: ProcessPlan, random: Random) {
    // Of one's own: what the engine keeps beside a plan must not outlive a run.
    this.#program = programOf(structuredClone(plan));
    this.#random = random;
    const variables = { count: 0, rounds: 0, people: ['u-b', 'role:clerk'] };
    this.#send({ type: 'startInstance', instanceId: 'i', rootId: 'i', variables, config: {} }, CLERK);
  }

  /** Does the next thing a clerk or the system can do; answers whether there was one. */
  step(): boolean {
    if (this.#state?.status !== 'active') return false;
    this.#at += Math.floor(this.#random() * 3_600_000);
    let possible = choices(this.#program, this.#state, this.#at);
    if (possible.length === 0) {
      this.#at = Math.max(this.#at, ...Object.values(this.#state.timers).map(({ dueAt }) => dueAt));
      possible = choices(this.#program, this.#state, this.#at);
    }
    const [body, actor] = possible[Math.floor(this.#random() * possible.length)] ?? [];
    if (body && actor) this.#send(...this.#voted(body, actor));
    return body !== undefined;
  }

  /** A task of an approval is answered by whom it was given to, with a vote. */
  #voted(body: CommandBody, actor: Actor): readonly [CommandBody, Actor] {
    if (body.type !== 'completeWorkItem') return [body, actor];
    const { assignee, approverId } = this.#state?.workItems[body.workItemId] ?? {};
    if (approverId === undefined || assignee === undefined) return [body, actor];
    const decision = DECISIONS[Math.floor(this.#random() * DECISIONS.length)] ?? 'approve';
    const variables = { answer: decision, said: 'so' };
    return [{ ...body, variables, vote: { decision, opinion: 'so' } }, person(assignee, ['clerk'])];
  }

  operate(): void {
    if (this.#state === undefined) return;
    const place = { program: this.#program, state: this.#state, history: this.#history, at: this.#at };
    const chosen = anyOperation(place, this.#random);
    if (chosen?.[0].type === 'restartInstance') this.#restart(...chosen);
    else if (chosen) this.#send(...chosen);
    const [item] = Object.values(this.#state.workItems);
    if (item) this.told.push(returnTargets(this.#program, this.#state, item.tokenId));
  }

  migrate(): void {
    if (this.#state === undefined) return;
    const next = anyVersion(this.#program.plan, this.#random);
    const program = programOf(next);
    const mapping = planMigration(this.#program.plan, next);
    const body = { type: 'migrateInstance', plan: planHash(next), mapping, ...WHY } as const;
    const command = { id: 'dry', at: this.#at, actor: ADMIN, ...body };
    const dry = dryRun(program, this.#state, command);
    this.told.push(mapping, dry.ok ? { ...dry, state: contentHash(dry.state) } : dry);
    const before = this.#program;
    this.#program = program;
    if (!this.#send(body, ADMIN)) this.#program = before;
  }

  #restart(body: CommandBody, actor: Actor): void {
    const command = { id: 'again', at: this.#at, actor, ...body } as Command;
    const outcome = transition(this.#program, undefined, command);
    this.told.push(outcome.ok ? outcome.history : outcome.rejection);
  }

  #send(body: CommandBody, actor: Actor): boolean {
    const command = { id: `k${this.#count}`, at: this.#at, actor, ...body } as Command;
    this.#count += 1;
    if (isOperation(command)) this.told.push(preview(this.#program, this.#state, command));
    const outcome = transition(this.#program, this.#state, command);
    this.told.push(outcome.ok ? [outcome.history, outcome.effects] : outcome.rejection);
    if (!outcome.ok) return false;
    this.#history.push(...outcome.history);
    this.#state = outcome.state;
    return true;
  }
}

const PLANS = [
  ...fc.sample(randomProcess, { seed: SEED, numRuns: COUNT }),
  ...Array.from({ length: APPROVALS }, (_one, place) => randomApproval(generator(place))),
];

/** The names of what came of operations and of migrations in one process. */
function recordOf(plan: ProcessPlan, place: number): string {
  const shares = place < COUNT ? [0.55, 0] : [0.3];
  const names = shares.map((share) => {
    const random = generator(SEED + place);
    const walk = new Walk(plan, random);
    for (let step = 0; step < STEPS; step += 1) {
      const chance = random();
      if (chance < share) walk.operate();
      else if (share === 0 && chance < 0.35) walk.migrate();
      else walk.step();
    }
    return contentHash(walk.told).slice(0, 12);
  });
  return names.join(' ');
}

// `RECORD_HISTORIES=1` writes anew what came of the walks: after a look at why it has changed.
if (process.env['RECORD_HISTORIES'] !== undefined) {
  writeFileSync(PLACE, PLANS.map((plan, place) => `${recordOf(plan, place)}\n`).join(''));
}

const recorded = (existsSync(PLACE) ? readFileSync(PLACE, 'utf8') : '').trim().split('\n');

describe('operations and migrations at random moments', () => {
  it.each(PLANS.map((plan, place) => [place, plan] as const))('of process %i come out as recorded', (place, plan) => {
    expect(recordOf(plan, place)).toBe(recorded[place]);
  });
});
