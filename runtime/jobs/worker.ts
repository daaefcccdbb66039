import type { Clock } from '../seams/clock.js';
import type { Log } from '../seams/log.js';
import type { JobRecord } from '../seams/records.js';
import type { Store, Where } from '../seams/store.js';
import { JOBS } from '../store/collections.js';
import type { PerformJob } from './perform-job.js';

/** What the worker needs. `owner` names this process among others; `batch` jobs run side by side (default 8); polls each `pollMs` (500). */
export interface WorkerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly owner: string;
  readonly leaseMs: number;
  readonly perform: PerformJob;
  readonly batch?: number;
  readonly pollMs?: number;
}

/** Carries out due jobs and timers. */
export interface Worker {
  /** Begins to poll. */
  start(): void;
  /** Takes no more jobs and waits for those that run. */
  stop(): Promise<void>;
  /** Looks at once instead of at the next poll. */
  wake(): void;
  /** Performs everything that is due now, also what becomes due by it; gives how many. */
  tick(): Promise<number>;
  /** Performs the due jobs of one case until none is left or `timeoutMs` have passed; true when none was left. */
  drain(rootId: string, timeoutMs: number): Promise<boolean>;
}

/** A worker over the jobs collection; polling is the truth, `wake` only makes it faster (`trust.md` 2.4). */
export function createWorker(parts: WorkerParts): Worker {
  const { store, clock, log, owner, leaseMs, perform, batch = 8, pollMs = 500 } = parts;
  let started = false;
  let stopping = false;
  let cancelPoll: () => void = () => undefined;
  let round: Promise<void> | undefined;
  let again = false;
  const running = new Set<Promise<void>>();

  const claim = (where?: Where): Promise<readonly JobRecord[]> =>
    store.claimDue(JOBS, { now: clock.now(), owner, leaseMs, limit: batch, ...(where === undefined ? {} : { where }) });

  const performAll = async (jobs: readonly JobRecord[]): Promise<void> => {
    await Promise.all(
      jobs.map((job) => {
        const work = perform(job).finally(() => running.delete(work));
        running.add(work);
        return work;
      }),
    );
  };

  const runDue = async (where?: Where): Promise<number> => {
    let count = 0;
    for (let jobs = await claim(where); jobs.length > 0; jobs = stopping ? [] : await claim(where)) {
      count += jobs.length;
      await performAll(jobs);
    }
    return count;
  };

  const loop = async (): Promise<void> => {
    do {
      again = false;
      try {
        await runDue();
      } catch (error) {
        log.error('worker-round-failed', {}, error);
        return;
      }
    } while (again && !stopping);
  };

  const look = (): void => {
    if (!started || stopping) return;
    if (round !== undefined) {
      again = true;
      return;
    }
    cancelPoll();
    round = loop().finally(() => {
      round = undefined;
      if (!stopping) cancelPoll = clock.after(pollMs, look);
    });
  };

  const sleep = (ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve));

  const settled = async (rootId: string, over: () => boolean): Promise<boolean> => {
    while (!over()) {
      await runDue({ rootId });
      const open = await store.count(JOBS, { rootId, state: { in: ['due', 'leased'] }, dueAt: { lte: clock.now() } });
      if (open === 0) return true;
      await sleep(20);
    }
    return false;
  };

  return {
    start: () => {
      started = true;
      look();
    },
    stop: async () => {
      stopping = true;
      cancelPoll();
      await round;
      await Promise.all([...running]);
    },
    wake: look,
    tick: () => runDue(),
    drain: async (rootId, timeoutMs) => {
      let over = false;
      const late = sleep(timeoutMs).then(() => {
        over = true;
        return false;
      });
      return Promise.race([settled(rootId, () => over), late]);
    },
  };
}
