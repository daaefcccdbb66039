import { PlatformError } from '../seams/platform-error.js';
import type { Store } from '../seams/store.js';

/**
 * A store that refuses to write (STORE_FULL) while `full` says so, and goes on reading. `claimDue` then gives nothing: nobody takes up work
 * whose end could not be written down.
 */
export function readOnlyWhen<S extends Store>(store: S, full: () => boolean): S {
  const check = (): void => {
    if (full()) throw new PlatformError('STORE_FULL', 'the disk is nearly full');
  };
  const writers: Pick<
    Store,
    'insert' | 'compareAndSet' | 'upsertIfNewer' | 'remove' | 'append' | 'claimDue' | 'commit'
  > = {
    insert: async (collection, record) => {
      check();
      return store.insert(collection, record);
    },
    compareAndSet: async (collection, expected, record) => {
      check();
      return store.compareAndSet(collection, expected, record);
    },
    upsertIfNewer: async (collection, record) => {
      check();
      return store.upsertIfNewer(collection, record);
    },
    remove: async (collection, id, guard) => {
      check();
      return store.remove(collection, id, guard);
    },
    append: async (collection, records) => {
      check();
      return store.append(collection, records);
    },
    claimDue: async (collection, claim) => (full() ? [] : store.claimDue(collection, claim)),
    commit: async (writes, options) => {
      check();
      return store.commit(writes, options);
    },
  };
  return Object.freeze({ ...store, ...writers });
}
