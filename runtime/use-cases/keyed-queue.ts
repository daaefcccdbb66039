/** Runs pieces of work with the same key one after another, others side by side. */
export interface KeyedQueue {
  run<R>(key: string, work: () => Promise<R>): Promise<R>;
}

/** A queue of this process; a key without work costs nothing. */
export function createKeyedQueue(): KeyedQueue {
  const tails = new Map<string, Promise<unknown>>();
  return {
    run: async (key, work) => {
      const before = tails.get(key) ?? Promise.resolve();
      // A failure of the one before is its caller's affair; the next one starts all the same.
      const mine = before.then(work, work);
      const tail = mine.catch(() => undefined);
      tails.set(key, tail);
      try {
        return await mine;
      } finally {
        if (tails.get(key) === tail) tails.delete(key);
      }
    },
  };
}
