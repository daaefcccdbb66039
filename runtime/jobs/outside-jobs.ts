import { SYSTEM } from '../../engine/index.js';
import type { JobRecord } from '../seams/records.js';
import type { Where } from '../seams/store.js';
import { JOBS } from '../store/collections.js';
import { INSTANCES } from '../use-cases/instance-record.js';
import type { ActivatedJob, ActivateRequest, JobReport, JobSource, ReportOutcome } from '../workers/job-source.js';
import { deathsOf, MOST_DEATHS } from './attempts.js';
import type { JobParts } from './job-parts.js';
import { createJobResults, resultCommand } from './job-results.js';
import { createJobRows } from './job-rows.js';
import { executableOf } from './perform-job.js';

/** Jobs for workers outside of this program. */
export interface OutsideJobs {
  /** The jobs of one worker; `owner` names it in leases. */
  sourceFor(owner: string): JobSource;
  /** There may be new jobs: waiting workers look at once. */
  wake(): void;
  /** Tells people of jobs that no worker has come for, once each. Gives how many there were. */
  warn(): Promise<number>;
}

const POLL_MS = 1_000;
const REST_MS = 60_000;
const WARN_PAGE = 100;

/** `<schedule>.<fence>`: which claim of which schedule of the job. */
const leaseOf = (job: JobRecord): string => `${String(job.srcSeq)}.${String(job.fence)}`;

/**
 * Handing jobs out: a claim is a lease with a fence, and a report is taken only with the lease it was handed out with. Types
 * that this program carries out itself (`handled`) are never handed out. A job that `warnAfterMs` after it came has not been taken by anybody
 * raises an incident, and stays: a worker that comes late ends the incident with the job.
 */
export function createOutsideJobs(
  parts: JobParts & { readonly handled: (type: string) => boolean; readonly warnAfterMs: number },
): OutsideJobs {
  const { store, clock, sealing, log, runner, keeper, settle, handled, warnAfterMs } = parts;
  const rows = createJobRows(store);
  const results = createJobResults({ ...parts, rows });
  const waiting = new Set<() => void>();

  const handedOut = (job: JobRecord, wanted: readonly string[] | undefined): ActivatedJob => {
    const { attempt, variables, ...about } = executableOf(job, sealing);
    const { jobId: _, ...rest } = about;
    const kept =
      wanted === undefined
        ? variables
        : Object.fromEntries(Object.entries(variables).filter(([name]) => wanted.includes(name)));
    const leaseUntil = job.leaseUntil ?? 0;
    return { ...rest, variables: kept, attempt, retries: job.retries, lease: leaseOf(job), leaseUntil };
  };

  /** Looks at a claimed job before it is handed out; false when it is none for a worker now. */
  const isFit = async (job: JobRecord): Promise<boolean> => {
    if (job.attempts > job.retries || deathsOf(job) >= MOST_DEATHS) {
      await results.report(job, { kind: 'failed', message: 'no worker came to an end with it', retriesLeft: 0 });
      return false;
    }
    const instance = await store.get(INSTANCES, job.instanceId);
    if (instance?.resting === true) {
      const change = { dueAt: clock.now() + REST_MS, attempts: job.attempts - 1, resting: true, queue: job.type };
      await rows.putBack(job, change);
      return false;
    }
    return true;
  };

  const take = async (owner: string, request: ActivateRequest): Promise<readonly ActivatedJob[]> => {
    const types = request.types.filter((type) => !handled(type));
    if (types.length === 0) return [];
    const { leaseMs, maxJobs } = request;
    const claim = (where: Where, limit: number): Promise<readonly JobRecord[]> =>
      limit === 0 ? Promise.resolve([]) : store.claimDue(JOBS, { now: clock.now(), owner, leaseMs, limit, where });
    const queued = await claim({ queue: { in: types } }, maxJobs);
    // Jobs so new that this program has not yet seen that they are not its own.
    const fresh = await claim({ queue: null, kind: 'job', type: { in: types } }, maxJobs - queued.length);
    const taken: ActivatedJob[] = [];
    for (const job of [...queued, ...fresh]) if (await isFit(job)) taken.push(handedOut(job, request.variables));
    return taken;
  };

  const pause = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        waiting.delete(done);
        signal?.removeEventListener('abort', done);
        cancel();
        resolve();
      };
      const cancel = clock.after(ms, done);
      waiting.add(done);
      signal?.addEventListener('abort', done);
    });

  const activate = async (
    owner: string,
    request: ActivateRequest,
    signal: AbortSignal | undefined,
  ): Promise<readonly ActivatedJob[]> => {
    const until = clock.ticks() + request.waitMs;
    for (;;) {
      if (signal?.aborted === true) return [];
      const taken = await take(owner, request);
      const left = until - clock.ticks();
      if (taken.length > 0 || left <= 0) return taken;
      await pause(Math.min(POLL_MS, left), signal);
    }
  };

  const extend = async (job: JobRecord, leaseMs: number): Promise<ReportOutcome> => {
    const leaseUntil = clock.now() + leaseMs;
    const expected = { state: 'leased', owner: job.owner ?? null, fence: job.fence, srcSeq: job.srcSeq };
    const held = await store.compareAndSet(JOBS, expected, { ...job, leaseUntil });
    return held ? { jobKey: job._id, ok: true, leaseUntil } : { jobKey: job._id, ok: false, code: 'LEASE_LOST' };
  };

  /** The row is gone: either this very result was taken before, or nobody wants one. */
  const isRepeated = async ({ jobKey, lease }: JobReport): Promise<boolean> => {
    const at = jobKey.lastIndexOf(':');
    const [instanceId, jobId] = [jobKey.slice(0, at), jobKey.slice(at + 1)];
    const commandId = resultCommand({ _id: jobKey, srcSeq: Number(lease.split('.')[0]) });
    const refuse = { refuse: { code: 'JOB_GONE' } };
    const committed = await runner.commit({ instanceId, commandId, actor: SYSTEM, decide: () => refuse });
    if (committed.kind !== 'repeated') return false;
    await settle([committed]);
    return committed.instance.state.jobs[jobId] === undefined;
  };

  const reportOne = async (owner: string, report: JobReport): Promise<ReportOutcome> => {
    const { jobKey } = report;
    const job = await store.get(JOBS, jobKey);
    const mine = job?.state === 'leased' && job.owner === owner && leaseOf(job) === report.lease;
    if (job === undefined || !mine) {
      if ((report.kind === 'completed' || report.kind === 'error') && (await isRepeated(report)))
        return { jobKey, ok: true };
      return { jobKey, ok: false, code: job === undefined ? 'JOB_GONE' : 'LEASE_LOST' };
    }
    if (report.kind === 'extended') return extend(job, report.leaseMs);
    // The claim is renewed by compare-and-set first: who was taken over between the look and the command must not get through.
    const held = await extend(job, Math.max(30_000, (job.leaseUntil ?? 0) - clock.now()));
    if (!held.ok) return held;
    const refused = await results.report(job, report);
    return refused === undefined ? { jobKey, ok: true } : { jobKey, ok: false, code: refused };
  };

  const wake = (): void => {
    for (const look of [...waiting]) look();
  };

  return {
    wake,
    sourceFor: (owner) => ({
      activate: (request, signal) => activate(owner, request, signal),
      report: async (reports) => {
        const outcomes: ReportOutcome[] = [];
        for (const report of reports) outcomes.push(await reportOne(owner, report));
        return outcomes;
      },
    }),
    warn: async () => {
      const where = { state: 'due', queue: { gt: '' }, warned: null, createdAt: { lte: clock.now() - warnAfterMs } };
      const page = await store.find(JOBS, { where, limit: WARN_PAGE });
      let warned = 0;
      for (const job of page.records) {
        if (handled(job.type)) continue;
        const message = `no worker has come for jobs of type ${job.type}`;
        const committed = await keeper.send({
          instanceId: job.instanceId,
          commandId: `${resultCommand(job)}:unserved`,
          actor: SYSTEM,
          body: { type: 'failJob', jobId: job.jobId, retriesLeft: 0, message },
        });
        await settle([committed]);
        const expected = { state: 'due', fence: job.fence, srcSeq: job.srcSeq };
        await store.compareAndSet(JOBS, expected, { ...job, warned: true });
        log.warn('job-unserved', { jobKey: job._id, type: job.type });
        warned += 1;
      }
      return warned;
    },
  };
}
