import { SILENT_FEED, type FeedStamps } from '../events/feed-stamps.js';
import type { Clock } from '../seams/clock.js';
import type { Commands } from '../seams/commands.js';
import type { Faults } from '../seams/faults.js';
import type { IdSource } from '../seams/id-source.js';
import type { JobHandlers } from '../seams/job-executor.js';
import type { Log } from '../seams/log.js';
import type { Messages } from '../seams/messages.js';
import type { Packages } from '../seams/packages.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store } from '../seams/store.js';
import { createOutsideJobs, type OutsideJobs } from '../jobs/outside-jobs.js';
import { createPerformJob } from '../jobs/perform-job.js';
import { createQuarantine } from '../jobs/quarantine.js';
import { createWorker, type Worker } from '../jobs/worker.js';
import type { JsonObject } from '../../engine/index.js';
import { createCalendarWalker, type CalendarWalker } from '../calendar/calendar-walker.js';
import { createBeginner } from '../starts/begin.js';
import { createDataStarts, type DataStarts } from '../starts/data-starts.js';
import { createMessageStarts } from '../starts/message-starts.js';
import { createStartTimers, type StartTimers } from '../starts/start-timers.js';
import { createSignaller } from '../relay/publish-signal.js';
import { createCorrelator } from '../relay/correlate.js';
import { createProjector } from '../relay/project.js';
import { createRelay, type Relay } from '../relay/relay.js';
import { createAdmission } from './admission.js';
import { createCommands } from './commands.js';
import { createMessages } from './publish-message.js';
import { createCommandKeeper } from './keep-command.js';
import type { InstanceLimits } from './instance-limits.js';
import { createCommandRunner, type Transition } from './run-command.js';
import { createSealedNames } from './sealed-names.js';
import { createCommandSweeper } from './sweep-commands.js';

/** Everything that running processes durably needs from outside. */
export interface ProcessHostParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly packages: Packages;
  readonly sealing: Sealing;
  readonly faults: Faults;
  readonly log: Log;
  readonly transition: Transition;
  readonly handlers: JobHandlers;
  /** How long a job is leased (default 30 s); another process takes over after that. */
  readonly leaseMs?: number;
  /** How often leftovers of a crash are looked for (default 5 s). */
  readonly recoverMs?: number;
  /** After how long a job that no worker outside has come for raises an incident (default one hour). */
  readonly unservedMs?: number;
  /** The configuration an instance begins with that an event begins on this version; empty when absent. */
  readonly configFor?: (packageHash: string) => Promise<JsonObject>;
  /** How many commands of people and outside workers may wait, in all and for one instance; more are refused with BUSY. */
  readonly admission?: { readonly most?: number; readonly mostOfOne?: number };
  /** Says that nothing left over may come alive yet: the store was restored and not released. */
  readonly held?: () => Promise<unknown>;
  /** How much one instance may do and hold; what is left out is as usual. */
  readonly limits?: Partial<InstanceLimits>;
  /** Stamps of the feed that pages listen to; without it no rows of the feed are written. */
  readonly feed?: FeedStamps;
}

/** Processes, running: commands, messages, jobs, timers. */
export interface ProcessHost {
  readonly commands: Commands;
  readonly messages: Messages;
  readonly relay: Relay;
  readonly worker: Worker;
  /** Jobs for workers outside of this program. */
  readonly outside: OutsideJobs;
  /** Counts open instances anew when the calendar has changed. */
  readonly calendarWalker: CalendarWalker;
  /** Conditions on data of the office that begin processes. */
  readonly dataStarts: DataStarts;
  /** Timers that begin processes. */
  readonly startTimers: StartTimers;
  /** Relays what a crash left behind, then begins to carry out jobs and timers. */
  start(): Promise<void>;
  /** Finishes what runs and takes nothing more. */
  stop(): Promise<void>;
}

/** Wires command runner, relay, correlation and worker together. */
export function createProcessHost(parts: ProcessHostParts): ProcessHost {
  const { store, clock, sealing, log } = parts;
  const leaseMs = parts.leaseMs ?? 30_000;
  const recoverMs = parts.recoverMs ?? 5000;
  const late: { wake: () => void } = { wake: () => undefined };
  const wake = (): void => late.wake();
  const feed = parts.feed ?? SILENT_FEED;
  const names = createSealedNames(parts.packages);
  const project = createProjector({ ...parts, names, feed });
  const runner = createCommandRunner({ ...parts, names, project, feed, wake });
  const keeper = createCommandKeeper({ store, clock, sealing, runner });
  const configFor = parts.configFor ?? (() => Promise.resolve({}));
  const begin = createBeginner({ runner, configFor });
  const starts = createMessageStarts(parts);
  const correlator = createCorrelator({ store, clock, sealing, log, runner, starts, begin });
  const signaller = createSignaller({ store, clock, sealing, runner, keeper, begin });
  const relay = createRelay({ ...parts, runner, correlator, signaller, keeper, wake });
  const calendarWalker = createCalendarWalker({ ...parts, leaseMs, runner, keeper, settle: relay.settle });
  const dataStarts = createDataStarts({ ...parts, begin, settle: relay.settle });
  const startTimers = createStartTimers({ ...parts, leaseMs, begin, settle: relay.settle });
  const { settle } = relay;
  const { handlers } = parts;
  const outside = createOutsideJobs({
    ...parts,
    runner,
    keeper,
    settle,
    handled: (type) => handlers.has(type),
    warnAfterMs: parts.unservedMs ?? 3_600_000,
  });
  const perform = createPerformJob({ ...parts, runner, keeper, leaseMs, settle, handedOut: outside.wake });
  const quarantine = createQuarantine({ store, clock, log, keeper, settle });
  const owner = parts.ids.ulid();
  const worker = createWorker({ store, clock, log, leaseMs, owner, perform, types: () => [...handlers.keys()] });
  late.wake = () => {
    worker.wake();
    outside.wake();
  };
  const sweepCommands = createCommandSweeper({ store, clock });
  let stopped = false;
  let cancel: () => void = () => undefined;
  const recover = async (): Promise<void> => {
    try {
      const isHeld = (await parts.held?.()) !== undefined;
      const count = isHeld ? 0 : await relay.relayPending();
      if (count > 0) log.info('relayed-leftovers', { count });
      await outside.warn();
      await quarantine.release();
      await sweepCommands();
    } catch (error) {
      log.error('recovery-failed', {}, error);
    }
    if (!stopped) cancel = clock.after(recoverMs, () => void recover());
  };
  return {
    commands: createCommands({ store, sealing, runner, relay, worker, admission: createAdmission(parts.admission) }),
    messages: createMessages(correlator, signaller, relay),
    relay,
    startTimers,
    calendarWalker,
    dataStarts,
    worker,
    outside,
    start: async () => {
      await recover();
      worker.start();
      startTimers.start();
      calendarWalker.start();
      dataStarts.start();
    },
    stop: async () => {
      stopped = true;
      cancel();
      await calendarWalker.stop();
      await dataStarts.stop();
      await startTimers.stop();
      await worker.stop();
      await relay.stop();
    },
  };
}
