import { cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { backupEmbeddedStore } from '../store/embedded/backup.js';
import { filesIn, hashOfFile, keysIn, MANIFEST_FILE, STORE_FILE, type Manifest } from './backup-manifest.js';
import { isMongo, openSource, openTarget } from './copy-place.js';
import { ALL_COLLECTIONS, copyCollection, copyFiles } from './copy-store.js';
import type { OfficePlace } from './office-place.js';

/** What was saved, or which files are damaged where they come from. */
export type BackupOutcome =
  { readonly ok: true; readonly manifest: Manifest } | { readonly ok: false; readonly broken: readonly string[] };

/**
 * Saves an office into a new folder: the store as one file, the files, the keys, a manifest with their hashes. An embedded store is copied as
 * it is at one moment while the office runs. A database is read collection by collection: of one that is written to meanwhile, the office
 * has to be stopped (or a snapshot of the file system taken instead). Files are copied after the store: what it names is there. The folder
 * gets its name when all is in it. Throws STORE_FULL, STORE_UNAVAILABLE, an Error when the target is not empty.
 */
export async function makeBackup(
  place: OfficePlace,
  target: string,
  options: { readonly keys: boolean; readonly now: number },
): Promise<BackupOutcome> {
  if (existsSync(target)) throw new Error(`${target} is there already`);
  const growing = `${target}.part`;
  rmSync(growing, { recursive: true, force: true });
  mkdirSync(growing, { recursive: true, mode: 0o700 });
  const source = await openSource(place.store);
  if (source === undefined) throw new Error(`there is no store in ${place.store}`);
  try {
    const to = isMongo(place.store) ? await openTarget(growing) : undefined;
    if (to !== undefined) {
      await to.begin();
      for (const name of ALL_COLLECTIONS) await copyCollection(source.store, to.store, name);
      await to.finish();
    } else await backupEmbeddedStore(path.join(place.folder, STORE_FILE), path.join(growing, STORE_FILE));
    const copy = await openTarget(growing);
    const broken = await copyFiles(source, copy);
    await copy.close();
    if (broken.length > 0) return { ok: false, broken };
  } finally {
    await source.close();
  }
  const keys = path.join(place.folder, 'keys');
  if (options.keys && existsSync(keys)) cpSync(keys, path.join(growing, 'keys'), { recursive: true });
  const file = path.join(growing, STORE_FILE);
  const manifest: Manifest = {
    format: 1,
    at: options.now,
    source: isMongo(place.store) ? 'mongodb' : 'embedded',
    store: { bytes: statSync(file).size, hash: await hashOfFile(file) },
    files: await filesIn(growing),
    keys: options.keys ? await keysIn(growing) : {},
  };
  writeFileSync(path.join(growing, MANIFEST_FILE), `${JSON.stringify(manifest, undefined, 2)}\n`);
  renameSync(growing, target);
  return { ok: true, manifest };
}
