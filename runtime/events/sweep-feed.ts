import type { Clock } from '../seams/clock.js';
import type { Store } from '../seams/store.js';
import { removing } from '../store/writes.js';
import { FEED, FEED_WRITERS } from './feed-records.js';

/** How long rows are kept: who was away longer looks at everything anew. */
export const KEPT_MS = 60 * 60_000;
const PAGE = 500;

/** Removes rows that are older than an hour, says that `writer` is alive, and forgets processes that have not said so for two hours. */
export async function sweepFeed(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly writer: string;
}): Promise<number> {
  const { store, clock, writer } = parts;
  const now = clock.now();
  const known = await store.get(FEED_WRITERS, writer);
  if (known === undefined) await store.insert(FEED_WRITERS, { _id: writer, seenAt: now });
  else await store.compareAndSet(FEED_WRITERS, { seenAt: known.seenAt }, { _id: writer, seenAt: now });
  let removed = 0;
  for (;;) {
    const old = await store.find(FEED, { where: { at: { lt: now - KEPT_MS } }, sort: [{ field: 'at' }], limit: PAGE });
    if (old.records.length === 0) break;
    const done = await store.commit(old.records.map(({ _id }) => removing(FEED, _id)));
    removed += done.filter(Boolean).length;
  }
  const silent = await store.find(FEED_WRITERS, { where: { seenAt: { lt: now - 2 * KEPT_MS } }, limit: PAGE });
  await store.commit(silent.records.map(({ _id, seenAt }) => removing(FEED_WRITERS, _id, { expected: { seenAt } })));
  return removed;
}
