import { cpSync, existsSync } from 'node:fs';
import path from 'node:path';
import { markRestored } from '../use-cases/restored-gate.js';
import { verifyStore, type VerifyReport } from '../verify/verify-store.js';
import { openDataFolder } from '../system/data-folder.js';
import { damageOf, readManifest, STORE_FILE, type Manifest } from './backup-manifest.js';
import { isMongo, openSource, openTarget } from './copy-place.js';
import { ALL_COLLECTIONS, copyCollection, copyFiles, isEmpty } from './copy-store.js';
import { sealingOf, verifyParts, type OfficePlace } from './office-place.js';

/** What became of a restore. `damage`: parts that are not as the manifest says; nothing was restored then. */
export type RestoreOutcome =
  | { readonly ok: true; readonly manifest: Manifest; readonly report: VerifyReport }
  | { readonly ok: false; readonly why: 'damaged'; readonly damage: readonly string[] }
  | { readonly ok: false; readonly why: 'not-empty' | 'no-keys' };

/**
 * Restores a backup into an empty office: checks all hashes, copies, marks the store so that no job, timer or notice of then comes alive
 * before it is released, and lets the invariant checker look at it as of the moment of the backup. Throws the store's errors.
 */
export async function restoreBackup(backup: string, place: OfficePlace, now: number): Promise<RestoreOutcome> {
  const manifest = await readManifest(backup);
  const damage = await damageOf(backup, manifest);
  if (damage.length > 0) return { ok: false, why: 'damaged', damage };
  const { folder } = place;
  const file = path.join(folder, STORE_FILE);
  if (!isMongo(place.store) && existsSync(file)) return { ok: false, why: 'not-empty' };
  openDataFolder(folder);
  const hasKeys = existsSync(path.join(folder, 'keys', 'sealing.json'));
  if (Object.keys(manifest.keys).length > 0) {
    if (hasKeys) return { ok: false, why: 'not-empty' };
    cpSync(path.join(backup, 'keys'), path.join(folder, 'keys'), { recursive: true });
  } else if (!hasKeys) return { ok: false, why: 'no-keys' };
  const source = await openSource(backup);
  if (source === undefined) return { ok: false, why: 'damaged', damage: [STORE_FILE] };
  try {
    const target = await openTarget(place.store);
    if (isMongo(place.store) && !(await isEmpty(target))) {
      await target.close();
      return { ok: false, why: 'not-empty' };
    }
    await target.begin();
    for (const name of ALL_COLLECTIONS) await copyCollection(source.store, target.store, name);
    await copyFiles(source, target);
    await markRestored(target.store, now, manifest.at);
    const report = await verifyStore({
      ...verifyParts(target.store, sealingOf(folder), () => manifest.at),
      pauseMs: 0,
    });
    await target.finish();
    return { ok: true, manifest, report };
  } finally {
    await source.close();
  }
}
