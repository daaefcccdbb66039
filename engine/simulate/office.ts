import { dateOf } from '../calendar/instants.js';
import type { CalendarData } from '../calendar/calendar-data.js';
import { historyRecords } from '../core/history-records.js';
import { keysOfMessage } from '../core/correlation.js';
import { transition } from '../core/transition.js';
import { absorbEffect } from '../host/absorb-effect.js';
import { caseNumber, caseVariables } from '../host/case-variables.js';
import type { Publication } from '../host/correlate.js';
import type { Dispatch } from '../host/dispatch.js';
import { nextDueTimer, withoutTimer } from '../host/due-timers.js';
import { EMPTY_HOST, type HostState } from '../host/host-state.js';
import { receiveMessage } from '../host/receive-message.js';
import type { Rows } from '../host/register-action.js';
import { startPlacesOf } from '../host/start-places.js';
import { startsBySignal, type Start } from '../host/starts.js';
import { SYSTEM, type Actor } from '../model/actor.js';
import type { Command, CommandBody } from '../model/commands/command.js';
import type { Rejection } from '../model/rejection.js';
import type { HistoryRecord } from '../model/history.js';
import type { JsonObject } from '../model/json.js';
import type { CompiledPackage } from '../model/package.js';
import type { Program } from '../model/program.js';
import type { InstanceState } from '../model/state.js';
import { runFakeJob, type FakeWorld, type JobResult } from './job-fakes.js';

/** What a simulated office starts from. The first package is the service; the others are what it requires. */
export interface OfficeSetup {
  readonly packages: readonly CompiledPackage[];
  readonly programs: ReadonlyMap<string, Program>;
  readonly calendar: CalendarData;
  readonly config: JsonObject;
  readonly registers: ReadonlyMap<string, Rows>;
  readonly fixed: Readonly<Record<string, JsonObject>>;
  /** Ms since the epoch, UTC. */
  readonly now: number;
}

/** A job that was run, for expectations. */
export interface RunJob {
  readonly job: string;
  readonly input: JsonObject;
  readonly result: JobResult;
}

/** One simulated case with its called instances, and the world around it. */
export interface Office {
  readonly setup: OfficeSetup;
  readonly world: FakeWorld;
  readonly jobs: readonly RunJob[];
  readonly history: readonly HistoryRecord[];
  now(): number;
  host(): HostState;
  root(): InstanceState | undefined;
  instances(): readonly InstanceState[];
  program(processId: string): Program;
  startCase(input: {
    readonly actor: Actor;
    readonly applicantName: string;
    readonly document: JsonObject;
  }): Rejection | undefined;
  send(instanceId: string, body: CommandBody, actor: Actor): Rejection | undefined;
  publish(messageName: string, variables: JsonObject, key?: string): boolean;
  /** Fires what is due on the way, in order. */
  advanceTo(instant: number): void;
}

const ROOT = 'case';
const STEP_BUDGET = 20_000;

/** Opens an office in memory with a virtual clock: effects are carried out at once, jobs by fakes, timers as the clock moves. */
export function openOffice(setup: OfficeSetup): Office {
  const instances = new Map<string, InstanceState>();
  const jobs: RunJob[] = [];
  const history: HistoryRecord[] = [];
  const world: FakeWorld = {
    packages: setup.packages,
    registers: new Map(setup.registers),
    sequences: new Map(),
    fixed: setup.fixed,
    documents: [],
  };
  const places = [...setup.programs.values()].flatMap(({ plan }) => startPlacesOf(plan));
  let host = EMPTY_HOST;
  let now = setup.now;
  let serial = 0;
  let steps = 0;

  const office: Office = {
    setup,
    world,
    jobs,
    history,
    now: () => now,
    host: () => host,
    root: () => instances.get(ROOT),
    instances: () => [...instances.values()],
    program,
    startCase,
    send: (instanceId, body, actor) => {
      const rejection = run({ instanceId, commandId: fresh(), body }, actor);
      settle();
      return rejection;
    },
    publish,
    advanceTo,
  };
  return office;

  function fresh(): string {
    serial += 1;
    return `command-${serial}`;
  }

  function program(processId: string): Program {
    const found = setup.programs.get(processId);
    if (found === undefined) throw new Error(`no program for process ${processId}`);
    return found;
  }

  function startCase(input: {
    readonly actor: Actor;
    readonly applicantName: string;
    readonly document: JsonObject;
  }): Rejection | undefined {
    const service = setup.packages[0]?.manifest.service;
    if (service === undefined) throw new Error('the package offers no service');
    const number = caseNumber(service.itemCode, dateOf(setup.calendar, now), 1);
    const variables = caseVariables({
      calendar: setup.calendar,
      service: setup.packages[0]?.key ?? '',
      formId: service.formId,
      document: input.document,
      caseNumber: number,
      submittedAt: now,
      applicantId: input.actor.userId,
      applicantName: input.applicantName,
      channel: 'online',
      orgPath: '/370303/tyc',
    });
    const rejection = run(
      {
        instanceId: ROOT,
        commandId: fresh(),
        body: {
          type: 'startInstance',
          instanceId: ROOT,
          rootId: ROOT,
          startEventId: service.startEventId,
          businessKey: number,
          variables,
          config: setup.config,
        },
      },
      input.actor,
      service.processId,
    );
    settle();
    return rejection;
  }

  function publish(messageName: string, variables: JsonObject, key?: string): boolean {
    const correlationKey = key ?? instances.get(ROOT)?.businessKey ?? '';
    const messageId = fresh();
    const keys = [...setup.programs.values()].flatMap((one) => keysOfMessage(one, messageName, variables, now));
    const carried = keys.length === 0 ? {} : { keys };
    const message = { messageId, messageName, correlationKey, timeToLive: 0, variables, at: now, ...carried };
    const isTaken = receive(message);
    settle();
    return isTaken;
  }

  /** Hands a message to who waits for it, or begins a process with it. Answers whether somebody has taken it. */
  function receive(message: Publication): boolean {
    const isActive = (instanceId: string): boolean => instances.get(instanceId)?.status === 'active';
    const received = receiveMessage(host, places, message, { newId: nextInstance(), isActive });
    host = received.host;
    const rejections = received.dispatches.map((dispatch) => run(dispatch, SYSTEM));
    if (received.start) rejections.push(begin(received.start));
    return rejections.length > 0 && rejections.every((one) => one === undefined);
  }

  function nextInstance(): string {
    return `begun-${instances.size}`;
  }

  /** Begins an instance of its own by an event. */
  function begin({ processId, ...start }: Start): Rejection | undefined {
    const instanceId = nextInstance();
    const { config } = setup;
    const body: CommandBody = { type: 'startInstance', instanceId, rootId: instanceId, config, ...start };
    return run({ instanceId, commandId: fresh(), body }, SYSTEM, processId);
  }

  function advanceTo(instant: number): void {
    for (let timer = nextDueTimer(host, instant); timer !== undefined; timer = nextDueTimer(host, instant)) {
      now = Math.max(now, timer.dueAt);
      host = withoutTimer(host, timer);
      run(
        { instanceId: timer.instanceId, commandId: fresh(), body: { type: 'fireTimer', timerId: timer.timerId } },
        SYSTEM,
      );
      settle();
    }
    now = Math.max(now, instant);
  }

  function run(dispatch: Dispatch, actor: Actor, processId?: string): Rejection | undefined {
    steps += 1;
    if (steps > STEP_BUDGET) throw new Error(`the simulation took more than ${STEP_BUDGET} commands`);
    const state = instances.get(dispatch.instanceId);
    const process = state?.processId ?? processId;
    if (process === undefined) return { code: 'INSTANCE_NOT_FOUND' };
    const command = { ...dispatch.body, id: dispatch.commandId, at: now, actor } as Command;
    const outcome = transition(program(process), state, command);
    if (!outcome.ok) return outcome.rejection;
    instances.set(dispatch.instanceId, outcome.state);
    history.push(...historyRecords(outcome.history));
    for (const effect of outcome.effects) {
      const next = outcome.state;
      const source = {
        instanceId: next.instanceId,
        rootId: next.rootId,
        ...(next.businessKey === undefined ? {} : { businessKey: next.businessKey }),
        config: next.config,
        at: now,
      };
      if (effect.type === 'publishMessage') {
        receive({ ...effect, at: now });
        continue;
      }
      if (effect.type === 'publishSignal') {
        for (const start of startsBySignal(places, effect.signalName, effect.variables)) begin(start);
      }
      const step = absorbEffect(host, source, effect);
      host = step.host;
      for (const further of step.dispatches)
        run(further, SYSTEM, effect.type === 'startChild' ? effect.processId : undefined);
    }
    return undefined;
  }

  function settle(): void {
    for (let job = firstJob(); job !== undefined; job = firstJob()) {
      const { [`${job.instanceId}:${job.jobId}`]: _, ...rest } = host.jobs;
      host = { ...host, jobs: rest };
      const result = runFakeJob(world, job);
      jobs.push({ job: job.jobType, input: { ...job.headers, ...job.variables }, result });
      run({ instanceId: job.instanceId, commandId: fresh(), body: jobCommand(job.jobId, result) }, SYSTEM);
    }
  }

  function firstJob() {
    return Object.values(host.jobs).sort((a, b) => a.order - b.order)[0];
  }
}

function jobCommand(jobId: string, result: JobResult): CommandBody {
  switch (result.kind) {
    case 'completed':
      return { type: 'completeJob', jobId, variables: result.variables };
    case 'error':
      return { type: 'throwJobError', jobId, errorCode: result.code, message: result.message, variables: {} };
    case 'failed':
      return { type: 'failJob', jobId, retriesLeft: 0, message: result.message };
  }
}
