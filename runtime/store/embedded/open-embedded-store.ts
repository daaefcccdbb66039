import { PlatformError } from '../../seams/platform-error.js';
import type { Store } from '../../seams/store.js';
import type { StoreTransfer } from '../../seams/store-transfer.js';
import { COLLECTIONS } from '../collections.js';
import { appendRecords } from './append.js';
import { claimRecords } from './claim-due.js';
import { commitWrites } from './commit.js';
import { replaceRecord } from './compare-and-set.js';
import type { Work } from './connection.js';
import { countRecords } from './count.js';
import { findRecords } from './find.js';
import { getJson } from './get.js';
import { insertRecord } from './insert.js';
import { openFile, type EmbeddedStoreOptions } from './open-file.js';
import { readPatiently } from './patient-read.js';
import { removeRecord } from './remove.js';
import { searchRecords } from './search.js';
import { asPlatformError } from './sql-errors.js';
import { hasText } from './text-index.js';
import { createTextKeeper } from './text-keeper.js';
import { readRaw, writeRaw } from './transfer.js';
import { upsertRecord } from './upsert-if-newer.js';
import { createWriteQueue } from './write-queue.js';

const PATIENCE_MS = 10_000;

/**
 * The embedded store: one SQLite file in WAL mode, several processes on one file. The writes of one turn of the event loop share one
 * transaction and one fsync; reads are answered at once. Creates and migrates the file. Throws STORE_VERSION, STORE_FULL,
 * STORE_UNAVAILABLE.
 */
export function openEmbeddedStore(options: EmbeddedStoreOptions): Store & StoreTransfer {
  const connection = openFile(options);
  const patienceMs = options.patienceMs ?? PATIENCE_MS;
  const queue = createWriteQueue(connection, patienceMs);
  const texts = createTextKeeper((work) => queue.add(work));
  // What a process before this one left.
  if (options.leavesTexts !== true) for (const name of Object.keys(COLLECTIONS)) if (hasText(name)) texts.changed(name);
  let closing: Promise<void> | undefined;
  const checkOpen = (): void => {
    if (closing !== undefined) throw new PlatformError('STORE_CLOSED', 'embedded store');
  };
  // The work is made at once, so that a record is taken as it is now; it is carried out with the others of this turn.
  const write = async <R>(collections: readonly string[], make: () => Work<R>): Promise<R> => {
    checkOpen();
    let work: Work<R>;
    try {
      work = make();
    } catch (cause) {
      throw asPlatformError(cause);
    }
    for (const name of collections) if (hasText(name)) texts.changed(name);
    return queue.add(work);
  };
  const read = async <R>(work: () => R): Promise<R> => {
    checkOpen();
    return readPatiently(work, patienceMs);
  };
  return Object.freeze<Store & StoreTransfer>({
    atomic: true,
    get: (collection, id) =>
      read(() => {
        const json = getJson(connection, collection.name, id);
        return json === undefined ? undefined : JSON.parse(json);
      }),
    insert: ({ name }, record) => write([name], () => insertRecord(name, record)),
    compareAndSet: ({ name }, expected, record) => write([name], () => replaceRecord(name, expected, record)),
    upsertIfNewer: ({ name }, record) => write([name], () => upsertRecord(name, record)),
    remove: ({ name }, id, guard) => write([name], () => removeRecord(name, id, guard)),
    find: (collection, query) => read(() => findRecords(connection, collection.name, query ?? {})),
    count: (collection, where, any, atMost) =>
      read(() => countRecords(connection, collection.name, where, any, atMost)),
    search: (collection, query) => read(() => searchRecords(connection, collection.name, query)),
    append: ({ name }, records) => write([name], () => appendRecords(name, records)),
    claimDue: ({ name }, claim) => write([], () => claimRecords(name, claim)),
    commit: (writes, how) =>
      write(
        writes.map((one) => one.collection.name),
        () => commitWrites(writes, how),
      ),
    readRaw: (name, afterId, limit) => read(() => readRaw(connection, name, afterId, limit)),
    writeRaw: (name, entries) => write([name], () => writeRaw(name, entries)),
    healthy: async () => {
      try {
        return closing === undefined && connection.get('SELECT 1 AS one')?.['one'] === 1;
      } catch {
        // Health is asked for because the store may be broken: that is the answer.
        return false;
      }
    },
    close: () => {
      texts.stop();
      return (closing ??= queue.drained().then(() => connection.close()));
    },
  });
}
