import type { Clock } from '../seams/clock.js';
import type { JobRecord } from '../seams/records.js';
import type { Expected, Store } from '../seams/store.js';
import { JOBS } from '../store/collections.js';

/** What identifies our hold on a job: nobody else's claim and no later schedule of the same id matches it. */
export function holdOf(job: JobRecord): Expected {
  return { state: 'leased', owner: job.owner ?? null, fence: job.fence, srcSeq: job.srcSeq };
}

/** A lease that is renewed while work goes on. `signal` aborts when it was lost; `end` stops the renewal. */
export interface Lease {
  readonly signal: AbortSignal;
  end(): void;
}

/** Keeps a claimed job leased, renewing at each third of `leaseMs`. */
export function keepLease(
  parts: { readonly store: Store; readonly clock: Clock; readonly leaseMs: number },
  job: JobRecord,
): Lease {
  const { store, clock, leaseMs } = parts;
  const controller = new AbortController();
  let over = false;
  let cancel: () => void = () => undefined;
  const renew = async (): Promise<void> => {
    const leaseUntil = clock.now() + leaseMs;
    const held = await store.compareAndSet(JOBS, holdOf(job), { ...job, leaseUntil }).catch(() => true);
    if (over) return;
    if (held) cancel = clock.after(leaseMs / 3, () => void renew());
    else controller.abort();
  };
  cancel = clock.after(leaseMs / 3, () => void renew());
  return {
    signal: controller.signal,
    end: () => {
      over = true;
      cancel();
    },
  };
}
