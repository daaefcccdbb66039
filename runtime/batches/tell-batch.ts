import type { Office } from '../use-cases/office.js';

/** Lets open pages know that a batch has moved on. A page that misses it looks again by itself: failures are only logged. */
export async function tellBatch(office: Office, batchId: string): Promise<void> {
  const _id = `${batchId}:${office.ids.ulid()}`;
  await office.feed
    .tell({ _id, kinds: ['batch'], subject: batchId, users: [], groups: [] })
    .catch((error: unknown) => office.log.error('feed-tell-failed', { batchId }, error));
}
