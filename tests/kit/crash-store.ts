import type { Store, Write } from '../../runtime/seams/store.js';

/** What a dead process gets from its store: nothing it does has an effect any more. */
export class Crashed extends Error {}

/** A store as one process sees it that dies after a given number of writes. */
export interface CrashStore extends Store {
  /** Whether the process has died. */
  dead(): boolean;
  /** How many points at which it could have died were passed. */
  points(): number;
}

/**
 * A process over `store` that dies as soon as `dieAfter` writes have been made (0: before the first; absent: never). Where the store is not
 * `atomic`, a commit may be cut off: its first write is made, and any of the others; `atomic: false` treats a store as such. From then on
 * every call throws `Crashed` and changes nothing.
 */
export function crashStore(
  store: Store,
  options: { readonly dieAfter?: number; readonly atomic?: boolean } = {},
): CrashStore {
  const dieAfter = options.dieAfter ?? Number.POSITIVE_INFINITY;
  const atomic = options.atomic ?? store.atomic;
  let passed = 0;
  let dead = false;

  const read = async <T>(work: () => Promise<T>): Promise<T> => {
    if (dead) throw new Crashed('dead');
    const found = await work();
    // Whoever dies while a question is under way never hears the answer.
    if (dead) throw new Crashed('died meanwhile');
    return found;
  };

  const write = async <T>(
    size: number,
    all: () => Promise<T>,
    first: (count: number) => Promise<unknown>,
  ): Promise<T> => {
    if (dead) throw new Crashed('dead');
    const left = dieAfter - passed;
    passed += size;
    if (left >= size) {
      dead ||= left === size;
      const answer = await all();
      if (dead) throw new Crashed('died after the write');
      return answer;
    }
    dead = true;
    if (left > 0) await first(left);
    throw new Crashed('died before the write');
  };
  const single = <T>(all: () => Promise<T>): Promise<T> => write(1, all, async () => undefined);

  return {
    atomic,
    dead: () => dead,
    points: () => passed,
    get: (collection, id) => read(() => store.get(collection, id)),
    find: (collection, query) => read(() => store.find(collection, query)),
    count: (collection, where, any, atMost) => read(() => store.count(collection, where, any, atMost)),
    search: (collection, query) => read(() => store.search(collection, query)),
    insert: (collection, record) => single(() => store.insert(collection, record)),
    compareAndSet: (collection, expected, record) => single(() => store.compareAndSet(collection, expected, record)),
    upsertIfNewer: (collection, record) => single(() => store.upsertIfNewer(collection, record)),
    remove: (collection, id, guard) => single(() => store.remove(collection, id, guard)),
    append: (collection, records) => single(() => store.append(collection, records)),
    claimDue: (collection, claim) => single(() => store.claimDue(collection, claim)),
    commit: (writes: readonly Write[], how) =>
      write(
        atomic ? 1 : Math.max(1, writes.length),
        () => store.commit(writes, how),
        (count) => store.commit(cutOff(writes, count), how),
      ),
    healthy: async () => !dead && (await store.healthy()),
    close: async () => undefined,
  };
}

const idOf = (write: Write): string =>
  `${write.collection.name}/${write.op === 'remove' ? write.id : write.record._id}`;

/**
 * The first write and `count - 1` of the others, which are on their way side by side: here those that stand last, there those that stand
 * first. Another write to the record of the first comes when all the others are made.
 */
function cutOff(writes: readonly Write[], count: number): readonly Write[] {
  const [guard, ...others] = writes;
  if (guard === undefined) return [];
  const early = others.filter((write) => idOf(write) !== idOf(guard));
  const kept = Math.min(count - 1, early.length);
  return [guard, ...(count % 2 === 0 ? early.slice(0, kept) : early.slice(early.length - kept))];
}
