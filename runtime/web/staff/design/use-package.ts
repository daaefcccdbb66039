import { useQuery } from '@tanstack/react-query';
import { compileDraft, type PackageFiles } from '../../../../designer/index.js';
import type { CompiledPackage } from '../../../../engine/index.js';
import { cachedFiles } from './version-cache.js';
import { NO_VERSION } from './new-drafts.js';
import { readVersionFiles, readVersions, type VersionRow } from './package-calls.js';

/** The files of a version with the packages it needs, compiled. */
export interface OpenVersion {
  readonly files: PackageFiles;
  readonly dependencies: ReadonlyMap<string, CompiledPackage>;
}

/** A version with everything it needs; it never changes, so it is fetched once. */
export function useVersion(version: VersionRow | undefined) {
  return useQuery({
    queryKey: ['package-files', version?.key, version?.hash, JSON.stringify(version?.requires ?? {})],
    enabled: version !== undefined,
    staleTime: Infinity,
    queryFn: async (): Promise<OpenVersion> => {
      if (!version) throw new Error('no version');
      if (version.hash === NO_VERSION) return { files: {}, dependencies: await readNeeded(version, new Map()) };
      const files = await cachedFiles(version.hash, () => readVersionFiles(version.key, version.hash));
      return { files, dependencies: await readNeeded(version, new Map()) };
    },
  });
}

async function readNeeded(
  version: VersionRow,
  found: ReadonlyMap<string, CompiledPackage>,
): Promise<ReadonlyMap<string, CompiledPackage>> {
  let all = found;
  for (const [key, hash] of Object.entries(version.requires ?? {})) {
    if (all.has(key)) continue;
    const needed = (await readVersions(key)).find((one) => one.hash === hash);
    if (needed) all = await readNeeded(needed, all);
    const compiled = await compileDraft(await cachedFiles(hash, () => readVersionFiles(key, hash)), all);
    if (compiled.package) all = new Map([...all, [key, compiled.package]]);
  }
  return all;
}
