import { expect } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { compileBpmn } from '../../engine/compile/compile.js';
import { keysOfMessage } from '../../engine/core/correlation.js';
import { implicitStarts } from '../../engine/core/implicit-starts.js';
import { indexOf } from '../../engine/core/plan-index.js';
import { replay } from '../../engine/core/replay.js';
import { nextTurn } from '../../engine/core/timer-turns.js';
import { transition } from '../../engine/core/transition.js';
import { absorbEffect } from '../../engine/host/absorb-effect.js';
import type { Publication } from '../../engine/host/correlate.js';
import type { Dispatch } from '../../engine/host/dispatch.js';
import { nextDueTimer, withoutTimer } from '../../engine/host/due-timers.js';
import { EMPTY_HOST, type HostState } from '../../engine/host/host-state.js';
import { publishSignal } from '../../engine/host/publish-signal.js';
import { receiveMessage } from '../../engine/host/receive-message.js';
import { startConditionHolds, startPlacesOf, startTimerDue } from '../../engine/host/start-places.js';
import { compileDecisions, type CompiledDecisionModel } from '../../engine/decision/compile-decision.js';
import { startsByData, startsBySignal, type Start } from '../../engine/host/starts.js';
import { SYSTEM, type Actor } from '../../engine/model/actor.js';
import type { Command, CommandBody } from '../../engine/model/commands/command.js';
import type { Effect } from '../../engine/model/effect.js';
import type { HistoryEvent } from '../../engine/model/history.js';
import type { JsonObject } from '../../engine/model/json.js';
import type { ProcessPlan } from '../../engine/model/plan.js';
import type { Program } from '../../engine/model/program.js';
import type { InstanceState, Scope, Timer } from '../../engine/model/state.js';
import { deepFreeze, MONDAY, person } from './instance-driver.js';
import type { Cell, CellStep } from './palette-cell.js';
import { PLAIN_CALENDAR, programOf } from './process-builder.js';

/** What came out of a cell. */
export interface CellRun {
  readonly trace: readonly string[];
  readonly end: string;
  readonly instances: readonly string[];
  readonly variables: JsonObject;
  readonly incidents: readonly string[];
  /** Everything that was put on record: facts and last state of each instance, and the effects in their order. */
  readonly record: {
    readonly histories: readonly (readonly HistoryEvent[])[];
    readonly states: readonly InstanceState[];
    readonly effects: readonly Effect[];
  };
}

const VERBS: Readonly<Record<string, readonly string[]>> = {
  elementEntered: ['entered'],
  elementPassed: ['entered', 'completed'],
  elementCompleted: ['completed'],
  elementCancelled: ['cancelled'],
};

/** Who may repair data. */
const ADMIN = person('u-admin', ['sysadmin']);

const NO_TIMER: Timer = { id: '', elementId: '', scopeId: '', purpose: 'event', dueAt: 0 };

/** The processes and decisions of a cell. */
export interface CompiledCell {
  readonly plans: readonly ProcessPlan[];
  readonly decisions: ReadonlyMap<string, CompiledDecisionModel>;
}

/** Compiles the processes and decisions of a cell; throws with the Problems when they are refused. */
export async function compileCell(cell: Cell): Promise<CompiledCell> {
  const result = await compileBpmn(cell.xml);
  if (!result.ok)
    throw new Error(`${cell.name}: ${result.problems.map(({ rule, text }) => `${rule}: ${text.en}`).join('; ')}`);
  const decided = cell.dmn === undefined ? undefined : await compileDecisions(cell.dmn);
  if (decided?.ok === false) throw new Error(`${cell.name}: ${decided.problems.map(({ text }) => text.en).join('; ')}`);
  const entries = decided?.decisions.decisionIds.map((id) => [id, decided.decisions] as const) ?? [];
  return { plans: result.plans, decisions: new Map(entries) };
}

/**
 * Runs a cell: the processes of one file, linked and played by a small host in memory. Timers fire when the clock is advanced, jobs are
 * done by steps, calls and messages go at once. After every command the history must fold to the same state.
 */
export function runCell(cell: Cell, { plans, decisions }: CompiledCell): CellRun {
  const programs = new Map(plans.map((plan) => [plan.processId, programOf(plan, { decisions })]));
  const [main] = plans;
  const host = openHost(programs);
  const isPlain = Object.values(main?.elements ?? {}).some(
    (one) => one.type === 'startEvent' && one.parentId === undefined && one.event.kind === 'none',
  );
  const begins = main !== undefined && (isPlain || implicitStarts(indexOf(main), '').length > 0);
  if (main && begins) host.start(main.processId, cell.variables ?? {});
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
  const effects: Effect[] = [];
  let host: HostState = EMPTY_HOST;
  let now = MONDAY;
  let serial = 0;
  const places = [...programs.values()].flatMap(({ plan }) => startPlacesOf(plan));
  let startTimers = [...programs.values()].flatMap((program) =>
    startPlacesOf(program.plan).flatMap((place) => {
      const due = place.trigger.kind === 'timer' ? startTimerDue(program, place.trigger.timer, now) : undefined;
      return due === undefined ? [] : [{ place, due, dueAt: due.dueAt }];
    }),
  );

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
    effects.push(...outcome.effects);
    for (const effect of outcome.effects) {
      // What starts processes is beside what the instances wait for.
      if (effect.type === 'publishMessage') {
        publish(effect);
        continue;
      }
      if (effect.type === 'publishSignal') {
        for (const one of startsBySignal(places, effect.signalName, effect.variables)) begin(one);
      }
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

  function start(processId: string, variables: JsonObject, startEventId?: string, startPart?: number): void {
    const instanceId = `i${instances.size + 1}`;
    const body: CommandBody = {
      type: 'startInstance',
      instanceId,
      rootId: instanceId,
      variables,
      config: {},
      ...(startEventId === undefined ? {} : { startEventId }),
      ...(startPart === undefined ? {} : { startPart }),
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

  function complete(elementId: string, variables: JsonObject, role: string | undefined): boolean {
    const found = find((state) => state.workItems, elementId);
    if (!found) return false;
    const { state, part } = found;
    const roles = role === undefined ? part.candidateGroups : [role];
    const actor = person(part.assignee ?? part.candidateUsers[0] ?? 'u-1', roles);
    if (part.state === 'ready' && !command(state, { type: 'claimWorkItem', workItemId: part.id }, actor)) return false;
    return command(state, { type: 'completeWorkItem', workItemId: part.id, variables }, actor);
  }

  /** The scopes of every instance that belong to an element. */
  function scopesOf(elementId: string, kind: Scope['kind']) {
    return [...instances.values()].flatMap((state) =>
      Object.values(state.scopes).flatMap((scope) =>
        scope.elementId === elementId && scope.kind === kind ? [{ state, scopeId: scope.id }] : [],
      ),
    );
  }

  function activity(activityId: string, variables: JsonObject): boolean {
    const parents = [...programs.values()].flatMap(({ plan }) => plan.elements[activityId]?.parentId ?? []);
    const [found] = scopesOf(parents[0] ?? '', 'subProcess');
    if (!found) return false;
    return command(found.state, { type: 'startAdHocActivity', scopeId: found.scopeId, activityId, variables });
  }

  function instance(step: Extract<CellStep, { readonly instance: string }>): boolean {
    const [found] = scopesOf(step.instance, 'multiInstance');
    if (!found) return false;
    const { item, place } = step;
    const body = {
      type: 'addInstance',
      reason: 'one more',
      scopeId: found.scopeId,
      item,
      ...(place === undefined ? {} : { place }),
    } as const;
    return command(found.state, body);
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

  function begin({ processId, variables, startEventId, startPart }: Start): void {
    start(processId, variables, startEventId, startPart);
  }

  function message(step: Extract<CellStep, { readonly message: string }>): boolean {
    const { message: messageName, key = '', variables = {} } = step;
    const keys = [...programs.values()].flatMap((program) => keysOfMessage(program, messageName, variables, now));
    publish({ messageName, correlationKey: key, variables, timeToLive: 0, ...(keys.length === 0 ? {} : { keys }) });
    return true;
  }

  function publish(published: Omit<Publication, 'messageId' | 'at'>): void {
    const isActive = (instanceId: string): boolean => instances.get(instanceId)?.status === 'active';
    const world = { newId: `i${instances.size + 1}`, isActive };
    const received = receiveMessage(host, places, { ...published, messageId: fresh(), at: now }, world);
    host = received.host;
    for (const one of received.dispatches) send(one);
    if (received.start) begin(received.start);
  }

  function signal(name: string, variables: JsonObject): boolean {
    const { dispatches } = publishSignal(host, { signalId: fresh(), signalName: name, variables });
    for (const one of dispatches) send(one);
    for (const one of startsBySignal(places, name, variables)) begin(one);
    return true;
  }

  /** Data change: of the running instances, and for conditions that start a process when they become true. */
  function set(data: JsonObject): boolean {
    for (const state of [...instances.values()].filter(({ status }) => status === 'active')) {
      if (!command(state, { type: 'setVariables', variables: data, reason: 'test' }, ADMIN)) return false;
    }
    const changed = startsByData(host, places, data, ({ processId }, condition) => {
      const program = programs.get(processId);
      return program !== undefined && startConditionHolds(program, condition, data, now);
    });
    host = changed.host;
    for (const one of changed.starts) begin(one);
    return true;
  }

  function advance(duration: string): boolean {
    const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(PLAIN_CALENDAR.zone);
    const until = local.add(Temporal.Duration.from(duration)).epochMilliseconds;
    for (;;) {
      const timer = nextDueTimer(host, until);
      const [first] = startTimers.filter(({ dueAt }) => dueAt <= until).sort((one, other) => one.dueAt - other.dueAt);
      if (timer && (first === undefined || timer.dueAt <= first.dueAt)) {
        now = Math.max(now, timer.dueAt);
        host = withoutTimer(host, timer);
        const { instanceId, timerId } = timer;
        send({ instanceId, commandId: fresh(), body: { type: 'fireTimer', timerId } });
      } else if (first) {
        now = Math.max(now, first.dueAt);
        const next = nextTurn(PLAIN_CALENDAR, { ...NO_TIMER, ...first.due, dueAt: first.dueAt });
        const rest = startTimers.filter((one) => one !== first);
        startTimers = next === undefined ? rest : [...rest, { ...first, due: next, dueAt: next.dueAt }];
        start(first.place.processId, {}, first.place.elementId, first.place.trigger.part);
      } else break;
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
    if ('complete' in step) return complete(step.complete, step.variables ?? {}, step.as);
    if ('activity' in step) return activity(step.activity, step.variables ?? {});
    if ('instance' in step) return instance(step);
    if ('job' in step) return job(step);
    if ('message' in step) return message(step);
    if ('advance' in step) return advance(step.advance);
    if ('signal' in step) return signal(step.signal, step.variables ?? {});
    if ('set' in step) return set(step.set);
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
        record: { histories: [...histories.values()], states, effects },
      };
    },
  };
}
