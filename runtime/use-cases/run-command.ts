import type { Command, CommandBody, InstanceState, Outcome, Program } from '../../engine/index.js';
import type { Clock } from '../seams/clock.js';
import type { CommandRequest, Refusal, StartRequest } from '../seams/commands.js';
import type { Faults } from '../seams/faults.js';
import type { IdSource } from '../seams/id-source.js';
import type { Packages } from '../seams/packages.js';
import { PlatformError } from '../seams/platform-error.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store } from '../seams/store.js';
import { COMMANDS } from '../store/collections.js';
import {
  INSTANCES,
  openInstance,
  RECENT_COMMANDS,
  isResting,
  sealInstance,
  type InstanceRecord,
  type OpenInstance,
} from './instance-record.js';
import { createKeyedQueue, type KeyedQueue } from './keyed-queue.js';
import { createSealedNames, type SealedNames } from './sealed-names.js';

/** The engine's one function. */
export type Transition = (program: Program, state: InstanceState | undefined, command: Command) => Outcome;

/** What running commands needs. */
export interface CommandRunnerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly packages: Packages;
  readonly sealing: Sealing;
  readonly faults: Faults;
  readonly transition: Transition;
}

/** What became of a command before anything is relayed. `instance` is the instance as this command left it, or as it is when repeated. */
export type Committed =
  | { readonly kind: 'applied' | 'repeated'; readonly revision: number; readonly instance: OpenInstance }
  | { readonly kind: 'refused'; readonly rejection: Refusal['refuse'] };

/** Commits commands; nothing is relayed. `queue` orders all writes to one instance inside this process. */
export interface CommandRunner {
  readonly queue: KeyedQueue;
  readonly names: SealedNames;
  commit(request: CommandRequest): Promise<Committed>;
  commitStart(request: StartRequest): Promise<Committed>;
  open(instanceId: string): Promise<OpenInstance | undefined>;
}

const MAX_TRIES = 10;
const LONGEST_PAUSE_MS = 250;

type Attempt = Committed | { readonly kind: 'conflict' };

const refused = (code: string): Committed => ({ kind: 'refused', rejection: { code } });

const isRefusal = (decision: CommandBody | Refusal): decision is Refusal => 'refuse' in decision;

/**
 * Load, decide, transition, compare-and-set; a conflict or an unknown outcome starts over (up to ten tries with jitter, `trust.md` 2.1,
 * 2.3). The only caller of `transition`. Throws COMMAND_CONFLICT, STORE_UNAVAILABLE, PROGRAM_UNKNOWN.
 */
export function createCommandRunner(parts: CommandRunnerParts): CommandRunner {
  const { store, clock, ids, packages, sealing, faults, transition } = parts;
  const queue = createKeyedQueue();
  const names = createSealedNames(packages);

  const pause = (attempt: number): Promise<void> =>
    new Promise((resolve) => {
      clock.after(Math.ceil(Math.min(LONGEST_PAUSE_MS, 2 ** (attempt + 1)) * (0.5 + ids.fraction() / 2)), resolve);
    });

  const programOf = async (processId: string, packageHash: string): Promise<Program> => {
    const program = await packages.programFor(processId, packageHash);
    if (program === undefined) throw new PlatformError('PROGRAM_UNKNOWN', `${processId} in ${packageHash}`);
    return program;
  };

  const seal = async (instance: OpenInstance): Promise<InstanceRecord> =>
    sealInstance(sealing, await names.forHash(instance.packageHash), instance);

  const revisionOf = async (record: InstanceRecord, commandId: string): Promise<number | undefined> => {
    const recent = record.recent.find((one) => one.id === commandId);
    if (recent !== undefined) return recent.revision;
    if (record.recent.length < RECENT_COMMANDS) return undefined;
    const older = await store.get(COMMANDS, commandId);
    return older?.instanceId === record._id ? older.revision : undefined;
  };

  const attempt = async (request: CommandRequest): Promise<Attempt> => {
    const record = await store.get(INSTANCES, request.instanceId);
    if (record === undefined) return refused('INSTANCE_NOT_FOUND');
    const instance = openInstance(sealing, record);
    const revision = await revisionOf(record, request.commandId);
    if (revision !== undefined) return { kind: 'repeated', revision, instance };
    const { processId, packageHash } = request.onto ?? record;
    const program = await programOf(processId, packageHash);
    const at = clock.now();
    const decision = await request.decide({ state: instance.state, program, packageHash, at });
    if (isRefusal(decision)) return { kind: 'refused', rejection: decision.refuse };
    const outcome = transition(program, instance.state, {
      ...decision,
      id: request.commandId,
      at,
      actor: request.actor,
    });
    if (!outcome.ok) return { kind: 'refused', rejection: outcome.rejection };
    const next: OpenInstance = {
      ...instance,
      processId,
      packageHash,
      revision: instance.revision + 1,
      status: outcome.state.status,
      resting: isResting(outcome.state),
      recent: [...instance.recent, { id: request.commandId, revision: outcome.state.revision }].slice(-RECENT_COMMANDS),
      pending: 1,
      updatedAt: at,
      state: outcome.state,
      history: [...instance.history, ...outcome.history],
      effects: [...instance.effects, ...outcome.effects],
    };
    const sealed = await seal(next);
    faults.hit('commit:before', decision.type);
    const won = await store.compareAndSet(INSTANCES, { revision: instance.revision }, sealed);
    if (!won) return { kind: 'conflict' };
    faults.hit('commit:after', decision.type);
    return { kind: 'applied', revision: outcome.state.revision, instance: next };
  };

  const attemptStart = async (request: StartRequest): Promise<Attempt> => {
    const { instanceId, commandId, actor, packageHash, processId, callPath, begin, ...start } = request;
    const record = await store.get(INSTANCES, instanceId);
    if (record !== undefined) {
      if (record.startCommandId !== commandId) return refused('INSTANCE_EXISTS');
      return { kind: 'repeated', revision: record.recent[0]?.revision ?? 0, instance: openInstance(sealing, record) };
    }
    const program = await programOf(processId, packageHash);
    const at = clock.now();
    const outcome = transition(program, undefined, {
      ...(begin ?? { ...start, type: 'startInstance', instanceId }),
      id: commandId,
      at,
      actor,
    });
    if (!outcome.ok) return { kind: 'refused', rejection: outcome.rejection };
    const instance: OpenInstance = {
      _id: instanceId,
      revision: 1,
      processId,
      packageHash,
      rootId: request.rootId,
      parentId: request.parent?.instanceId ?? null,
      callPath: callPath ?? [],
      status: outcome.state.status,
      startCommandId: commandId,
      recent: [{ id: commandId, revision: outcome.state.revision }],
      pending: 1,
      createdAt: at,
      updatedAt: at,
      state: outcome.state,
      history: outcome.history,
      effects: outcome.effects,
    };
    const sealed = await seal(instance);
    faults.hit('commit:before', 'startInstance');
    if (!(await store.insert(INSTANCES, sealed))) return { kind: 'conflict' };
    faults.hit('commit:after', 'startInstance');
    return { kind: 'applied', revision: outcome.state.revision, instance };
  };

  // An unknown outcome is found out by trying again: the instance knows the command id when the first try was written.
  const persist = async (instanceId: string, once: () => Promise<Attempt>): Promise<Committed> => {
    let trouble: PlatformError | undefined;
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      if (tries > 0) await pause(tries);
      try {
        const result = await once();
        if (result.kind !== 'conflict') return result;
        trouble = undefined;
      } catch (error) {
        if (!(error instanceof PlatformError) || error.code !== 'STORE_UNAVAILABLE') throw error;
        trouble = error;
      }
    }
    throw trouble ?? new PlatformError('COMMAND_CONFLICT', `instance ${instanceId}`);
  };

  return {
    queue,
    names,
    commit: (request) => queue.run(request.instanceId, () => persist(request.instanceId, () => attempt(request))),
    commitStart: (request) =>
      queue.run(request.instanceId, () => persist(request.instanceId, () => attemptStart(request))),
    open: async (instanceId) => {
      const record = await store.get(INSTANCES, instanceId);
      return record === undefined ? undefined : openInstance(sealing, record);
    },
  };
}
