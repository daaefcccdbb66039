import type { CommandBody, JsonObject } from '../../engine/index.js';
import { SYSTEM } from '../../engine/index.js';
import type { Clock } from '../seams/clock.js';
import type { Faults } from '../seams/faults.js';
import type { ExecutableJob, JobHandlers, JobResult } from '../seams/job-executor.js';
import type { Log } from '../seams/log.js';
import { PlatformError } from '../seams/platform-error.js';
import type { JobRecord } from '../seams/records.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store } from '../seams/store.js';
import { JOBS } from '../store/collections.js';
import type { CommandKeeper } from '../use-cases/keep-command.js';
import { INSTANCES } from '../use-cases/instance-record.js';
import type { Committed, CommandRunner } from '../use-cases/run-command.js';
import { backOffMs } from './back-off.js';
import { holdOf, keepLease } from './lease.js';

/** What performing a job needs. `settle` relays a commit. */
export interface PerformParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly faults: Faults;
  readonly log: Log;
  readonly runner: CommandRunner;
  readonly keeper: CommandKeeper;
  readonly handlers: JobHandlers;
  readonly leaseMs: number;
  readonly settle: (committed: readonly Committed[]) => Promise<void>;
}

/** Performs one leased job or timer to its end: handler, command to the instance, then the row is finished or put back. Never throws. */
export type PerformJob = (job: JobRecord) => Promise<void>;

/** How long a job of a suspended instance waits before somebody looks again; going on wakes it sooner. */
const REST_MS = 60_000;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * See PerformJob. The command id names the schedule of the job, the same for every attempt: the instance accepts one result. What a
 * suspended instance refuses is kept for it by the keeper; the row has then done its duty.
 */
export function createPerformJob(parts: PerformParts): PerformJob {
  const { store, clock, sealing, faults, log, runner, keeper, handlers, settle } = parts;

  const finish = (job: JobRecord): Promise<boolean> =>
    store.remove(JOBS, job._id, { expected: holdOf(job), srcSeq: job.srcSeq });

  const putBack = (job: JobRecord, dueAt: number, attempts: number, resting = false): Promise<boolean> => {
    const { owner: _owner, leaseUntil: _until, ...rest } = job;
    return store.compareAndSet(JOBS, holdOf(job), { ...rest, state: 'due', dueAt, attempts, resting });
  };

  const commit = async (job: JobRecord, commandId: string, body: CommandBody): Promise<Committed> => {
    const { instanceId } = job;
    const committed = await runner.commit({ instanceId, commandId, actor: SYSTEM, decide: () => body });
    faults.hit('job:after', job.type);
    await settle([committed]);
    return committed;
  };

  const send = async (job: JobRecord, commandId: string, body: CommandBody): Promise<Committed> => {
    const committed = await keeper.send({ instanceId: job.instanceId, commandId, actor: SYSTEM, body });
    faults.hit('job:after', job.type);
    await settle([committed]);
    return committed;
  };

  /** Undefined when the lease was lost: somebody else performs the job now and this result is discarded. */
  const execute = async (job: JobRecord): Promise<JobResult | undefined> => {
    const handler = handlers.get(job.type);
    if (handler === undefined) return { kind: 'failed', message: `nobody carries out jobs of type ${job.type}` };
    if (job.attempts > job.retries) return { kind: 'failed', message: 'the last attempt did not come to an end' };
    const executable: ExecutableJob = {
      jobId: job.jobId,
      instanceId: job.instanceId,
      rootId: job.rootId,
      jobKey: job._id,
      type: job.type,
      elementId: job.elementId,
      variables: sealing.unseal(job.instanceId, job.variables) as JsonObject,
      headers: job.headers,
      attempt: job.attempts,
      packageHash: job.packageHash,
    };
    const lease = keepLease(parts, job);
    try {
      const result = await handler(executable, { now: clock.now(), signal: lease.signal });
      return lease.signal.aborted ? undefined : result;
    } catch (error) {
      if (lease.signal.aborted) return undefined;
      log.warn('job-threw', { jobKey: job._id, type: job.type, attempt: job.attempts });
      return { kind: 'failed', message: messageOf(error) };
    } finally {
      lease.end();
    }
  };

  const fail = async (job: JobRecord, message: string, commandId: string): Promise<void> => {
    const known = handlers.has(job.type);
    const retriesLeft = known ? Math.max(0, job.retries - job.attempts) : 0;
    const failure = { type: 'failJob', jobId: job.jobId, retriesLeft, message: message.slice(0, 2000) } as const;
    const retryAt = clock.now() + backOffMs(job.attempts);
    const id = `${commandId}:f${String(job.attempts)}`;
    if (retriesLeft === 0) {
      await send(job, id, failure);
      await finish(job);
      return;
    }
    // A suspended instance need not hear of it: the row knows its attempts, and the last one is kept for the instance.
    const body: CommandBody = { ...failure, retryAt };
    const committed = await commit(job, id, body);
    const isOver = committed.kind === 'refused' && committed.rejection.code !== 'SUSPENDED';
    if (isOver) await finish(job);
    else await putBack(job, retryAt, job.attempts);
  };

  // A repeated attempt may come after a crash between the command and the end of the row: then there is nothing left to do.
  const wanted = async (job: JobRecord): Promise<boolean> => {
    if (job.attempts <= 1) return true;
    const instance = await runner.open(job.instanceId);
    return instance?.state.jobs[job.jobId] !== undefined;
  };

  const runJob = async (job: JobRecord): Promise<void> => {
    if (!(await wanted(job))) {
      await finish(job);
      return;
    }
    if ((await store.get(INSTANCES, job.instanceId))?.resting === true) {
      await putBack(job, clock.now() + REST_MS, job.attempts - 1, true);
      return;
    }
    const commandId = `${job._id}:${String(job.srcSeq)}`;
    faults.hit('job:before', job.type);
    const result = await execute(job);
    if (result === undefined) return;
    faults.hit('job:done', job.type);
    const { jobId } = job;
    switch (result.kind) {
      case 'completed':
        await send(job, commandId, { type: 'completeJob', jobId, variables: result.variables });
        await finish(job);
        return;
      case 'error': {
        const { code, message, variables } = result;
        await send(job, commandId, { type: 'throwJobError', jobId, errorCode: code, message, variables });
        await finish(job);
        return;
      }
      case 'failed':
        await fail(job, result.message, commandId);
    }
  };

  const fireTimer = async (job: JobRecord): Promise<void> => {
    faults.hit('job:before', job.type);
    const fired = await send(job, `${job._id}:${String(job.srcSeq)}`, { type: 'fireTimer', timerId: job.jobId });
    if (fired.kind === 'refused' && fired.rejection.code === 'TIMER_NOT_DUE')
      await putBack(job, clock.now() + 1000, job.attempts);
    else await finish(job);
  };

  return async (job) => {
    try {
      await (job.kind === 'timer' ? fireTimer(job) : runJob(job));
    } catch (error) {
      // Not the job's fault (lost races, store down): it comes back soon and the attempt does not count. Else its lease runs out.
      log.error(
        'job-interrupted',
        { jobKey: job._id, code: error instanceof PlatformError ? error.code : 'UNKNOWN' },
        error,
      );
      await putBack(job, clock.now() + 1000, job.attempts - 1).catch(() => false);
    }
  };
}
