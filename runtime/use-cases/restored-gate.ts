import type { Clock } from '../seams/clock.js';
import type { Store, StoreRecord } from '../seams/store.js';
import { collection } from '../store/collections.js';

/** What a restore leaves in a store: until an operator releases it, nothing of what was going on then comes alive. */
export interface RestoredMark extends StoreRecord {
  readonly restoredAt: number;
  /** When the backup was made. */
  readonly backupAt: number;
  readonly releasedAt?: number;
  readonly releasedBy?: string;
}

/** Marks on the store as a whole. */
export const MARKS = collection<RestoredMark>('marks');

const RESTORED = 'restored';

/** Marks a restored store, before anybody opens it as an office. Instants are ms since the epoch. */
export async function markRestored(store: Store, at: number, backupAt: number): Promise<void> {
  const mark: RestoredMark = { _id: RESTORED, restoredAt: at, backupAt };
  const former = await store.get(MARKS, RESTORED);
  if (former === undefined) await store.insert(MARKS, mark);
  else await store.compareAndSet(MARKS, { restoredAt: former.restoredAt }, mark);
}

/** Lets work go on in a restored store; false when there was nothing to release. */
export async function releaseRestored(store: Store, at: number, by: string): Promise<boolean> {
  const mark = await store.get(MARKS, RESTORED);
  if (mark === undefined || mark.releasedAt !== undefined) return false;
  return store.compareAndSet(MARKS, { restoredAt: mark.restoredAt }, { ...mark, releasedAt: at, releasedBy: by });
}

/** A store whose work rests while it is restored and not released. */
export interface RestoredGate {
  /** The store as the office gets it: no job, timer or other claimable work is handed out meanwhile. */
  readonly store: Store;
  /** The mark, while work rests. */
  held(): Promise<RestoredMark | undefined>;
}

const LOOK_MS = 1000;

/** Makes the gate. Once work goes on it is not looked at again: nobody restores into a store that is in use. */
export function createRestoredGate(store: Store, clock: Pick<Clock, 'ticks'>): RestoredGate {
  let isFree = false;
  let known: RestoredMark | undefined;
  let next = Number.NEGATIVE_INFINITY;
  const held = async (): Promise<RestoredMark | undefined> => {
    if (isFree) return undefined;
    if (clock.ticks() < next) return known;
    const mark = await store.get(MARKS, RESTORED);
    known = mark?.releasedAt === undefined ? mark : undefined;
    isFree = known === undefined;
    next = clock.ticks() + LOOK_MS;
    return known;
  };
  const gated: Store = {
    ...store,
    claimDue: async (jobs, claim) => ((await held()) === undefined ? store.claimDue(jobs, claim) : []),
  };
  return { store: gated, held };
}
