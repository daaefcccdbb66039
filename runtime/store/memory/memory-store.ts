import type { Store } from '../../seams/store.js';
import type { StoreTransfer } from '../../seams/store-transfer.js';
import { PlatformError } from '../../seams/platform-error.js';
import { checkId } from '../check-record.js';
import { countRows, findRows, searchRows } from './find.js';
import { tableOf, type MemoryTables } from './memory-table.js';
import { readRaw, writeRaw } from './transfer.js';
import { atMostOf } from '../query.js';
import { inserting, removing, replacing, upserting } from '../writes.js';
import { claimRows, commitRows, writeRow } from './write.js';

/** A store that keeps everything in the memory of this process: for tests and previews. Passes the same contract as the others. */
export function createMemoryStore(): Store & StoreTransfer {
  const tables: MemoryTables = { closed: false, tables: new Map() };
  const answer = async <R>(work: () => R): Promise<R> => {
    if (tables.closed) throw new PlatformError('STORE_CLOSED', 'memory store');
    return work();
  };
  return Object.freeze<Store & StoreTransfer>({
    atomic: true,
    get: (collection, id) =>
      answer(() => {
        const row = tableOf(tables, collection.name).get(checkId(id));
        return row === undefined || row.gone ? undefined : JSON.parse(row.json);
      }),
    insert: (collection, record) => answer(() => writeRow(tables, inserting(collection, record))),
    compareAndSet: (collection, expected, record) =>
      answer(() => writeRow(tables, replacing(collection, expected, record))),
    upsertIfNewer: (collection, record) => answer(() => writeRow(tables, upserting(collection, record))),
    remove: (collection, id, guard) => answer(() => writeRow(tables, removing(collection, id, guard))),
    find: (collection, query) => answer(() => findRows(tables, collection.name, query ?? {})),
    count: (collection, where, any, atMost) =>
      answer(() =>
        Math.min(atMostOf(atMost) ?? Number.POSITIVE_INFINITY, countRows(tables, collection.name, where, any)),
      ),
    search: (collection, query) => answer(() => searchRows(tables, collection.name, query)),
    append: (collection, records) =>
      answer(
        () =>
          commitRows(
            tables,
            records.map((record) => inserting(collection, record)),
          ).filter(Boolean).length,
      ),
    claimDue: (collection, claim) => answer(() => claimRows(tables, collection.name, claim)),
    commit: (writes, options) => answer(() => commitRows(tables, writes, options)),
    readRaw: (name, afterId, limit) => answer(() => readRaw(tables, name, afterId, limit)),
    writeRaw: (name, entries) => answer(() => writeRaw(tables, name, entries)),
    healthy: async () => !tables.closed,
    close: async () => {
      tables.closed = true;
      tables.tables.clear();
    },
  });
}
