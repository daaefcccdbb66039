import type { CompleteJob, FailJob, ThrowJobError } from '../../model/commands/job-command.js';
import type { Rejection } from '../../model/rejection.js';
import { has } from '../behaviour-flags.js';
import { record } from '../draft.js';
import { Fault } from '../fault.js';
import { clearIncidents, raiseIncident } from '../incident.js';
import { throwError } from '../propagate.js';
import type { Run } from '../run.js';
import { stateOf, wake } from '../run.js';

/** A job is done; also one that had failed before. */
export function completeJob(run: Run, { jobId, variables }: CompleteJob): Rejection | undefined {
  const job = stateOf(run).jobs[jobId];
  if (job === undefined) return { code: 'JOB_GONE' };
  if (job.suspended) return { code: 'SUSPENDED' };
  const { tokenId, elementId, variables: inputs } = job;
  record(run.draft, 'jobCompleted', elementId, { jobId });
  clearIncidents(run, tokenId);
  wake(run, tokenId, job.listener ? { type: 'listened', variables } : { type: 'result', variables, inputs });
  return undefined;
}

/** A job failed; after the last try somebody must look at it. */
export function failJob(run: Run, { jobId, retriesLeft, retryAt, message }: FailJob): Rejection | undefined {
  const job = stateOf(run).jobs[jobId];
  if (job === undefined) return { code: 'JOB_GONE' };
  if (job.suspended) return { code: 'SUSPENDED' };
  const { tokenId, elementId } = job;
  const facts = { jobId, retriesLeft, message };
  record(run.draft, 'jobFailed', elementId, retryAt === undefined ? facts : { ...facts, retryAt });
  const isKnown = Object.values(stateOf(run).incidents).some((incident) => incident.jobId === jobId);
  if (retriesLeft > 0 || isKnown) return undefined;
  raiseIncident(run, { elementId, tokenId, jobId }, new Fault('JOB_FAILED', message), { phase: 'job' });
  return undefined;
}

/** A job ended with an error of the model; one that nobody catches is an incident, and its job can be given out again. */
export function throwJobError(
  run: Run,
  { jobId, errorCode, message, variables }: ThrowJobError,
): Rejection | undefined {
  const job = stateOf(run).jobs[jobId];
  if (job === undefined) return { code: 'JOB_GONE' };
  if (job.suspended) return { code: 'SUSPENDED' };
  const { tokenId, elementId } = job;
  record(run.draft, 'jobCompleted', elementId, { jobId, errorCode });
  clearIncidents(run, tokenId);
  const uncaught = has(run, 'uncaughtJobErrorIsIncident') ? 'incident' : 'fail';
  throwError(run, tokenId, { errorCode, message, variables }, uncaught);
  return undefined;
}
