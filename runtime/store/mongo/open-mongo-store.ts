import { PlatformError } from '../../seams/platform-error.js';
import type { Store, StoreRecord } from '../../seams/store.js';
import type { StoreTransfer } from '../../seams/store-transfer.js';
import { checkId, checkSrcSeq, declared } from '../check-record.js';
import { appendDocuments } from './append.js';
import { claimRecords } from './claim-due.js';
import { commitPrepared, keyOf, prepare } from './commit.js';
import { replaceDocument } from './compare-and-set.js';
import { connectMongo, type MongoPlace } from './connection.js';
import { requireNoCopy } from './copy-mark.js';
import { countRecords } from './count.js';
import { documentOf, type StoredDocument } from './document.js';
import { asPlatformError } from './failures.js';
import { findRecords } from './find.js';
import { getRecord } from './get.js';
import { createInOrder } from './in-order.js';
import { insertDocument } from './insert.js';
import { removeDocument } from './remove.js';
import { searchRecords } from './search.js';
import { setUpDatabase } from './set-up.js';
import { readRaw, writeRaw } from './transfer.js';
import { upsertDocument } from './upsert-if-newer.js';

const PING_MS = 2000;

/** The MongoDB store, with the connection that the files share. */
export interface OpenMongo {
  readonly store: Store & StoreTransfer;
  readonly place: MongoPlace;
}

const storeOf = (place: MongoPlace): Store & StoreTransfer => {
  const inOrder = createInOrder();
  let closed = false;
  const running = new Set<Promise<unknown>>();
  const answer = async <R>(work: () => R | Promise<R>): Promise<R> => {
    if (closed) throw new PlatformError('STORE_CLOSED', 'MongoDB store');
    // Whoever asks while nobody is there hears so at once, instead of after the time that a change of servers may take.
    if (place.isAway()) throw new PlatformError('STORE_UNAVAILABLE', 'MongoDB is away');
    const result = (async () => work())();
    running.add(result);
    try {
      return await result;
    } catch (cause) {
      throw asPlatformError(cause);
    } finally {
      running.delete(result);
    }
  };
  const made = (name: string, record: StoreRecord): StoredDocument => documentOf(declared(name), record, place.stamp());
  const onRecord = <R>(name: string, id: string, work: () => Promise<R>): Promise<R> =>
    inOrder([`${name}/${id}`], work);
  return Object.freeze<Store & StoreTransfer>({
    atomic: false,
    get: (collection, id) => answer(() => getRecord(place, collection.name, id)),
    insert: ({ name }, record) =>
      answer(() => {
        const document = made(name, record);
        return onRecord(name, record._id, () => insertDocument(place, name, document));
      }),
    compareAndSet: ({ name }, expected, record) =>
      answer(() => {
        const document = made(name, record);
        return onRecord(name, record._id, () => replaceDocument(place, name, expected, document));
      }),
    upsertIfNewer: ({ name }, record) =>
      answer(() => {
        const document = { ...made(name, record), src: checkSrcSeq(record.srcSeq) };
        return onRecord(name, record._id, () => upsertDocument(place, name, document));
      }),
    remove: ({ name }, id, guard) =>
      answer(() => onRecord(name, checkId(id), () => removeDocument(place, name, id, guard ?? {}))),
    find: (collection, query) => answer(() => findRecords(place, collection.name, query ?? {})),
    count: (collection, where, any, atMost) => answer(() => countRecords(place, collection.name, where, any, atMost)),
    search: (collection, query) => answer(() => searchRecords(place, collection.name, query)),
    append: ({ name }, records) =>
      answer(() => {
        const documents = records.map((record) => made(name, record));
        const keys = records.map((record) => `${name}/${record._id}`);
        return inOrder(keys, () => appendDocuments(place, name, documents));
      }),
    claimDue: (collection, claim) => answer(() => claimRecords(place, collection.name, claim)),
    commit: (writes, options) =>
      answer(() => {
        const prepared = prepare(place, writes);
        return inOrder(writes.map(keyOf), () => commitPrepared(place, prepared, options));
      }),
    readRaw: (name, afterId, limit) => answer(() => readRaw(place, name, afterId, limit)),
    writeRaw: (name, entries) => answer(() => writeRaw(place, name, entries)),
    healthy: async () => {
      if (closed) return false;
      // Health is asked for because the server may be away: that is the answer, and it comes in time.
      const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), PING_MS).unref());
      const ping = place.connection.getClient().db('admin').command({ ping: 1 }, { timeoutMS: PING_MS });
      return Promise.race([
        late,
        ping.then(
          () => true,
          () => false,
        ),
      ]);
    },
    close: async () => {
      closed = true;
      await Promise.allSettled(running);
      await place.close();
    },
  });
};

/**
 * The store on MongoDB: any number of processes on a single node, a replica set or a sharded cluster. Connects and makes the indexes. `copying`:
 * opened by a copy, which alone may see what is not yet whole. Throws
 * STORE_VERSION, STORE_UNAVAILABLE.
 */
export async function openMongo(
  uri: string,
  { copying = false }: { readonly copying?: boolean } = {},
): Promise<OpenMongo> {
  let place: MongoPlace | undefined;
  try {
    place = await connectMongo(uri);
    await setUpDatabase(place);
    if (!copying) await requireNoCopy(place);
  } catch (cause) {
    await place?.close();
    throw asPlatformError(cause);
  }
  return { store: storeOf(place), place };
}
