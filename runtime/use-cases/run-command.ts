import type { Effect } from '../../engine/index.js';
import type { FeedStamps } from '../events/feed-stamps.js';
import { createHistoryChain } from '../relay/history-chain.js';
import type { Projector } from '../relay/project.js';
import type { Clock } from '../seams/clock.js';
import type { CommandRequest, Refusal, StartRequest } from '../seams/commands.js';
import type { Faults } from '../seams/faults.js';
import type { IdSource } from '../seams/id-source.js';
import type { Log } from '../seams/log.js';
import type { Packages } from '../seams/packages.js';
import { PlatformError } from '../seams/platform-error.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store, Write } from '../seams/store.js';
import { COMMANDS } from '../store/collections.js';
import { inserting, replacing } from '../store/writes.js';
import { BLOBS, MOST_INLINE } from './blobs.js';
import { createFolder, type Asked, type Fold, type Marks, type Step, type Transition } from './fold-commands.js';
import { createFoldingQueue } from './folding-queue.js';
import { createInstanceCache, type HeldInstance } from './instance-cache.js';
import { blobsToStore, INSTANCES, RECENT_COMMANDS, sealInstance, type OpenInstance } from './instance-record.js';
import { stateSize } from './instance-size.js';
import { INSTANCE_LIMITS, type InstanceLimits } from './instance-limits.js';
import { createWholeInstances } from './quarantine.js';
import type { SealedNames } from './sealed-names.js';

export type { Transition } from './fold-commands.js';

/** What running commands needs. `project` makes the rows of a change; `wake` is called when a job or timer may be due. */
export interface CommandRunnerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly packages: Packages;
  readonly sealing: Sealing;
  readonly faults: Faults;
  readonly transition: Transition;
  readonly names: SealedNames;
  readonly project: Projector;
  readonly feed: FeedStamps;
  readonly log: Log;
  readonly wake: () => void;
  readonly limits?: Partial<InstanceLimits>;
}

/**
 * What became of a command before anything is relayed. `instance` is the instance as this command left it, or as it is when repeated; `type`
 * is the command's, empty when it was applied before.
 */
export type Committed =
  | {
      readonly kind: 'applied' | 'repeated';
      readonly revision: number;
      readonly instance: OpenInstance;
      readonly type: string;
    }
  | { readonly kind: 'refused'; readonly rejection: Refusal['refuse'] };

/**
 * Commits commands; nothing is relayed. Commands that wait for the same instance are decided one after another and written in one commit:
 * the instance first, as guard, then the rows of everything they changed.
 */
export interface CommandRunner {
  readonly names: SealedNames;
  commit(request: CommandRequest): Promise<Committed>;
  commitStart(request: StartRequest): Promise<Committed>;
  /** Takes what lies before the marks off the instance; gives the instance afterwards, undefined when there is none. */
  confirm(instanceId: string, marks: Marks): Promise<HeldInstance | undefined>;
  /** The instance as this process knows it, else as it is stored. */
  held(instanceId: string): Promise<HeldInstance | undefined>;
  /** The instance as it is stored now. */
  open(instanceId: string): Promise<OpenInstance | undefined>;
}

/** How many commands an instance remembers at least. */
const KEPT_COMMANDS = 32;
/** Most commands in one commit: no more than an instance remembers, so that each finds itself there after an unknown outcome. */
const MOST_FOLDED = 32;
const MAX_RACES = 30;
const MAX_TRIES = 10;
const LONGEST_PAUSE_MS = 250;
/** After that long no further try is begun while the store is away. */
const LONGEST_WAIT_MS = 10_000;

/** By what each effect is carried out: rows that a worker or correlator reads, or a command to somebody else. */
const CARRIED_OUT_BY: { readonly [T in Effect['type']]: 'row' | 'command' } = {
  createJob: 'row',
  cancelJob: 'row',
  scheduleTimer: 'row',
  cancelTimer: 'row',
  closeSubscription: 'row',
  notify: 'row',
  openSubscription: 'command',
  publishMessage: 'command',
  publishSignal: 'command',
  startChild: 'command',
  cancelChild: 'command',
  restChild: 'command',
  reportChildEnd: 'command',
  reportChildStatus: 'command',
  reportChildEscalation: 'command',
};

const needsCommand = ({ type }: Effect): boolean => CARRIED_OUT_BY[type] === 'command';
const makesWork = ({ type }: Effect): boolean => type === 'createJob' || type === 'scheduleTimer';

/** What one thing asked of an instance is answered with. */
interface Entry {
  readonly asked: Asked;
  readonly done: (step: Step, held: HeldInstance | undefined) => void;
  readonly failed: (error: unknown) => void;
}

/** The outcome of one try for entries that go together; undefined: somebody else was faster. */
type Attempt = { readonly steps: readonly Step[]; readonly held: HeldInstance | undefined } | undefined;

/**
 * Load, decide, transition, one guarded commit; a conflict or an unknown outcome starts over. What is refused is
 * refused on the state that is stored, never on a memory of it. Throws COMMAND_CONFLICT, STORE_UNAVAILABLE, PROGRAM_UNKNOWN.
 */
export function createCommandRunner(parts: CommandRunnerParts): CommandRunner {
  const { store, clock, ids, packages, sealing, faults, transition, names, project, feed, log, wake } = parts;
  const cache = createInstanceCache();
  const whole = createWholeInstances(parts);
  const limits = { ...INSTANCE_LIMITS, ...parts.limits };
  const chain = createHistoryChain(sealing);
  const fold = createFolder({ store, clock, packages, transition, limits, chain });

  const pause = (attempt: number): Promise<void> =>
    new Promise((resolve) => {
      clock.after(Math.ceil(Math.min(LONGEST_PAUSE_MS, 2 ** (attempt + 1)) * (0.5 + ids.fraction() / 2)), resolve);
    });

  const hold = (instance: OpenInstance, isProjected: boolean): HeldInstance => {
    const held = { instance, isProjected, bytes: stateSize(instance.state) };
    cache.put(held);
    return held;
  };

  const load = async (instanceId: string): Promise<HeldInstance | undefined> => {
    const record = await store.get(INSTANCES, instanceId);
    if (record === undefined) {
      cache.drop(instanceId);
      return undefined;
    }
    const known = cache.get(instanceId);
    if (known?.instance.revision === record.revision) return known;
    const instance = await whole.open(record);
    return hold(instance, instance.history.length === 0);
  };

  const commit = async (
    writes: readonly Write[],
    stamp: Parameters<FeedStamps['settled']>[0] | undefined,
  ): Promise<readonly boolean[]> => {
    try {
      const answers = await store.commit(writes, { guarded: true });
      if (stamp !== undefined) feed.settled(stamp, true);
      return answers;
    } catch (error) {
      if (stamp !== undefined) feed.settled(stamp, false);
      throw error;
    }
  };

  /**
   * Moves the oldest commands that an instance remembers to the collection of commands, some at a time, before it forgets them: whether the
   * commit behind it is written or not, they have been applied.
   */
  const forget = async (instance: OpenInstance): Promise<OpenInstance> => {
    if (instance.recent.length <= RECENT_COMMANDS) return instance;
    const older = instance.recent.slice(0, -KEPT_COMMANDS);
    await store.append(
      COMMANDS,
      older.map(({ id, revision }) => ({ _id: id, at: clock.now(), instanceId: instance._id, revision })),
    );
    return { ...instance, recent: instance.recent.slice(-KEPT_COMMANDS) };
  };

  /** Writes a fold. Undefined: the instance has changed meanwhile. */
  const write = async (before: HeldInstance | undefined, folded: Fold): Promise<HeldInstance | undefined> => {
    if (folded.instance === undefined) return undefined;
    const instance = await forget(folded.instance);
    const isUnknown = before !== undefined && !before.isProjected;
    const { history, effects } = isUnknown ? instance : folded;
    const { writes, stamp, link } = await project({
      instance,
      before: before === undefined ? 'none' : isUnknown ? 'unknown' : before.instance,
      history,
      effects,
    });
    const follow = instance.effects.filter(needsCommand);
    const isOver = follow.length === 0 && instance.woken === undefined;
    const cleared: OpenInstance = {
      ...instance,
      pending: isOver ? 0 : 1,
      history: [],
      effects: follow,
      ...(link === undefined ? {} : { chain: link }),
    };
    const revision = instance.revision + 1;
    const known = await names.forHash(instance.packageHash);
    const seal = (open: OpenInstance) => sealInstance(sealing, known, open);
    const guard = (open: OpenInstance): Write =>
      instance.revision === 0
        ? inserting(INSTANCES, seal(open))
        : replacing(INSTANCES, { revision: instance.revision }, seal(open));
    const bytes = stateSize(instance.state);
    if (bytes > MOST_INLINE) {
      const blobs = blobsToStore(sealing, known, instance, before?.instance);
      if (blobs.length > 0) await store.append(BLOBS, blobs);
    }
    const types = folded.steps.flatMap((step) => (step.kind === 'applied' ? [step.type] : []));
    for (const type of types) faults.hit('commit:before', type);
    let after: OpenInstance = { ...cleared, revision };
    if (store.atomic) {
      if ((await commit([guard(after), ...writes], stamp))[0] !== true) return undefined;
    } else {
      // The rows may be cut off by a crash: the instance keeps what they are made of until all of them are written.
      const kept: OpenInstance = { ...instance, revision, pending: 1 };
      const done: OpenInstance = { ...cleared, revision: revision + 1 };
      const end = isOver ? [replacing(INSTANCES, { revision }, seal(done))] : [];
      const answers = await commit([guard(kept), ...writes, ...end], stamp);
      if (answers[0] !== true) return undefined;
      // Without the end somebody else has gone on already, and has seen to the rest.
      after = !isOver ? kept : answers.at(-1) === true ? done : { ...kept, pending: 0 };
    }
    for (const type of types) faults.hit('commit:after', type);
    if (folded.effects.some(makesWork)) wake();
    const held = hold(after, true);
    if (held.bytes > limits.warnBytes && (before?.bytes ?? 0) <= limits.warnBytes)
      log.warn('instance-large', { instanceId: after._id, bytes: held.bytes });
    return held;
  };

  const attempt = async (instanceId: string, asked: readonly Asked[]): Promise<Attempt> => {
    const remembered = cache.get(instanceId);
    const before = remembered ?? (await load(instanceId));
    const folded = await fold(before?.instance, asked);
    const mustProject = before?.isProjected === false && asked.some(({ kind }) => kind === 'confirm');
    if (folded.isChanged || mustProject) {
      const held = await write(before, folded);
      if (held !== undefined) return { steps: folded.steps, held };
      cache.drop(instanceId);
      return undefined;
    }
    const isSure = folded.steps.every(({ kind }) => kind === 'repeated' || kind === 'confirmed');
    if (remembered === undefined || isSure) return { steps: folded.steps, held: before };
    const now = await load(instanceId);
    return now?.instance.revision === remembered.instance.revision ? { steps: folded.steps, held: now } : undefined;
  };

  // An unknown outcome is found out by trying again: the instance knows the command ids when the first try was written.
  const work = async (instanceId: string, entries: readonly Entry[]): Promise<void> => {
    const asked = entries.map((entry) => entry.asked);
    const began = clock.ticks();
    let races = 0;
    let tries = 0;
    for (;;) {
      try {
        const attempted = await attempt(instanceId, asked);
        if (attempted !== undefined) {
          entries.forEach((entry, index) => {
            const step = attempted.steps[index];
            if (step !== undefined) entry.done(step, attempted.held);
          });
          return;
        }
        races += 1;
        if (races >= MAX_RACES) throw new PlatformError('COMMAND_CONFLICT', `instance ${instanceId}`);
      } catch (error) {
        cache.drop(instanceId);
        tries += 1;
        const isAway = error instanceof PlatformError && error.code === 'STORE_UNAVAILABLE';
        // Whoever asked has to hear in time that the store is away: each try may have waited for it already.
        if (!isAway || tries >= MAX_TRIES || clock.ticks() - began > LONGEST_WAIT_MS) {
          for (const entry of entries) entry.failed(error);
          return;
        }
      }
      await pause(races + tries);
    }
  };

  const queue = createFoldingQueue<Entry>({ most: MOST_FOLDED, work });

  const committed = (instanceId: string, asked: Asked): Promise<Committed> =>
    new Promise((resolve, reject) => {
      const done: Entry['done'] = (step, held) => {
        if (step.kind === 'thrown') reject(step.error instanceof Error ? step.error : new Error(String(step.error)));
        else if (step.kind === 'applied' || step.kind === 'repeated')
          resolve({ ...step, instance: { ...step.instance, pending: held?.instance.pending ?? 0 } });
        else if (step.kind === 'refused') resolve({ kind: 'refused', rejection: step.rejection });
      };
      queue.add(instanceId, { asked, done, failed: reject });
    });

  return {
    names,
    commit: (request) => committed(request.instanceId, { kind: 'command', request }),
    commitStart: (request) => committed(request.instanceId, { kind: 'start', request }),
    confirm: (instanceId, marks) =>
      new Promise((resolve, reject) => {
        const asked: Asked = { kind: 'confirm', marks };
        queue.add(instanceId, { asked, done: (_step, held) => resolve(held), failed: reject });
      }),
    held: async (instanceId) => cache.get(instanceId) ?? (await load(instanceId)),
    open: async (instanceId) => (await load(instanceId))?.instance,
  };
}
