import { factsOf } from '../relay/case-facts.js';
import type { Clock } from '../seams/clock.js';
import type { Log } from '../seams/log.js';
import { PlatformError } from '../seams/platform-error.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store } from '../seams/store.js';
import { CASES, INCIDENTS } from '../store/collections.js';
import { blobsOf } from './blobs.js';
import { openInstance, type InstanceRecord, type OpenInstance } from './instance-record.js';

/** The incident that stands for an instance that cannot be read, or that somebody has stopped because it contradicts itself. */
export const BROKEN_INCIDENT = 'broken';

/** Opens instances; one that is damaged stands still, with an incident, and nothing else does. */
export interface WholeInstances {
  /** Throws INSTANCE_QUARANTINED, KEY_UNKNOWN. */
  open(record: InstanceRecord): Promise<OpenInstance>;
}

/** Makes the guard of damaged instances. The record itself is left as it is: whoever repairs it has to see what became of it. */
export function createWholeInstances(parts: {
  readonly store: Store;
  readonly sealing: Sealing;
  readonly clock: Clock;
  readonly log?: Log;
}): WholeInstances {
  const { store, sealing, clock, log } = parts;
  const told = new Set<string>();

  const raise = async (record: InstanceRecord, code: string): Promise<void> => {
    const instanceId = record._id;
    if (told.has(instanceId)) return;
    const rootId = typeof record.rootId === 'string' ? record.rootId : instanceId;
    const known = await store.get(CASES, rootId);
    const { caseNumber, service, orgPath, applicantId, applicantName } = known ?? factsOf({}, '');
    const raisedAt = clock.now();
    const processId = String(record.processId);
    await store.insert(INCIDENTS, {
      caseNumber,
      service,
      orgPath,
      ...(applicantId === undefined ? {} : { applicantId }),
      ...(applicantName === undefined ? {} : { applicantName }),
      _id: `${instanceId}:${BROKEN_INCIDENT}`,
      srcSeq: 0,
      instanceId,
      rootId,
      processId,
      packageHash: String(record.packageHash),
      incident: { id: BROKEN_INCIDENT, elementId: processId, code, raisedAt },
      message: 'the stored instance is damaged and stands still',
      raisedAt,
    });
    told.add(instanceId);
    log?.error('instance-quarantined', { instanceId, code });
  };

  return {
    open: async (record) => {
      const { quarantined } = record;
      const stop = async (code: string, cause?: unknown): Promise<never> => {
        await raise(record, code);
        throw new PlatformError('INSTANCE_QUARANTINED', `instance ${record._id}: ${code}`, { cause });
      };
      if (quarantined !== undefined) return stop(quarantined.code);
      try {
        return openInstance(sealing, record, await blobsOf(store, sealing, record));
      } catch (error) {
        if (!(error instanceof PlatformError)) return stop('RECORD_BROKEN', error);
        if (error.code === 'RECORD_BROKEN' || error.code === 'SEAL_BROKEN') return stop(error.code, error);
        throw error;
      }
    },
  };
}
