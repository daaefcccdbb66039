import type { JsonObject } from '../../engine/index.js';
import { SYSTEM } from '../../engine/index.js';
import type { ExecutableJob, JobHandler, JobHandlers, JobResult } from '../seams/job-executor.js';
import { PlatformError } from '../seams/platform-error.js';
import type { JobRecord } from '../seams/records.js';
import type { Sealing } from '../seams/sealing.js';
import { INSTANCES } from '../use-cases/instance-record.js';
import { deathsOf, MOST_DEATHS } from './attempts.js';
import { backOffMs } from './back-off.js';
import type { JobParts } from './job-parts.js';
import { createJobResults, resultCommand } from './job-results.js';
import { createJobRows } from './job-rows.js';
import { keepLease } from './lease.js';
import { createQuarantine } from './quarantine.js';

/** What performing a job needs. `handedOut` hears of a job that waits for a worker outside now. */
export interface PerformParts extends JobParts {
  readonly handlers: JobHandlers;
  readonly leaseMs: number;
  readonly handedOut?: () => void;
}

/**
 * Performs one leased job or timer to its end: handler, command to the instance, then the row is finished or put back. `takenAt`: when it was
 * claimed, in ticks of the clock. Never throws.
 */
export type PerformJob = (job: JobRecord, takenAt: number) => Promise<void>;

/** How long a job of a suspended instance waits before somebody looks again; going on wakes it sooner. */
const REST_MS = 60_000;
/** Pause after trouble that is nobody's fault. */
const BREATH_MS = 1_000;
const PASSING: ReadonlySet<string> = new Set(['STORE_UNAVAILABLE', 'STORE_FULL', 'COMMAND_CONFLICT']);

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A job as its handler sees it. */
export function executableOf(job: JobRecord, sealing: Sealing): ExecutableJob {
  const { jobId, instanceId, rootId, type, elementId, headers, packageHash } = job;
  const variables = sealing.unseal(instanceId, job.variables) as JsonObject;
  const about = { jobId, instanceId, rootId, type, elementId, headers, packageHash };
  return { ...about, jobKey: job._id, variables, attempt: job.attempts };
}

/** See PerformJob. A job that nobody in this process carries out waits for a worker outside: it goes into the queue of its type. */
export function createPerformJob(parts: PerformParts): PerformJob {
  const { store, clock, sealing, faults, log, runner, keeper, handlers, settle } = parts;
  const rows = createJobRows(store);
  const results = createJobResults({ ...parts, rows });
  const quarantine = createQuarantine(parts);

  /** Undefined when the lease was lost: somebody else performs the job now and this result is discarded. */
  const execute = async (job: JobRecord, handler: JobHandler, takenAt: number): Promise<JobResult | undefined> => {
    if (job.attempts > job.retries || deathsOf(job) >= MOST_DEATHS)
      return { kind: 'failed', message: 'the last attempt did not come to an end' };
    const lease = keepLease(parts, job, takenAt);
    const attempt = async (): Promise<JobResult> => {
      try {
        return await handler(executableOf(job, sealing), { now: clock.now(), signal: lease.signal });
      } catch (error) {
        if (!lease.signal.aborted) log.warn('job-threw', { jobKey: job._id, type: job.type, attempt: job.attempts });
        return { kind: 'failed', message: messageOf(error) };
      }
    };
    try {
      const result = await attempt();
      if (await lease.confirm()) return result;
      log.warn('lease-lost', { jobKey: job._id, type: job.type, attempt: job.attempts });
      return undefined;
    } finally {
      lease.end();
    }
  };

  // A repeated attempt may come after a crash between the command and the end of the row: then there is nothing left to do.
  const isWanted = async (job: JobRecord): Promise<boolean> => {
    if (job.attempts <= 1) return true;
    const instance = await runner.open(job.instanceId);
    return instance?.state.jobs[job.jobId] !== undefined;
  };

  const handOut = async (job: JobRecord): Promise<void> => {
    await rows.putBack(job, { dueAt: job.dueAt, attempts: job.attempts - 1, queue: job.type });
    parts.handedOut?.();
  };

  const runJob = async (job: JobRecord, takenAt: number): Promise<void> => {
    const handler = handlers.get(job.type);
    if (handler === undefined) return handOut(job);
    if (!(await isWanted(job))) {
      await rows.finish(job);
      return;
    }
    if ((await store.get(INSTANCES, job.instanceId))?.resting === true) {
      await rows.putBack(job, { dueAt: clock.now() + REST_MS, attempts: job.attempts - 1, resting: true });
      return;
    }
    faults.hit('job:before', job.type);
    const result = await execute(job, handler, takenAt);
    if (result === undefined) return;
    faults.hit('job:done', job.type);
    const gaveUp = result.kind === 'failed' && deathsOf(job) >= MOST_DEATHS;
    await results.report(job, gaveUp ? { ...result, retriesLeft: 0 } : result);
  };

  const fireTimer = async (job: JobRecord): Promise<void> => {
    if (deathsOf(job) >= MOST_DEATHS) {
      await quarantine.add(job);
      return;
    }
    faults.hit('job:before', job.type);
    const { instanceId } = job;
    const body = { type: 'fireTimer', timerId: job.jobId } as const;
    const fired = await keeper.send({ instanceId, commandId: resultCommand(job), actor: SYSTEM, body });
    faults.hit('job:after', job.type);
    await settle([fired]);
    // The clock was set back since the row was claimed: it is due again when the instance thinks so, too.
    if (fired.kind === 'refused' && fired.rejection.code === 'TIMER_NOT_DUE')
      await rows.putBack(job, { dueAt: Math.max(job.dueAt, clock.now() + BREATH_MS), attempts: job.attempts - 1 });
    else await rows.finish(job);
  };

  const interrupted = async (job: JobRecord, error: unknown): Promise<void> => {
    const code = error instanceof PlatformError ? error.code : 'UNKNOWN';
    log.error('job-interrupted', { jobKey: job._id, code }, error);
    // Lost races and a store that is down are not the job's fault: it comes back soon and the attempt does not count.
    const change = PASSING.has(code)
      ? { dueAt: clock.now() + BREATH_MS, attempts: job.attempts - 1 }
      : {
          dueAt: clock.now() + backOffMs(job.attempts),
          attempts: job.attempts,
          ended: (job.ended ?? 0) + 1,
          retries: job.retries + 1,
        };
    await rows.putBack(job, change).catch(() => false);
  };

  return async (job, takenAt) => {
    try {
      await (job.kind === 'timer' ? fireTimer(job) : runJob(job, takenAt));
    } catch (error) {
      await interrupted(job, error);
    }
  };
}
