import type { Clock } from '../seams/clock.js';
import type { Store } from '../seams/store.js';
import { JOBS } from '../store/collections.js';

/** Makes the jobs due that waited for a suspended instance. */
export async function wakeJobs(
  parts: { readonly store: Store; readonly clock: Clock },
  instanceId: string,
): Promise<void> {
  const { store, clock } = parts;
  const resting = await store.find(JOBS, { where: { instanceId, resting: true, state: 'due' }, limit: 1000 });
  for (const job of resting.records) {
    const expected = { state: 'due', fence: job.fence, srcSeq: job.srcSeq };
    await store.compareAndSet(JOBS, expected, { ...job, dueAt: clock.now(), resting: false });
  }
}
