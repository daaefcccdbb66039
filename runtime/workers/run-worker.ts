import type { ExecutableJob, JobHandlers, JobResult } from '../seams/job-executor.js';
import type { ActivatedJob, JobReport, JobSource } from './job-source.js';

/** A worker that runs. */
export interface RunningWorker {
  /** Takes no more jobs and waits for those that run; after `graceMs` their signal aborts, and they are given back. */
  stop(graceMs?: number): Promise<void>;
}

/** How a worker works: `concurrency` jobs side by side (default 8), each leased for `leaseMs` (60 s) and extended while it runs. */
export interface WorkerSettings {
  readonly source: JobSource;
  readonly handlers: JobHandlers;
  readonly concurrency?: number;
  readonly leaseMs?: number;
  readonly waitMs?: number;
  readonly variables?: readonly string[];
  /** Hears of requests that failed; the worker goes on by itself. */
  readonly onTrouble?: (error: unknown) => void;
}

const IDLE_MS = 20;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });

/**
 * Carries out jobs from a source by handlers, the same that the platform runs inside: over HTTP, or in the same process. Asks for as many as it
 * has places for; after trouble it waits, longer each time up to half a minute. A report that did not get through is sent again while the
 * lease lasts: the platform takes it once.
 */
export function runWorker(settings: WorkerSettings): RunningWorker {
  const { source, handlers, variables, onTrouble = () => undefined } = settings;
  const { concurrency = 8, leaseMs = 60_000, waitMs = 30_000 } = settings;
  const types = [...handlers.keys()];
  const asking = new AbortController();
  const working = new AbortController();
  const running = new Set<Promise<void>>();

  const tell = async (report: JobReport, until: number): Promise<void> => {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LONGEST_PAUSE_MS, pause * 2)) {
      try {
        await source.report([report]);
        return;
      } catch (error) {
        onTrouble(error);
        if (performance.now() + pause > until) return;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  };

  const execute = async (job: ActivatedJob, signal: AbortSignal): Promise<JobResult> => {
    const handler = handlers.get(job.type);
    if (handler === undefined) return { kind: 'failed', message: `no handler for ${job.type}` };
    const { jobKey, lease: _lease, retries: _retries, leaseUntil: _until, ...about } = job;
    const executable: ExecutableJob = { ...about, jobKey, jobId: jobKey.slice(jobKey.lastIndexOf(':') + 1) };
    try {
      return await handler(executable, { now: Date.now(), signal });
    } catch (error) {
      return { kind: 'failed', message: messageOf(error) };
    }
  };

  const carryOut = async (job: ActivatedJob): Promise<void> => {
    const { jobKey, lease } = job;
    const lost = new AbortController();
    let heldUntil = performance.now() + leaseMs;
    const extend = async (): Promise<void> => {
      const began = performance.now();
      try {
        const [outcome] = await source.report([{ jobKey, lease, kind: 'extended', leaseMs }]);
        if (outcome?.ok === true) heldUntil = began + leaseMs;
        else lost.abort();
      } catch (error) {
        onTrouble(error);
        if (performance.now() > heldUntil) lost.abort();
      }
    };
    const renewal = setInterval(() => void extend(), leaseMs / 3);
    try {
      const result = await execute(job, AbortSignal.any([lost.signal, working.signal]));
      if (lost.signal.aborted) return;
      const given = working.signal.aborted ? GIVEN_BACK : result;
      await tell({ jobKey, lease, ...given }, heldUntil);
    } finally {
      clearInterval(renewal);
    }
  };

  const begin = (job: ActivatedJob): void => {
    const ends = carryOut(job)
      .catch(onTrouble)
      .finally(() => running.delete(ends));
    running.add(ends);
  };

  const loop = async (): Promise<void> => {
    let pause = FIRST_PAUSE_MS;
    while (!asking.signal.aborted) {
      if (running.size >= concurrency) {
        await Promise.race([...running]);
        continue;
      }
      const wanted = variables === undefined ? {} : { variables };
      const request = { types, maxJobs: concurrency - running.size, leaseMs, waitMs, ...wanted };
      try {
        const taken = await source.activate(request, asking.signal);
        taken.forEach(begin);
        pause = FIRST_PAUSE_MS;
        // A source that does not wait for jobs must not be asked without a breath.
        if (taken.length === 0) await sleep(IDLE_MS, asking.signal);
      } catch (error) {
        if (asking.signal.aborted) return;
        onTrouble(error);
        await sleep(pause, asking.signal);
        pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
      }
    }
  };

  const over = loop();
  return {
    stop: async (graceMs = 10_000) => {
      asking.abort();
      const timer = setTimeout(() => working.abort(), graceMs);
      await over;
      await Promise.all([...running]);
      clearTimeout(timer);
    },
  };
}

/** Somebody else may try at once. */
const GIVEN_BACK = { kind: 'failed', message: 'the worker was stopped', retryInMs: 0 } as const;
