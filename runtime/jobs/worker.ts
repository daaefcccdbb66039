import type { Clock } from '../seams/clock.js';
import type { Log } from '../seams/log.js';
import type { JobRecord } from '../seams/records.js';
import type { Store, Where } from '../seams/store.js';
import { JOBS } from '../store/collections.js';
import { deathsOf } from './attempts.js';
import { createJobRows } from './job-rows.js';
import { createLane, type Lane } from './lane.js';
import type { PerformJob } from './perform-job.js';

/**
 * What the worker needs. `owner` names this process among others. `concurrency` jobs and timers run side by side (default 16), beside them
 * `overdueConcurrency` that are late by more than `overdueMs` (24; one minute). Polls each `pollMs` (500). `types`: what this process carries
 * out by itself.
 */
export interface WorkerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly owner: string;
  readonly leaseMs: number;
  readonly perform: PerformJob;
  readonly types?: () => readonly string[];
  readonly concurrency?: number;
  readonly overdueConcurrency?: number;
  readonly overdueMs?: number;
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

interface Taken {
  readonly job: JobRecord;
  /** Ticks of the clock. */
  readonly at: number;
}

/** How many jobs whose lease ran out are taken over at once. */
const TAKEN_OVER = 4;

/** How many run side by side where somebody waits for the end of a round. */
const ROUND = 8;

/** Jobs that do not wait for a worker outside. */
const INSIDE: Where = { queue: null };

/**
 * A worker over the jobs collection; polling is the truth, `wake` only makes it faster. What is due now and what is long
 * overdue have places of their own, so that twenty thousand timers of a night of standstill do not make today's work wait; so has what another
 * process left behind, which is taken over however much is due. Of those jobs one may have taken the process down: a few are tried beside each
 * other, and what saw two processes die is run with no other such job beside it, so that the innocent ones are found out.
 */
export function createWorker(parts: WorkerParts): Worker {
  const { store, clock, log, owner, leaseMs, perform, types = () => [] } = parts;
  const { concurrency = 16, overdueConcurrency = 24, overdueMs = 60_000, pollMs = 500 } = parts;
  const rows = createJobRows(store);
  let stopping = false;
  const suspects = { running: 0, alone: false };

  const claim = async (where: Where, limit: number, only?: 'due' | 'leased'): Promise<readonly Taken[]> => {
    const at = clock.ticks();
    const which = { where, ...(only === undefined ? {} : { only }) };
    const jobs = await store.claimDue(JOBS, { now: clock.now(), owner, leaseMs, limit, ...which });
    return jobs.map((job) => ({ job, at }));
  };

  const release = async (job: JobRecord): Promise<void> => {
    const change = { dueAt: Math.max(job.dueAt, clock.now() + pollMs), attempts: job.attempts - 1 };
    await rows.putBack(job, change).catch((error: unknown) => {
      log.error('job-not-released', { jobKey: job._id }, error);
      return false;
    });
  };

  const run = async ({ job, at }: Taken): Promise<void> => {
    const deaths = deathsOf(job);
    if (deaths === 0) return perform(job, at);
    const isAlone = deaths > 1;
    if (suspects.alone || (isAlone && suspects.running > 0)) return release(job);
    suspects.running += 1;
    suspects.alone = isAlone;
    try {
      await perform(job, at);
    } finally {
      suspects.running -= 1;
      suspects.alone = false;
    }
  };

  const lane = (limit: number, where: () => Where, only?: 'due' | 'leased'): Lane =>
    createLane({ limit, log, run, claim: (free) => claim(where(), free, only) });

  const lanes: readonly { readonly lane: Lane; readonly everyMs: number }[] = [
    {
      lane: lane(concurrency, () => ({ ...INSIDE, dueAt: { gt: clock.now() - overdueMs } }), 'due'),
      everyMs: pollMs,
    },
    {
      lane: lane(overdueConcurrency, () => ({ ...INSIDE, dueAt: { lte: clock.now() - overdueMs } }), 'due'),
      everyMs: pollMs * 4,
    },
    { lane: lane(TAKEN_OVER, () => INSIDE, 'leased'), everyMs: pollMs },
    // What waited for a worker outside, and this process can do since it was started anew.
    { lane: lane(1, () => ({ queue: { in: [...types()] } })), everyMs: pollMs * 20 },
  ];
  const cancels = new Map<Lane, () => void>();

  const poll = (one: Lane, everyMs: number): void => {
    if (stopping) return;
    one.look();
    cancels.set(
      one,
      clock.after(everyMs, () => poll(one, everyMs)),
    );
  };

  const runDue = async (where: Where): Promise<number> => {
    let count = 0;
    for (let taken = await claim(where, ROUND); taken.length > 0;) {
      count += taken.length;
      await Promise.all(taken.map(run));
      taken = stopping ? [] : await claim(where, ROUND);
    }
    return count;
  };

  const sleep = (ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve));

  const settled = async (rootId: string, over: () => boolean): Promise<boolean> => {
    const mine: Where = { ...INSIDE, rootId };
    while (!over()) {
      await runDue(mine);
      const open = await store.count(JOBS, {
        ...mine,
        state: { in: ['due', 'leased'] },
        dueAt: { lte: clock.now() },
      });
      if (open === 0) return true;
      await sleep(20);
    }
    return false;
  };

  let started = false;
  return {
    start: () => {
      started = true;
      for (const one of lanes) poll(one.lane, one.everyMs);
    },
    stop: async () => {
      stopping = true;
      for (const cancel of cancels.values()) cancel();
      await Promise.all(lanes.map((one) => one.lane.stop()));
    },
    wake: () => {
      if (started) lanes[0]?.lane.look();
    },
    tick: () => runDue(INSIDE),
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
