import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { backup, DatabaseSync } from '@photostructure/sqlite';
import { PlatformError } from '../../seams/platform-error.js';
import { asPlatformError } from './sql-errors.js';

const sync = (place: string): void => {
  const handle = openSync(place, 'r');
  fsyncSync(handle);
  closeSync(handle);
};

/**
 * Copies an embedded store into one file, as it is at one moment, while processes go on reading and writing; the copying is done by another
 * thread. `target` is there whole and synced, or (after a failure) not at all; a file of this name is replaced. The copy is itself a store
 * that can be opened. Throws STORE_FULL, STORE_UNAVAILABLE.
 *
 * While it runs, the write-ahead log of the store cannot be cut: it grows by what is written meanwhile.
 */
export async function backupEmbeddedStore(file: string, target: string): Promise<void> {
  if (!existsSync(file)) throw new PlatformError('STORE_UNAVAILABLE', 'there is no embedded store to back up');
  const part = `${target}.part`;
  rmSync(part, { force: true });
  try {
    const source = new DatabaseSync(file, { timeout: 10_000 });
    try {
      // All pages in one step: a copy in several steps begins anew whenever another connection writes, and might never end.
      await backup(source, part, { rate: -1 });
    } finally {
      source.close();
    }
    sync(part);
    renameSync(part, target);
    sync(path.dirname(path.resolve(target)));
  } catch (cause) {
    rmSync(part, { force: true });
    throw asPlatformError(cause);
  }
}
