import { createBackgroundLoop } from '../jobs/background-loop.js';
import type { Log } from '../seams/log.js';
import { CASES } from '../store/collections.js';
import type { Background } from '../use-cases/background.js';
import { archiveCase, type ArchiveParts } from './archive-case.js';
import { SWEEPS } from './archive-records.js';

/** How often finished cases are looked for, and how many are moved at a time, so that live work hardly feels it. */
const EVERY_MS = 10 * 60_000;
const PAGE = 50;
/** A case that is still busy this long after its end is left where it is, ms. */
const PATIENCE_MS = 30 * 24 * 3_600_000;
const MARK = 'archive';

/** What the sweep needs; `afterMs`: cases that ended so long ago are moved. */
export interface SweepParts extends ArchiveParts {
  readonly log: Log;
  readonly afterMs: number;
}

/** Moves what ended long enough ago; gives how many. Where it got to stands in the store, so that nothing is looked at for ever. */
export async function sweepArchive({ store, clock, afterMs }: Omit<SweepParts, 'log'>): Promise<number> {
  const now = clock.now();
  const until = now - afterMs;
  const mark = await store.get(SWEEPS, MARK);
  let from = mark?.at ?? 0;
  let busyFrom: number | undefined;
  let cursor: string | undefined;
  let moved = 0;
  do {
    const page = await store.find(CASES, {
      where: { endedAt: { gte: mark?.at ?? 0, lt: until } },
      sort: [{ field: 'endedAt' }],
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { _id, endedAt = 0 } of page.records) {
      const outcome = await archiveCase({ store, clock }, _id, endedAt);
      if (outcome === 'moved') moved += 1;
      if (outcome === 'busy' && endedAt > until - PATIENCE_MS) busyFrom ??= endedAt;
      from = endedAt;
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  const at = busyFrom ?? from;
  if (mark === undefined) await store.insert(SWEEPS, { _id: MARK, at });
  else if (at > mark.at) await store.compareAndSet(SWEEPS, { at: mark.at }, { ...mark, at });
  return moved;
}

/** The sweep as something that goes on beside the requests. */
export function createArchiveSweep(parts: SweepParts): Background {
  const { clock, log } = parts;
  return createBackgroundLoop({
    clock,
    everyMs: EVERY_MS,
    waitsFirst: true,
    work: async () => {
      const count = await sweepArchive(parts);
      if (count > 0) log.info('cases-archived', { count });
    },
    failed: (error) => log.error('archive-sweep-failed', {}, error),
  });
}
