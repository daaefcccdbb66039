import type { Clock } from '../seams/clock.js';
import type { Store } from '../seams/store.js';
import { COMMANDS } from '../store/collections.js';
import { removing } from '../store/writes.js';

const DAY_MS = 86_400_000;
/** How long answers and command ids are kept to recognise repetitions. */
const KEPT_MS = 30 * DAY_MS;
const EACH_MS = DAY_MS / 24;
const MOST_AT_ONCE = 200;

/**
 * Forgets commands and answers after 30 days; gives how many. Looks at most once an hour and takes them some at a time; several processes
 * may do so side by side. A command that an instance remembers itself does not count here.
 */
export function createCommandSweeper(parts: { readonly store: Store; readonly clock: Clock }): () => Promise<number> {
  const { store, clock } = parts;
  let last = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = clock.now();
    if (Math.abs(now - last) < EACH_MS) return 0;
    last = now;
    let count = 0;
    for (;;) {
      const { records } = await store.find(COMMANDS, { where: { at: { lt: now - KEPT_MS } }, limit: MOST_AT_ONCE });
      if (records.length === 0) return count;
      // One that was used again meanwhile has another instant.
      await store.commit(records.map(({ _id, at }) => removing(COMMANDS, _id, { expected: { at } })));
      count += records.length;
    }
  };
}
