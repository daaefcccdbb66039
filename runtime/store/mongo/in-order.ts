/** Runs work on the same keys one after the other, in the order of the calls; work on other keys does not wait. */
export type InOrder = <R>(keys: readonly string[], work: () => Promise<R>) => Promise<R>;

const settled = (work: Promise<unknown>): Promise<void> =>
  work.then(
    () => undefined,
    () => undefined,
  );

/** Two writes of one process to one record must not overtake each other on the connections of the pool. */
export function createInOrder(): InOrder {
  const tails = new Map<string, Promise<void>>();
  return (keys, work) => {
    const before = keys.map((key) => tails.get(key)).filter((tail) => tail !== undefined);
    const result = before.length === 0 ? work() : Promise.all(before).then(work);
    const tail = settled(result).then(() => {
      for (const key of keys) if (tails.get(key) === tail) tails.delete(key);
    });
    for (const key of keys) tails.set(key, tail);
    return result;
  };
}
