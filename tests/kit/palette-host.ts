import { expect } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { compileBpmn } from '../../engine/compile/compile.js';
import { replay } from '../../engine/core/replay.js';
import { transition } from '../../engine/core/transition.js';
import { absorbEffect } from '../../engine/host/absorb-effect.js';
import { publishMessage } from '../../engine/host/correlate.js';
import type { Dispatch } from '../../engine/host/dispatch.js';
import { nextDueTimer, withoutTimer } from '../../engine/host/due-timers.js';
import { EMPTY_HOST, type HostState } from '../../engine/host/host-state.js';
import { SYSTEM, type Actor } from '../../engine/model/actor.js';
import type { Command, CommandBody } from '../../engine/model/command.js';
import type { HistoryEvent } from '../../engine/model/history.js';
import type { JsonObject } from '../../engine/model/json.js';
import type { ProcessPlan } from '../../engine/model/plan.js';
import type { Program } from '../../engine/model/program.js';
import type { InstanceState } from '../../engine/model/state.js';
import { deepFreeze, MONDAY, person } from './instance-driver.js';
import type { Cell, CellStep } from './palette-cell.js';
import { programOf } from './process-builder.js';

/** What came out of a cell. */
export interface CellRun {
  readonly trace: readonly string[];
  readonly end: string;
  readonly instances: readonly string[];
  readonly variables: JsonObject;
  readonly incidents: readonly string[];
}

const VERBS: Readonly<Record<string, readonly string[]>> = {
  elementEntered: ['entered'],
  elementCompleted: ['completed'],
  elementPassed: ['entered', 'completed'],
  elementCancelled: ['cancelled'],
};

/** Compiles the processes of a cell; throws with the Problems when they are refused. */
export async function compileCell(cell: Cell): Promise<readonly ProcessPlan[]> {
  const result = await compileBpmn(cell.xml);
  if (!result.ok)
    throw new Error(`${cell.name}: ${result.problems.map(({ rule, text }) => `${rule}: ${text.en}`).join('; ')}`);
  return result.plans;
}

/**
 * Runs a cell: the processes of one file, linked and played by a small host in memory. Timers fire when the clock is advanced, jobs are
 * done by steps, calls and messages go at once. After every command the history must fold to the same state.
 */
export function runCell(cell: Cell, plans: readonly ProcessPlan[]): CellRun {
  const programs = new Map(plans.map((plan) => [plan.processId, programOf(plan)]));
  const [main] = plans;
  const host = openHost(programs);
  const isPlain = Object.values(main?.elements ?? {}).some(
    (one) => one.type === 'startEvent' && one.parentId === undefined && one.event.kind === 'none',
  );
  if (main && isPlain) host.start(main.processId, cell.variables ?? {});
  for (const step of cell.steps) host.play(step);
  return host.result();
}

interface Host {
  start(processId: string, variables: JsonObject, startEventId?: string): void;
  play(step: CellStep): void;
  result(): CellRun;
}

function openHost(programs: ReadonlyMap<string, Program>): Host {
  const instances = new Map<string, InstanceState>();
  const histories = new Map<string, HistoryEvent[]>();
  const trace: string[] = [];
  let host: HostState = EMPTY_HOST;
  let now = MONDAY;
  let serial = 0;

  function fresh(): string {
    serial += 1;
    return `k${serial}`;
  }

  function send(dispatch: Dispatch, actor: Actor = SYSTEM, processId?: string): boolean {
    const state = instances.get(dispatch.instanceId);
    const program = programs.get(state?.processId ?? processId ?? '');
    if (program === undefined) return false;
    const command = deepFreeze({ ...dispatch.body, id: dispatch.commandId, at: now, actor } as Command);
    const outcome = transition(program, state, command);
    if (!outcome.ok) return false;
    const next = deepFreeze(outcome.state);
    const history = [...(histories.get(next.instanceId) ?? []), ...outcome.history];
    expect(replay(history)).toStrictEqual(next);
    instances.set(next.instanceId, next);
    histories.set(next.instanceId, history);
    for (const { type, elementId = '' } of outcome.history) {
      for (const verb of VERBS[type] ?? []) trace.push(`${verb} ${elementId}`);
    }
    const { instanceId, rootId, config } = next;
    for (const effect of outcome.effects) {
      const step = absorbEffect(host, { instanceId, rootId, config, at: now }, effect);
      host = step.host;
      for (const further of step.dispatches)
        send(further, SYSTEM, effect.type === 'startChild' ? effect.processId : undefined);
    }
    return true;
  }

  function must(done: boolean, step: CellStep): void {
    if (!done) throw new Error(`the step ${JSON.stringify(step)} does not apply after ${trace.join(', ')}`);
  }

  function start(processId: string, variables: JsonObject, startEventId?: string): void {
    const instanceId = `i${instances.size + 1}`;
    const body: CommandBody = {
      type: 'startInstance',
      instanceId,
      rootId: instanceId,
      variables,
      config: {},
      ...(startEventId === undefined ? {} : { startEventId }),
    };
    must(send({ instanceId, commandId: fresh(), body }, person('u-owner'), processId), { start: startEventId ?? '' });
  }

  /** The first part of this kind at an element, with its instance. */
  function find<T extends { readonly elementId: string }>(
    pick: (state: InstanceState) => Readonly<Record<string, T>>,
    elementId: string,
  ): { readonly state: InstanceState; readonly part: T } | undefined {
    for (const state of instances.values()) {
      const part = Object.values(pick(state)).find((one) => one.elementId === elementId);
      if (part) return { state, part };
    }
    return undefined;
  }

  function command(state: InstanceState, body: CommandBody, actor: Actor = SYSTEM): boolean {
    return send({ instanceId: state.instanceId, commandId: fresh(), body }, actor);
  }

  function complete(elementId: string, variables: JsonObject): boolean {
    const found = find((state) => state.workItems, elementId);
    if (!found) return false;
    const { state, part } = found;
    const actor = person(part.assignee ?? 'u-1');
    if (part.state === 'ready' && !command(state, { type: 'claimWorkItem', workItemId: part.id }, actor)) return false;
    return command(state, { type: 'completeWorkItem', workItemId: part.id, variables }, actor);
  }

  function job(step: Extract<CellStep, { readonly job: string }>): boolean {
    const found = find((state) => state.jobs, step.job);
    if (!found) return false;
    const jobId = found.part.id;
    const { variables = {}, error, fail } = step;
    if (error !== undefined) {
      return command(found.state, { type: 'throwJobError', jobId, errorCode: error, message: error, variables });
    }
    if (fail !== undefined) return command(found.state, { type: 'failJob', jobId, retriesLeft: 0, message: fail });
    return command(found.state, { type: 'completeJob', jobId, variables });
  }

  function startsBy(kind: 'message', name: string): readonly { readonly processId: string; readonly id: string }[] {
    return [...programs.values()].flatMap(({ plan }) =>
      Object.values(plan.elements).flatMap((one) => {
        const isRoot = one.type === 'startEvent' && one.parentId === undefined;
        const hears = isRoot && one.event.kind === kind && one.event.message.name === name;
        return hears ? [{ processId: plan.processId, id: one.id }] : [];
      }),
    );
  }

  function message(step: Extract<CellStep, { readonly message: string }>): boolean {
    const { message: messageName, key: correlationKey = '', variables = {} } = step;
    const step_ = publishMessage(host, {
      messageId: fresh(),
      messageName,
      correlationKey,
      timeToLive: 0,
      variables,
      at: now,
    });
    host = step_.host;
    if (step_.dispatches.length > 0) return step_.dispatches.every((one) => send(one));
    const [first] = startsBy('message', messageName);
    if (first) start(first.processId, variables, first.id);
    return true;
  }

  function advance(duration: string): boolean {
    const until = Temporal.Instant.fromEpochMilliseconds(now).add(Temporal.Duration.from(duration)).epochMilliseconds;
    for (let timer = nextDueTimer(host, until); timer; timer = nextDueTimer(host, until)) {
      now = Math.max(now, timer.dueAt);
      host = withoutTimer(host, timer);
      const { instanceId, timerId } = timer;
      send({ instanceId, commandId: fresh(), body: { type: 'fireTimer', timerId } });
    }
    now = until;
    return true;
  }

  function resolve(elementId: string, variables: JsonObject): boolean {
    const found = find((state) => state.incidents, elementId);
    if (!found) return false;
    return command(found.state, { type: 'resolveIncident', incidentId: found.part.id, variables });
  }

  function perform(step: CellStep): boolean {
    if ('start' in step) {
      const processId = [...programs.values()].find(({ plan }) => step.start in plan.elements)?.plan.processId;
      start(processId ?? '', step.variables ?? {}, step.start);
      return true;
    }
    if ('complete' in step) return complete(step.complete, step.variables ?? {});
    if ('job' in step) return job(step);
    if ('message' in step) return message(step);
    if ('advance' in step) return advance(step.advance);
    if ('resolve' in step) return resolve(step.resolve, step.variables ?? {});
    return false;
  }

  return {
    start,
    play: (step) => must(perform(step), step),
    result: () => {
      const states = [...instances.values()];
      const [first] = states;
      return {
        trace,
        end: first?.status ?? 'not started',
        instances: states.map(({ status }) => status),
        variables: first?.scopes[first.rootScopeId]?.variables ?? {},
        incidents: states.flatMap(({ incidents }) => Object.values(incidents).map(({ code }) => code)),
      };
    },
  };
}
