import type { JobRecord } from '../seams/records.js';
import type { Store } from '../seams/store.js';
import { JOBS } from '../store/collections.js';
import { holdOf } from './lease.js';

/** How a claimed job goes back: when it is due again, how many attempts it has behind it, and what else changes. */
export interface PutBack {
  readonly dueAt: number;
  readonly attempts: number;
  readonly ended?: number;
  readonly retries?: number;
  readonly resting?: boolean;
  readonly queue?: string;
}

/** The two ends of a claim. Both do nothing and answer false when the claim is no longer ours (`holdOf`). */
export interface JobRows {
  /** The job is over: its row goes, and no older schedule brings it back. */
  finish(job: JobRecord): Promise<boolean>;
  putBack(job: JobRecord, change: PutBack): Promise<boolean>;
  /** Nobody tries it again by itself. */
  bury(job: JobRecord): Promise<boolean>;
}

/** Rows of claimed jobs in the store. */
export function createJobRows(store: Store): JobRows {
  const freed = (job: JobRecord): JobRecord => {
    const { owner: _owner, leaseUntil: _until, resting: _resting, ...rest } = job;
    return rest;
  };
  return {
    finish: (job) => store.remove(JOBS, job._id, { expected: holdOf(job), srcSeq: job.srcSeq }),
    putBack: (job, change) => store.compareAndSet(JOBS, holdOf(job), { ...freed(job), ...change, state: 'due' }),
    bury: (job) => store.compareAndSet(JOBS, holdOf(job), { ...freed(job), state: 'dead' }),
  };
}
