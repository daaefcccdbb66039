import type { JobRecord } from '../seams/records.js';

/** How many processes a job may take down before nobody tries it again. */
export const MOST_DEATHS = 3;

/**
 * How many attempts at a claimed job were never heard of again: the process died, or stood still past its lease. Attempts are counted when
 * the job is claimed, before it is run; those that came to an end are counted in `ended`.
 */
export function deathsOf(job: Pick<JobRecord, 'attempts' | 'ended'>): number {
  return Math.max(0, job.attempts - 1 - (job.ended ?? 0));
}
