import { PlatformError } from '../seams/platform-error.js';
import type { Office } from '../use-cases/office.js';
import { BATCH_ITEMS, BATCHES, type BatchItem, type BatchRecord } from './batch-records.js';
import { targetsOf } from './batch-targets.js';
import { performItem, type ItemResult } from './perform-item.js';

/** What the worker needs. `changed` is told of every batch that moved on. Polls each `pollMs` (1 s), leases for `leaseMs` (30 s). */
export interface BatchWorkerParts {
  readonly office: Office;
  readonly owner: string;
  readonly changed: (batchId: string) => Promise<void>;
  readonly leaseMs?: number;
  readonly pollMs?: number;
}

/** Carries batches out beside live work; any number of processes share them by leases. */
export interface BatchWorker {
  start(): void;
  /** Looks at once instead of at the next poll. */
  wake(): void;
  /** Takes no more items and waits for those that run. */
  stop(): Promise<void>;
  /** One round: selects for a batch that waits, carries out a handful of items; gives how many were settled. */
  tick(): Promise<number>;
}

/** Items claimed at a time, and carried out side by side: few, so that people who work meanwhile do not feel it. */
const CLAIMED = 16;
const SIDE_BY_SIDE = 4;
/** Tries of an item whose commands the store did not answer, and the pause before the next, ms. */
const TRIES = 5;
const PAUSE_MS = 2_000;

/** Makes the worker of one process. */
export function createBatchWorker(parts: BatchWorkerParts): BatchWorker {
  const { office, owner, changed, leaseMs = 30_000, pollMs = 1_000 } = parts;
  const { store, clock, log } = office;
  let started = false;
  let stopping = false;
  let cancel: () => void = () => undefined;
  let round: Promise<void> | undefined;
  let again = false;

  const moved = async ({ phase }: BatchRecord, to: BatchRecord): Promise<boolean> => {
    const won = await store.compareAndSet(BATCHES, { phase }, to);
    if (won) await changed(to._id);
    return won;
  };

  // The ids of items come from their targets: selecting again after a crash adds what is missing, and doubles nothing.
  const select = async (batch: BatchRecord): Promise<void> => {
    const now = clock.now();
    let total = 0;
    for await (const targets of targetsOf(store, batch.kind, batch.selection)) {
      await store.append(
        BATCH_ITEMS,
        targets.map((one) => ({
          ...one,
          _id: `${batch._id}:${one.target}`,
          batchId: batch._id,
          outcome: 'open' as const,
          state: 'due' as const,
          dueAt: now,
          attempts: 0,
          fence: 0,
        })),
      );
      total += targets.length;
    }
    total = Math.max(total, await store.count(BATCH_ITEMS, { batchId: batch._id }));
    // Somebody may stop it at the same moment: then it is written again with what they wanted.
    for (let tries = 0; tries < 5; tries += 1) {
      const current = await store.get(BATCHES, batch._id);
      if (current?.fence !== batch.fence || current.owner !== owner) return;
      const phase = current.phase === 'selecting' ? 'running' : current.phase;
      if (await moved(current, { ...withoutLease(current), phase, total })) return;
    }
  };

  const settle = async (item: BatchItem, result: ItemResult | { readonly outcome: 'stopped' }): Promise<boolean> => {
    const { owner: _owner, leaseUntil: _until, ...rest } = item;
    const expected = { state: 'leased', owner, fence: item.fence } as const;
    return store.compareAndSet(BATCH_ITEMS, expected, {
      ...rest,
      ...result,
      state: 'dead',
      settledAt: clock.now(),
    });
  };

  const later = async (item: BatchItem): Promise<void> => {
    const { owner: _owner, leaseUntil: _until, ...rest } = item;
    const expected = { state: 'leased', owner, fence: item.fence } as const;
    const dueAt = clock.now() + PAUSE_MS * item.attempts;
    await store.compareAndSet(BATCH_ITEMS, expected, { ...rest, state: 'due', dueAt });
  };

  const carryOut = async (item: BatchItem, batch: BatchRecord | undefined): Promise<boolean> => {
    if (batch === undefined || batch.phase === 'selecting') {
      await later(item);
      return false;
    }
    if (batch.phase !== 'running') return settle(item, { outcome: 'stopped' });
    try {
      return await settle(item, await performItem(office, batch, item));
    } catch (error) {
      const code = error instanceof PlatformError ? error.code : 'INTERNAL';
      log.error('batch-item-failed', { batchId: batch._id, item: item._id, code }, error);
      if (error instanceof PlatformError && item.attempts < TRIES) await later(item);
      else return settle(item, { outcome: 'failed', code });
      return false;
    }
  };

  const items = async (): Promise<number> => {
    const claimed = await store.claimDue(BATCH_ITEMS, { now: clock.now(), owner, leaseMs, limit: CLAIMED });
    let count = 0;
    const queue = [...claimed];
    const lane = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        // Read anew for each: a stop must be felt at once.
        if (await carryOut(next, await store.get(BATCHES, next.batchId))) count += 1;
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
    for (const id of new Set(claimed.map(({ batchId }) => batchId))) await changed(id);
    return count;
  };

  // The last item may have been settled by a process that died before it could say so: whoever looks next says it.
  const finish = async (): Promise<void> => {
    const open = await store.find(BATCHES, { where: { phase: { in: ['running', 'stopping'] } }, limit: 100 });
    for (const batch of open.records) {
      if (batch.total === undefined) continue;
      if ((await store.count(BATCH_ITEMS, { batchId: batch._id, outcome: 'open' })) > 0) continue;
      const phase = batch.phase === 'running' ? 'finished' : 'stopped';
      await moved(batch, { ...batch, phase, finishedAt: clock.now() });
    }
  };

  const tick = async (): Promise<number> => {
    const batches = await store.claimDue(BATCHES, { now: clock.now(), owner, leaseMs, limit: 1 });
    for (const batch of batches) await select(batch);
    const count = await items();
    await finish();
    return count;
  };

  const loop = async (): Promise<void> => {
    do {
      again = false;
      const count = await tick().catch((error: unknown) => {
        log.error('batch-round-failed', {}, error);
        return 0;
      });
      again ||= count > 0;
    } while (again && !stopping);
  };

  const look = (): void => {
    if (!started || stopping) return;
    if (round !== undefined) {
      again = true;
      return;
    }
    cancel();
    round = loop().finally(() => {
      round = undefined;
      if (!stopping) cancel = clock.after(pollMs, look);
    });
  };

  return {
    start: () => {
      started = true;
      look();
    },
    wake: look,
    stop: async () => {
      stopping = true;
      cancel();
      await round;
    },
    tick,
  };
}

/** A batch that has been selected is claimed by nobody any more. */
function withoutLease(record: BatchRecord): BatchRecord {
  const { owner: _owner, leaseUntil: _until, ...batch } = record;
  return { ...batch, state: 'dead' };
}
