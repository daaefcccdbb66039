import { PlatformError } from '../seams/platform-error.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store } from '../seams/store.js';
import { INCIDENTS } from '../store/collections.js';
import { blobsOf } from '../use-cases/blobs.js';
import { INSTANCES, openInstance, sealInstance } from '../use-cases/instance-record.js';
import { BROKEN_INCIDENT } from '../use-cases/quarantine.js';
import type { SealedNames } from '../use-cases/sealed-names.js';

/** What marking needs. */
export interface MarkParts {
  readonly store: Store;
  readonly sealing: Sealing;
  readonly names: SealedNames;
  readonly now: () => number;
}

/**
 * Marks an instance, so that nothing moves it: the next command that comes for it raises the incident. False when it is marked already, cannot
 * be read (then it stands still without a mark), or is not there.
 */
export async function quarantineInstance(parts: MarkParts, instanceId: string, code: string): Promise<boolean> {
  return remark(parts, instanceId, { at: parts.now(), code });
}

/** Takes the mark and the incident off an instance that was repaired. False when it bears no mark. */
export async function releaseInstance(parts: MarkParts, instanceId: string): Promise<boolean> {
  await parts.store.remove(INCIDENTS, `${instanceId}:${BROKEN_INCIDENT}`);
  return remark(parts, instanceId, undefined);
}

async function remark(
  { store, sealing, names }: MarkParts,
  instanceId: string,
  mark: { readonly at: number; readonly code: string } | undefined,
): Promise<boolean> {
  for (;;) {
    const record = await store.get(INSTANCES, instanceId);
    if (record === undefined || (record.quarantined === undefined) === (mark === undefined)) return false;
    try {
      const { quarantined: _former, ...open } = openInstance(sealing, record, await blobsOf(store, sealing, record));
      const next = { ...open, revision: open.revision + 1, ...(mark === undefined ? {} : { quarantined: mark }) };
      const sealed = sealInstance(sealing, await names.forHash(open.packageHash), next);
      if (await store.compareAndSet(INSTANCES, { revision: open.revision }, sealed)) return true;
    } catch (error) {
      if (error instanceof PlatformError && ['RECORD_BROKEN', 'SEAL_BROKEN'].includes(error.code)) return false;
      throw error;
    }
  }
}
