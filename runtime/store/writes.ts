import type { Collection, Expected, RemoveGuard, StoreRecord, Write } from '../seams/store.js';

/** A typed insert for `commit`. */
export function inserting<T extends StoreRecord>(collection: Collection<T>, record: T): Write {
  return { op: 'insert', collection, record };
}

/** A typed compare-and-set for `commit`. */
export function replacing<T extends StoreRecord>(collection: Collection<T>, expected: Expected, record: T): Write {
  return { op: 'compareAndSet', collection, expected, record };
}

/** A typed upsert-if-newer for `commit`. */
export function upserting<T extends StoreRecord & { readonly srcSeq: number }>(
  collection: Collection<T>,
  record: T,
): Write {
  return { op: 'upsertIfNewer', collection, record };
}

/** A typed remove for `commit`. */
export function removing<T extends StoreRecord>(collection: Collection<T>, id: string, guard?: RemoveGuard): Write {
  return { op: 'remove', collection, id, ...(guard === undefined ? {} : { guard }) };
}
