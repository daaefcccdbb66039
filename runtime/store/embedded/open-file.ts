import { connect, type Connection } from './connection.js';
import { SCHEMA, type SqlDriver } from './driver.js';
import { migrate } from './migrations.js';
import { openPhotostructure } from './photostructure-driver.js';
import { guardLayout, syncCollections } from './schema.js';
import { asPlatformError, isBusy, isFull } from './sql-errors.js';

/** Where the store lies, and its limits. */
export interface EmbeddedStoreOptions {
  readonly file: string;
  /** How far the file may grow, in bytes (default: as far as the disk goes); beyond that writes throw STORE_FULL. */
  readonly maxBytes?: number;
  /** How long in ms a call waits for another process before it throws STORE_UNAVAILABLE. Default 10000. */
  readonly patienceMs?: number;
  /** Texts that a process before left without index stay so until something is written: the file of a backup is not changed by looking at it. */
  readonly leavesTexts?: boolean;
}

/** While opening, waiting for another process may hold up this one: ms. */
const OPENING_WAIT_MS = 10_000;
/** Afterwards no call may wait longer than this for another process: ms. Who needs more tries again later. */
const LOCK_WAIT_MS = 2;
/** The WAL file is cut back to this after a checkpoint: bytes. */
const WAL_KEPT_BYTES = 16 * 1024 * 1024;
const CACHE_KIB = 32 * 1024;
const PAGE_BYTES = 4096;

const enterWal = (connection: Connection): void => {
  const deadline = Date.now() + OPENING_WAIT_MS;
  for (;;) {
    try {
      connection.get(`PRAGMA ${SCHEMA}.journal_mode = WAL`);
      return;
    } catch (cause) {
      // Two processes that open a new file at once: SQLite does not wait here, for fear of a deadlock.
      if (!isBusy(cause) || Date.now() > deadline) throw cause;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
};

/** On a disk without any room the index of the log cannot be made beside the file: better alone with what is there than not at all. */
const openDriver = (file: string): SqlDriver => {
  try {
    return openPhotostructure(file, OPENING_WAIT_MS);
  } catch (cause) {
    if (!isFull(cause)) throw cause;
    return openPhotostructure(file, OPENING_WAIT_MS, true);
  }
};

/** Opens, creates and migrates the file of an embedded store. Throws STORE_VERSION, STORE_FULL, STORE_UNAVAILABLE. */
export function openFile(options: EmbeddedStoreOptions): Connection {
  let connection: Connection | undefined;
  try {
    connection = connect(openDriver(options.file));
    enterWal(connection);
    // FULL: the WAL is synced at each commit, so an answered command survives a power cut.
    connection.exec(`PRAGMA ${SCHEMA}.synchronous = FULL`);
    connection.exec('PRAGMA foreign_keys = OFF');
    // Savepoints keep what they may have to undo: in memory, not in temporary files.
    connection.exec('PRAGMA temp_store = MEMORY');
    connection.exec(`PRAGMA ${SCHEMA}.cache_size = -${String(CACHE_KIB)}`);
    // The same few pages change again and again: the fewer checkpoints, the fewer copies of them go to the file.
    connection.exec(`PRAGMA wal_autocheckpoint = ${String(WAL_KEPT_BYTES / PAGE_BYTES)}`);
    // Without this the log would keep the size of its worst moment.
    connection.exec(`PRAGMA ${SCHEMA}.journal_size_limit = ${String(WAL_KEPT_BYTES)}`);
    migrate(connection);
    syncCollections(connection);
    if (options.maxBytes !== undefined)
      connection.exec(
        `PRAGMA ${SCHEMA}.max_page_count = ${String(Math.max(1, Math.floor(options.maxBytes / PAGE_BYTES)))}`,
      );
    connection.exec(`PRAGMA busy_timeout = ${String(LOCK_WAIT_MS)}`);
    return guardLayout(connection);
  } catch (cause) {
    connection?.close();
    throw asPlatformError(cause);
  }
}
