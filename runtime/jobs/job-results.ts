import type { CommandBody, JsonObject } from '../../engine/index.js';
import { SYSTEM } from '../../engine/index.js';
import type { Clock } from '../seams/clock.js';
import type { Faults } from '../seams/faults.js';
import type { JobRecord } from '../seams/records.js';
import type { CommandKeeper } from '../use-cases/keep-command.js';
import type { Committed, CommandRunner } from '../use-cases/run-command.js';
import { backOffMs } from './back-off.js';
import type { JobRows } from './job-rows.js';

/** How an attempt ended. `retriesLeft` and `retryInMs` of a failure: what the worker wants instead of the rule. */
export type AttemptResult =
  | { readonly kind: 'completed'; readonly variables: JsonObject }
  | { readonly kind: 'error'; readonly code: string; readonly message: string; readonly variables: JsonObject }
  | {
      readonly kind: 'failed';
      readonly message: string;
      readonly retriesLeft?: number;
      readonly retryInMs?: number;
    };

/** Hands results of claimed jobs to their instances, and ends the claim. */
export interface JobResults {
  /** Gives the refusal of the instance when it wants no result any more; the row is gone then, too. */
  report(job: JobRecord, result: AttemptResult): Promise<string | undefined>;
}

/** The command that brings the result of this job: it names the schedule, the same for every attempt, so that one result is accepted. */
export function resultCommand(job: Pick<JobRecord, '_id' | 'srcSeq'>): string {
  return `${job._id}:${String(job.srcSeq)}`;
}

const LONGEST_MESSAGE = 2_000;

/**
 * See JobResults. What a suspended instance refuses is kept for it by the keeper; the row has then done its duty. A failure is told to the
 * instance each time, so that its history has it; the last one raises an incident.
 */
export function createJobResults(parts: {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly runner: CommandRunner;
  readonly keeper: CommandKeeper;
  readonly rows: JobRows;
  readonly settle: (committed: readonly Committed[]) => Promise<void>;
}): JobResults {
  const { clock, faults, runner, keeper, rows, settle } = parts;

  const relayed = async (job: JobRecord, committed: Committed): Promise<Committed> => {
    faults.hit('job:after', job.type);
    await settle([committed]);
    return committed;
  };

  const send = async (job: JobRecord, commandId: string, body: CommandBody): Promise<Committed> =>
    relayed(job, await keeper.send({ instanceId: job.instanceId, commandId, actor: SYSTEM, body }));

  const last = async (job: JobRecord, commandId: string, body: CommandBody): Promise<string | undefined> => {
    const committed = await send(job, commandId, body);
    await rows.finish(job);
    const kept = committed.kind !== 'refused' || committed.rejection.code === 'SUSPENDED';
    return kept ? undefined : committed.rejection.code;
  };

  const fail = async (
    job: JobRecord,
    failure: Extract<AttemptResult, { readonly kind: 'failed' }>,
  ): Promise<string | undefined> => {
    const { instanceId, jobId } = job;
    const retriesLeft = Math.max(0, failure.retriesLeft ?? job.retries - job.attempts);
    const commandId = `${resultCommand(job)}:f${String(job.attempts)}`;
    const body = { type: 'failJob', jobId, retriesLeft, message: failure.message.slice(0, LONGEST_MESSAGE) } as const;
    if (retriesLeft === 0) return last(job, commandId, body);
    const retryAt = clock.now() + (failure.retryInMs ?? backOffMs(job.attempts));
    // A suspended instance need not hear of it: the row knows its attempts, and the last one is kept for the instance.
    const told = await runner.commit({ instanceId, commandId, actor: SYSTEM, decide: () => ({ ...body, retryAt }) });
    await relayed(job, told);
    if (told.kind === 'refused' && told.rejection.code !== 'SUSPENDED') {
      await rows.finish(job);
      return told.rejection.code;
    }
    const ended = (job.ended ?? 0) + 1;
    await rows.putBack(job, { dueAt: retryAt, attempts: job.attempts, ended, retries: job.attempts + retriesLeft });
    return undefined;
  };

  return {
    report: (job, result) => {
      const { jobId } = job;
      switch (result.kind) {
        case 'completed':
          return last(job, resultCommand(job), { type: 'completeJob', jobId, variables: result.variables });
        case 'error': {
          const { code, message, variables } = result;
          return last(job, resultCommand(job), { type: 'throwJobError', jobId, errorCode: code, message, variables });
        }
        case 'failed':
          return fail(job, result);
      }
    },
  };
}
