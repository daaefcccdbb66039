import type { Effect, JsonValue } from '../../engine/index.js';
import { noticeRecord, NOTICES } from '../notices/store-notifier.js';
import type { JobRecord } from '../seams/records.js';
import type { Sealing } from '../seams/sealing.js';
import type { RemoveGuard, Write } from '../seams/store.js';
import { JOBS, SUBSCRIPTIONS } from '../store/collections.js';
import { inserting, removing, upserting } from '../store/writes.js';
import type { OpenInstance } from '../use-cases/instance-record.js';

/** How often a timer is tried before it waits for the next lease; timers have no incident of their own. */
const TIMER_RETRIES = 1_000_000;

/**
 * Rows that effects make or remove: jobs, timers, subscriptions, notices. Every other effect is carried out by commands (`relay.ts`).
 * `marked`: removed rows leave a mark, so that an older effect cannot bring them back.
 */
export function projectEffects(
  instance: OpenInstance,
  sealing: Sealing,
  names: ReadonlySet<string>,
  marked: boolean,
): readonly Write[] {
  const job = (
    effect: Effect,
    id: string,
    more: Pick<JobRecord, 'kind' | 'elementId' | 'type' | 'dueAt' | 'retries'>,
  ): JobRecord => ({
    ...more,
    _id: `${instance._id}:${id}`,
    srcSeq: effect.seq,
    state: 'due',
    attempts: 0,
    fence: 0,
    instanceId: instance._id,
    rootId: instance.rootId,
    packageHash: instance.packageHash,
    jobId: id,
    variables: {},
    headers: {},
    createdAt: instance.updatedAt,
  });
  const guard = (srcSeq: number): RemoveGuard | undefined => (marked ? { srcSeq } : undefined);
  return instance.effects.flatMap((effect): readonly Write[] => {
    const { seq } = effect;
    const rowId = (id: string): string => `${instance._id}:${id}`;
    switch (effect.type) {
      case 'createJob': {
        const { jobId, elementId, jobType, retries, headers } = effect;
        const base = job(effect, jobId, {
          kind: 'job',
          elementId,
          type: jobType,
          dueAt: instance.updatedAt,
          retries: Math.max(1, retries),
        });
        const variables = sealing.seal(instance._id, effect.variables as JsonValue, names);
        return [upserting(JOBS, { ...base, variables, headers })];
      }
      case 'scheduleTimer': {
        const { timerId, elementId, dueAt } = effect;
        return [
          upserting(
            JOBS,
            job(effect, timerId, { kind: 'timer', elementId, type: 'timer', dueAt, retries: TIMER_RETRIES }),
          ),
        ];
      }
      case 'cancelJob':
        return [removing(JOBS, rowId(effect.jobId), guard(seq))];
      case 'cancelTimer':
        return [removing(JOBS, rowId(effect.timerId), guard(seq))];
      case 'openSubscription':
        return [
          upserting(SUBSCRIPTIONS, {
            _id: rowId(effect.subscriptionId),
            srcSeq: seq,
            instanceId: instance._id,
            rootId: instance.rootId,
            subscriptionId: effect.subscriptionId,
            ...(effect.kind === undefined ? {} : { kind: effect.kind }),
            messageName: effect.messageName,
            correlationKey: effect.correlationKey,
            openedAt: instance.updatedAt,
          }),
        ];
      case 'notify':
        return effect.to.map((to) => {
          const [role = to] = to.split('@');
          const key = `${instance._id}:e${String(seq)}:${to}`;
          const notice = { key, to: role, text: effect.text, channel: 'in-app', caseId: instance.rootId } as const;
          return inserting(NOTICES, noticeRecord(notice, instance.updatedAt));
        });
      case 'closeSubscription':
        return [removing(SUBSCRIPTIONS, rowId(effect.subscriptionId), guard(seq))];
      case 'publishMessage':
      case 'publishSignal':
      case 'startChild':
      case 'cancelChild':
      case 'restChild':
      case 'reportChildEnd':
      case 'reportChildStatus':
      case 'reportChildEscalation':
        return [];
    }
  });
}
