import { PlatformError } from '../../seams/platform-error.js';
import type { Store } from '../../seams/store.js';
import type { StoreTransfer } from '../../seams/store-transfer.js';
import { appendRecords } from './append.js';
import { claimRecords } from './claim-due.js';
import { commitWrites } from './commit.js';
import { replaceRecord } from './compare-and-set.js';
import { connect, type Connection } from './connection.js';
import { countRecords } from './count.js';
import { findRecords } from './find.js';
import { getJson } from './get.js';
import { insertRecord } from './insert.js';
import { migrate } from './migrations.js';
import { openPhotostructure } from './photostructure-driver.js';
import { removeRecord } from './remove.js';
import { syncCollections } from './schema.js';
import { searchRecords } from './search.js';
import { readRaw, writeRaw } from './transfer.js';
import { upsertRecord } from './upsert-if-newer.js';

/** Where the store lies and how long to wait for another process that is writing (default 5000 ms). */
export interface EmbeddedStoreOptions {
  readonly file: string;
  readonly busyTimeoutMs?: number;
}

const open = (options: EmbeddedStoreOptions): Connection => {
  const connection = connect(openPhotostructure(options.file, options.busyTimeoutMs ?? 5000));
  connection.get('PRAGMA journal_mode = WAL');
  // FULL: the WAL is synced at each commit, so an answered command survives a power cut.
  connection.exec('PRAGMA synchronous = FULL');
  connection.exec('PRAGMA foreign_keys = OFF');
  migrate(connection);
  syncCollections(connection);
  return connection;
};

const asPlatformError = (cause: unknown): PlatformError =>
  cause instanceof PlatformError
    ? cause
    : new PlatformError('STORE_UNAVAILABLE', 'the embedded store failed', { cause });

/**
 * The embedded store: one SQLite file in WAL mode, one fsync a commit, several processes on one file. Creates and migrates the file. Throws
 * STORE_VERSION, STORE_UNAVAILABLE.
 */
export function openEmbeddedStore(options: EmbeddedStoreOptions): Store & StoreTransfer {
  let connection: Connection;
  try {
    connection = open(options);
  } catch (cause) {
    throw asPlatformError(cause);
  }
  const answer = async <R>(work: () => R): Promise<R> => {
    try {
      return work();
    } catch (cause) {
      throw asPlatformError(cause);
    }
  };
  return Object.freeze<Store & StoreTransfer>({
    atomic: true,
    get: (collection, id) =>
      answer(() => {
        const json = getJson(connection, collection.name, id);
        return json === undefined ? undefined : JSON.parse(json);
      }),
    insert: (collection, record) => answer(() => insertRecord(connection, collection.name, record)),
    compareAndSet: (collection, expected, record) =>
      answer(() => replaceRecord(connection, collection.name, expected, record)),
    upsertIfNewer: (collection, record) => answer(() => upsertRecord(connection, collection.name, record)),
    remove: (collection, id, guard) => answer(() => removeRecord(connection, collection.name, id, guard ?? {})),
    find: (collection, query) => answer(() => findRecords(connection, collection.name, query ?? {})),
    count: (collection, where, any) => answer(() => countRecords(connection, collection.name, where, any)),
    search: (collection, query) => answer(() => searchRecords(connection, collection.name, query)),
    append: (collection, records) => answer(() => appendRecords(connection, collection.name, records)),
    claimDue: (collection, claim) => answer(() => claimRecords(connection, collection.name, claim)),
    commit: (writes, how) => answer(() => commitWrites(connection, writes, how)),
    readRaw: (name, afterId, limit) => answer(() => readRaw(connection, name, afterId, limit)),
    writeRaw: (name, entries) => answer(() => writeRaw(connection, name, entries)),
    healthy: async () => {
      try {
        return connection.get('SELECT 1 AS one')?.['one'] === 1;
      } catch {
        // Health is asked for because the store may be broken: that is the answer.
        return false;
      }
    },
    close: async () => connection.close(),
  });
}
