import type { Run } from '../core/run.js';
import { record } from '../core/draft.js';
import { stateOf } from '../core/run.js';
import type { SuspendJob, SuspendWorkItem } from '../model/commands/suspension.js';
import type { Rejection } from '../model/rejection.js';
import type { EffectBody } from '../model/effect.js';
import type { JsonObject } from '../model/json.js';
import type { InstanceState } from '../model/state.js';
import { operate, wholeStory } from './operate.js';

/** 挂起 and 恢复 of one work item: it goes back to the state and holder it had. */
export function suspendWorkItem(run: Run, command: SuspendWorkItem): Rejection | undefined {
  const { workItemId, type } = command;
  return operate(run, command, wholeStory, () => {
    const item = stateOf(run).workItems[workItemId];
    if (item === undefined) return { code: 'WORK_ITEM_GONE' };
    const { elementId, state, suspendedFrom } = item;
    if (type === 'suspendWorkItem') {
      if (state === 'suspended') return { code: 'SUSPENDED' };
      record(run.draft, 'workItemChanged', elementId, {
        workItemId,
        changes: { state: 'suspended', suspendedFrom: state },
      });
      return undefined;
    }
    if (suspendedFrom === undefined) return { code: 'NOT_SUSPENDED' };
    if (item.isHeld === true) return { code: 'NOT_ALLOWED', detail: { reason: 'signers' } };
    record(run.draft, 'workItemChanged', elementId, {
      workItemId,
      changes: { state: suspendedFrom },
      removed: ['suspendedFrom'],
    });
    return undefined;
  });
}

/** 挂起 and 恢复 of one job: the host takes it back, later it is given out again as it was. */
export function suspendJob(run: Run, command: SuspendJob): Rejection | undefined {
  const { jobId, type } = command;
  const story = ({ jobs }: InstanceState): JsonObject => ({ jobId, suspended: jobs[jobId]?.suspended === true });
  return operate(run, command, story, () => {
    const job = stateOf(run).jobs[jobId];
    if (job === undefined) return { code: 'JOB_GONE' };
    const { elementId, jobType, retriesLeft: retries, variables, headers, suspended } = job;
    if (type === 'suspendJob') {
      if (suspended) return { code: 'SUSPENDED' };
      record(run.draft, 'jobSuspended', elementId, { jobId }, { type: 'cancelJob', jobId });
      return undefined;
    }
    if (!suspended) return { code: 'NOT_SUSPENDED' };
    const effect: EffectBody = { type: 'createJob', jobId, elementId, jobType, retries, variables, headers };
    record(run.draft, 'jobResumed', elementId, { jobId }, retries > 0 ? effect : undefined);
    return undefined;
  });
}
