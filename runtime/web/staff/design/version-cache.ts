import { createStore, get, set } from 'idb-keyval';
import type { PackageFiles } from '../../../../designer/index.js';

const store = createStore('yizhan-design-versions', 'files');

/**
 * The files of a version, from this device when it has been opened here before: a version never changes and is named by its content.
 * A device that keeps nothing fetches them each time.
 */
export async function cachedFiles(hash: string, fetchFiles: () => Promise<PackageFiles>): Promise<PackageFiles> {
  const kept = await get<PackageFiles>(hash, store).catch(() => undefined);
  if (kept !== undefined) return kept;
  const files = await fetchFiles();
  await set(hash, files, store).catch(() => undefined);
  return files;
}
