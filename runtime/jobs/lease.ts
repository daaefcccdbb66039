import type { Clock } from '../seams/clock.js';
import type { JobRecord } from '../seams/records.js';
import type { Expected, Store } from '../seams/store.js';
import { JOBS } from '../store/collections.js';

/** What identifies our hold on a job: nobody else's claim and no later schedule of the same id matches it. */
export function holdOf(job: JobRecord): Expected {
  return { state: 'leased', owner: job.owner ?? null, fence: job.fence, srcSeq: job.srcSeq };
}

/**
 * A lease that is renewed while work goes on. `signal` aborts when it was lost; `confirm` asks whether a result may still be used; `end`
 * stops the renewal.
 */
export interface Lease {
  readonly signal: AbortSignal;
  /** False when somebody else has taken the job, or may have: the result must be discarded then. */
  confirm(): Promise<boolean>;
  end(): void;
}

/**
 * Keeps a claimed job leased, renewing at each third of `leaseMs`. How long it has been ours is measured by ticks: neither a clock that was
 * set nor a process that stood still can make a lease look younger than it is. After a third of the lease without renewal only the store's
 * word counts, which compares the fence. `takenAt` is in ticks.
 */
export function keepLease(
  parts: { readonly store: Store; readonly clock: Clock; readonly leaseMs: number },
  job: JobRecord,
  takenAt: number,
): Lease {
  const { store, clock, leaseMs } = parts;
  const controller = new AbortController();
  let over = false;
  let renewedAt = takenAt;
  let cancel: () => void = () => undefined;
  const renew = async (): Promise<boolean> => {
    const began = clock.ticks();
    const held = await store.compareAndSet(JOBS, holdOf(job), { ...job, leaseUntil: clock.now() + leaseMs });
    if (held) renewedAt = began;
    else controller.abort();
    return held;
  };
  const again = async (): Promise<void> => {
    // A store that does not answer proves nothing; when the lease has run out meanwhile, work stops.
    const held = await renew().catch(() => clock.ticks() - renewedAt < leaseMs);
    if (!held) controller.abort();
    if (!over && held) cancel = clock.after(leaseMs / 3, () => void again());
  };
  cancel = clock.after(leaseMs / 3, () => void again());
  return {
    signal: controller.signal,
    confirm: async () => {
      if (controller.signal.aborted) return false;
      return clock.ticks() - renewedAt < leaseMs / 3 ? true : renew();
    },
    end: () => {
      over = true;
      cancel();
    },
  };
}
