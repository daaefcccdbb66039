/** Gives work by key: what came while a key was busy is handed over together, oldest first. */
export interface FoldingQueue<E> {
  add(key: string, entry: E): void;
}

/**
 * A queue of this process. `work` gets up to `most` entries of one key at a time, never two batches of the same key at once, and answers its
 * entries itself: it never throws. Entries added in the same turn of the event loop go together; a key without work costs nothing.
 */
export function createFoldingQueue<E>(parts: {
  readonly most: number;
  readonly work: (key: string, entries: readonly E[]) => Promise<void>;
}): FoldingQueue<E> {
  const { most, work } = parts;
  const waiting = new Map<string, E[]>();

  const next = async (key: string): Promise<void> => {
    for (let entries = waiting.get(key); entries !== undefined && entries.length > 0; entries = waiting.get(key))
      await work(key, entries.splice(0, most));
    waiting.delete(key);
  };

  return {
    add: (key, entry) => {
      const before = waiting.get(key);
      if (before !== undefined) {
        before.push(entry);
        return;
      }
      waiting.set(key, [entry]);
      queueMicrotask(() => void next(key));
    },
  };
}
