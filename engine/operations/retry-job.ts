import { clearIncidents } from '../core/incident.js';
import { elementOf } from '../core/plan-index.js';
import { listenAgain } from '../core/listeners.js';
import type { Run } from '../core/run.js';
import { stateOf, tokenOf } from '../core/run.js';
import { recreateJob } from '../elements/service-task.js';
import type { RetryJob } from '../model/commands/repair.js';
import type { Rejection } from '../model/rejection.js';
import type { JsonObject } from '../model/json.js';
import type { InstanceState } from '../model/state.js';
import { operate } from './operate.js';

/** Gives a failed job out again: inputs are evaluated anew, retries begin again, its incident is over. */
export function retryJob(run: Run, command: RetryJob): Rejection | undefined {
  const { jobId } = command;
  const story = ({ jobs, incidents }: InstanceState): JsonObject => ({
    jobId,
    retriesLeft: jobs[jobId]?.retriesLeft ?? null,
    incidents: Object.values(incidents)
      .filter((incident) => incident.jobId === jobId)
      .map(({ id }) => id),
  });
  return operate(run, command, story, () => {
    const job = stateOf(run).jobs[jobId];
    if (job === undefined) return { code: 'JOB_GONE' };
    if (job.suspended === true) return { code: 'SUSPENDED' };
    const element = elementOf(run.index, job.elementId);
    const isJobTask = element.type === 'serviceTask' || element.type === 'sendTask';
    if (!isJobTask && job.listener === undefined) return { code: 'NOT_ALLOWED' };
    clearIncidents(run, job.tokenId);
    if (job.listener !== undefined) listenAgain(run, tokenOf(run, job.tokenId), element);
    else if (isJobTask) recreateJob(run, job, tokenOf(run, job.tokenId), element);
    return undefined;
  });
}
