import { expect } from '@jest/globals';
import type { CommandBody, JsonObject, ProcessPlan } from '../../../../engine/index.js';
import type { CommandResult } from '../../../../runtime/seams/commands.js';
import type { JobHandler } from '../../../../runtime/seams/job-executor.js';
import { PlatformError } from '../../../../runtime/seams/platform-error.js';
import type { Store } from '../../../../runtime/seams/store.js';
import { createProcessHost, type ProcessHost } from '../../../../runtime/use-cases/create-process-host.js';
import { SEED } from '../../../kit/fast-check.js';
import { STORES, type StorePlace } from '../../../kit/stores.js';
import { CLERK, commanding, SEALING, START, starting, type Engine } from '../../kit/host-world.js';
import { manualClock, type ManualClock } from '../../kit/manual-clock.js';
import { realEngine } from '../../kit/real-engine.js';
import { explore, type Explored, type Thoroughness } from './explore.js';
import { soundInstance, type After } from './sound.js';
import { createStepper } from './stepper.js';

/** One race on one store: the processes that compete, and what they compete for. */
export interface RaceWorld {
  readonly store: Store;
  readonly clock: ManualClock;
  /** The processes that compete; the first has prepared everything and remembers it. */
  readonly hosts: readonly ProcessHost[];
  /** The view of the store that a competing process has. */
  readonly views: readonly Store[];
  /** Handlers of jobs, for all processes. */
  readonly handlers: Map<string, JobHandler>;
  /** An id of this race alone. */
  id(name: string): string;
  /** Starts a process as a case, in the first host. */
  begin(name: string, processId: string, variables?: JsonObject): Promise<string>;
  /** `done`, or the code of the refusal or error; `at` names the host. */
  ask(at: number, name: string, commandId: string, body: CommandBody): Promise<string>;
  /** Completes the open work item of an element, as it stood when the race began. */
  complete(at: number, name: string, elementId: string, commandId?: string): () => Promise<string>;
  /** Completes every open work item of an element anywhere in the case, the first in the first host and so on. */
  completeAll(name: string, elementId: string): readonly (() => Promise<string>)[];
  /** Starts a process as a case. */
  start(at: number, name: string, processId: string): Promise<string>;
  /** `done`, `repeated`, or the code of a refusal or error. */
  answer(work: Promise<CommandResult> | undefined): Promise<string>;
  /** Ids of the instances that a case has called. */
  childrenOf(name: string): Promise<readonly string[]>;
  publish(at: number, messageName: string, key: string, messageId: string, timeToLive?: number): Promise<string>;
  /** Claims the open work items of a case and notes them, so that racers need not look. */
  look(name: string): Promise<void>;
  /** After the race: the instance, judged sound. */
  after(name: string): Promise<After>;
  /** The same for an instance that the case has called. */
  sound(instanceId: string): Promise<After>;
  /** What `prepare` remembers for the race. */
  readonly notes: Map<string, string>;
}

/** A race: `prepare` and `judge` run alone, the functions that `compete` gives run at once, one for each process unless it says otherwise. */
export interface Race {
  readonly plans: readonly ProcessPlan[];
  readonly engine?: Engine;
  /** Competing processes, default 2. */
  readonly hosts?: number;
  readonly prepare: (world: RaceWorld) => Promise<void>;
  readonly compete: (world: RaceWorld) => readonly (() => Promise<unknown>)[];
  /** At most so many interleavings, when each is dear. */
  readonly most?: number;
  /** Between race and judgement: due jobs are done (default true). */
  readonly drain?: boolean;
  readonly judge: (world: RaceWorld, answers: readonly unknown[]) => Promise<void>;
}

interface Item {
  readonly name: string;
  readonly elementId: string;
  readonly instanceId: string;
  readonly workItemId: string;
}

/** A kind of store to race on. */
export interface Track {
  readonly name: string;
  readonly split: boolean;
  readonly isQuick: boolean;
  create(): Promise<StorePlace>;
}

const DEEP = process.env['DEEP'] === '1';

/** Every kind of store; memory also with commits that reach it write by write. */
export const TRACKS: readonly Track[] = STORES.flatMap((kind): readonly Track[] => {
  const isQuick = kind.name === 'memory';
  const create = (): Promise<StorePlace> => kind.create();
  const whole: Track = { name: kind.name, split: kind.name === 'mongo', isQuick, create };
  return isQuick ? [whole, { ...whole, name: `${kind.name}, write by write`, split: true }] : [whole];
});

/** How many schedules a race gets on a track. */
export function thoroughness(track: Track): Thoroughness {
  const most = DEEP ? (track.isQuick ? 600 : 60) : track.isQuick ? 14 : 3;
  return { most, interruptions: DEEP ? 3 : 2, seed: SEED };
}

const codeOf = (result: CommandResult): string =>
  result.ok ? (result.repeated ? 'repeated' : 'done') : result.rejection.code;

const said = async (work: Promise<CommandResult>): Promise<string> => {
  try {
    return codeOf(await work);
  } catch (error) {
    if (error instanceof PlatformError) return `threw ${error.code}`;
    throw error;
  }
};

let races = 0;
let serial = 0;

// What is left over must not take part in the next race on the same store.
const end = async (host: ProcessHost, instanceId: string): Promise<void> => {
  const loaded = await host.commands.load(instanceId);
  if (loaded?.state.status !== 'active') return;
  const body = { type: 'cancelInstance', reason: 'the race is over' } as const;
  await host.commands.run(commanding(instanceId, `${instanceId}:over`, body));
};

/** Runs a race in every interleaving that the thoroughness covers, each with new instances on the same store. */
export async function runRace(race: Race, store: Store, how: Thoroughness, split: boolean): Promise<Explored> {
  const engine = race.engine ?? realEngine(...race.plans);
  return explore({ ...how, most: Math.min(how.most, race.most ?? how.most) }, async (choose) => {
    races += 1;
    const number = races;
    const stepper = createStepper();
    const clock = manualClock(START);
    const handlers = new Map<string, JobHandler>();
    const errors: string[] = [];
    const open = (name: string): { readonly host: ProcessHost; readonly view: Store } => {
      const view = stepper.view(name, store, split);
      const host = createProcessHost({
        store: view,
        clock: stepper.clock(clock),
        ids: {
          ulid: () => `01RACE${String((serial += 1)).padStart(20, '0')}`,
          code: (length) => 'A'.repeat(length),
          token: (bytes) => 'x'.repeat(bytes),
          fraction: () => 0.5,
        },
        sealing: SEALING,
        faults: { hit: () => undefined },
        log: {
          info: () => undefined,
          warn: () => undefined,
          error: (event, _facts, cause) => errors.push(`${event} ${String(cause)}`),
        },
        ...engine,
        handlers,
      });
      return { host, view };
    };
    const opened = Array.from({ length: race.hosts ?? 2 }, (_, at) => open('ABCDEFGH'[at] ?? String(at)));
    const hosts = opened.map(({ host }) => host);
    const begun: string[] = [];
    const items: Item[] = [];
    const id = (name: string): string => `${name}-${String(number)}`;
    const hostAt = (at: number): ProcessHost => {
      const host = hosts[at];
      if (host === undefined) throw new Error(`no host ${String(at)}`);
      return host;
    };
    const ask: RaceWorld['ask'] = (at, name, commandId, body) =>
      said(hostAt(at).commands.run(commanding(id(name), `${id(name)}:${commandId}`, body)));
    const completing = (at: number, item: Item, commandId: string) => (): Promise<string> => {
      const body = { type: 'completeWorkItem', workItemId: item.workItemId, variables: {} } as const;
      const { instanceId } = item;
      return said(hostAt(at).commands.run(commanding(instanceId, `${instanceId}:${commandId}`, body)));
    };
    const late = open('late').host;
    const world: RaceWorld = {
      store,
      clock,
      hosts,
      views: opened.map(({ view }) => view),
      handlers,
      id,
      begin: async (name, processId, variables = {}) => {
        begun.push(id(name));
        const request = { ...starting(id(name), {}, variables), commandId: `${id(name)}:start`, processId };
        expect(await said(hostAt(0).commands.start(request))).toBe('done');
        await world.look(name);
        return id(name);
      },
      ask,
      look: async (name) => {
        for (const { state } of await late.commands.loadCase(id(name)))
          for (const item of Object.values(state.workItems)) {
            const { elementId, id: workItemId } = item;
            items.push({ name, elementId, instanceId: state.instanceId, workItemId });
            if (item.assignee !== undefined) continue;
            const claim = { type: 'claimWorkItem', workItemId: item.id } as const;
            const commandId = `${state.instanceId}:claim-${item.id}`;
            expect(await said(hostAt(0).commands.run(commanding(state.instanceId, commandId, claim)))).toBe('done');
          }
      },
      complete: (at, name, elementId, commandId = `complete-${elementId}-${String(at)}`) => {
        const [item] = items.filter((one) => one.name === name && one.elementId === elementId);
        if (item === undefined) throw new Error(`no work item at ${elementId}`);
        return completing(at, item, commandId);
      },
      completeAll: (name, elementId) =>
        items
          .filter((one) => one.name === name && one.elementId === elementId)
          .map((item, at) => completing(at, item, `complete-${String(at)}`)),
      start: (at, name, processId) => {
        begun.push(id(name));
        const request = { ...starting(id(name), {}), commandId: `${id(name)}:start`, processId };
        return said(hostAt(at).commands.start(request));
      },
      answer: (work) => (work === undefined ? Promise.resolve('nobody') : said(work)),
      childrenOf: async (name) =>
        (await late.commands.loadCase(id(name))).map(({ state }) => state.instanceId).filter((one) => one !== id(name)),
      publish: async (at, messageName, key, messageId, timeToLive = 0) => {
        const variables = { from: messageId };
        const message = { messageId: id(messageId), messageName, correlationKey: id(key), timeToLive, variables };
        return (await hostAt(at).messages.publish({ ...message, actor: CLERK })).kind;
      },
      after: (name) => soundInstance(store, late, id(name)),
      sound: (instanceId) => soundInstance(store, late, instanceId),
      notes: new Map(),
    };
    await race.prepare(world);
    const racers = race.compete(world);
    const { answer, steps } = await stepper.run(() => Promise.all(racers.map((racer) => racer())), choose);
    try {
      while ((await late.relay.relayPending()) > 0);
      while (race.drain !== false && (await late.worker.tick()) > 0);
      await race.judge(world, answer);
      expect(errors).toEqual([]);
      for (const one of begun) await end(late, one);
    } catch (error) {
      const told = steps.map(({ actor, name }) => `${actor} ${name}`).join(', ');
      const message = error instanceof Error ? error.message : String(error);
      throw new Error(`${message}\nanswers ${JSON.stringify(answer)}\nafter ${told}`, { cause: error });
    }
  });
}
