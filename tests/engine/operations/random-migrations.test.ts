import { describe, it } from '@jest/globals';
import { fc, SEED } from '../../kit/fast-check.js';
import { isDeepStrictEqual } from 'node:util';
import { transition } from '../../../engine/core/transition.js';
import type { Actor } from '../../../engine/model/actor.js';
import type { Command, CommandBody } from '../../../engine/model/commands/command.js';
import type { HistoryEvent } from '../../../engine/model/history.js';
import type { ElementPlan, ProcessPlan } from '../../../engine/model/plan.js';
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

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? (process.env['DEEP'] === undefined ? 300 : 5_000));
const MAX_COMMANDS = 250;

type Random = () => number;

/** Another version of a process: tasks of another kind, tasks put into flows, other ids, other limits, a sub-process dissolved. */
function mutate(plan: ProcessPlan, random: Random): ProcessPlan {
  const changes = [retyped, inserted, renamed, withoutLimits];
  let next = plan;
  for (let count = 0; count < 4; count += 1) {
    const change = changes[Math.floor(random() * changes.length)];
    if (change) next = change(next, random);
  }
  return next;
}

function anyOf(plan: ProcessPlan, random: Random, fits: (element: ElementPlan) => boolean): ElementPlan | undefined {
  const list = Object.values(plan.elements).filter(fits);
  return list[Math.floor(random() * list.length)];
}

function withElement(plan: ProcessPlan, element: ElementPlan): ProcessPlan {
  return { ...plan, elements: { ...plan.elements, [element.id]: element } };
}

/** A user task becomes a job. */
function retyped(plan: ProcessPlan, random: Random): ProcessPlan {
  const element = anyOf(plan, random, ({ type, loop }) => type === 'userTask' && !loop);
  if (element?.type !== 'userTask') return plan;
  const { form: _form, notSameUserAs: _others, candidateGroups: _groups, ...head } = element;
  const job = { jobType: { kind: 'constant', value: 'other' }, retries: 3, headers: {} } as const;
  return withElement(plan, { ...head, type: 'serviceTask', job } as ElementPlan);
}

/** A user task in the middle of a flow. */
function inserted(plan: ProcessPlan, random: Random): ProcessPlan {
  const flows = Object.values(plan.flows);
  const flow = flows[Math.floor(random() * flows.length)];
  const [source, target] = [plan.elements[flow?.sourceId ?? ''], plan.elements[flow?.targetId ?? '']];
  if (!flow || !source || !target || source.type === 'eventBasedGateway') return plan;
  const id = `new${Object.keys(plan.elements).length}`;
  const onward = { id: `${id}>${target.id}`, sourceId: id, targetId: target.id };
  const task: ElementPlan = {
    id,
    name: { zh: id, en: id },
    ...(source.parentId === undefined ? {} : { parentId: source.parentId }),
    incoming: [flow.id],
    outgoing: [onward.id],
    boundaryIds: [],
    limits: [],
    clock: [],
    inputs: [],
    outputs: [],
    isForCompensation: false,
    type: 'userTask',
    form: { access: [] },
    notSameUserAs: [],
  };
  const incoming = target.incoming.map((one) => (one === flow.id ? onward.id : one));
  const next = withElement(withElement(plan, task), { ...target, incoming });
  return { ...next, flows: { ...next.flows, [flow.id]: { ...flow, targetId: id }, [onward.id]: onward } };
}

/** Every element has another id; only places tell which is which. */
function renamed(plan: ProcessPlan): ProcessPlan {
  const name = (id: string): string => `${id}x`;
  const text = JSON.stringify(plan.elements, (key, value: unknown) => {
    const isId = ['id', 'parentId', 'attachedToId', 'compensationHandlerId', 'activityId'].includes(key);
    if (isId && typeof value === 'string') return name(value);
    return key === 'boundaryIds' && Array.isArray(value) ? value.map((id) => name(String(id))) : value;
  });
  const elements = Object.values(JSON.parse(text) as Record<string, ElementPlan>);
  return {
    ...plan,
    elements: Object.fromEntries(elements.map((element) => [element.id, element])),
    flows: Object.fromEntries(
      Object.values(plan.flows).map((flow) => [
        flow.id,
        { ...flow, sourceId: name(flow.sourceId), targetId: name(flow.targetId) },
      ]),
    ),
  };
}

function withoutLimits(plan: ProcessPlan): ProcessPlan {
  const elements = Object.values(plan.elements).map((element) => [element.id, { ...element, limits: [] }]);
  return { ...plan, limits: [], elements: Object.fromEntries(elements) as ProcessPlan['elements'] };
}

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
      const next = deepFreeze(mutate(one.program.plan, random));
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
