import { SYSTEM, type Problem } from '../../engine/index.js';
import type { Packages, PackageVersion } from '../seams/packages.js';
import { requiredMajors } from './package-records.js';
import { readPackages } from './read-folder.js';

/** What became of the shipped packages: the versions they are stored as, and the problems of those that were refused. */
export interface DeployedFolder {
  readonly versions: readonly PackageVersion[];
  readonly problems: readonly (Problem & { readonly package: string })[];
}

/**
 * Publishes every package of a definitions folder, required ones first. A new version becomes active only where nothing is active or the
 * active one came from disk, too. With `only`, these packages and what they require.
 */
export async function deployFolder(
  packages: Packages,
  definitions: string,
  only?: readonly string[],
): Promise<DeployedFolder> {
  const waiting = readPackages(definitions, only);
  const versions: PackageVersion[] = [];
  const problems: (Problem & { readonly package: string })[] = [];
  const deployed = new Set<string>();
  while (waiting.size > 0) {
    // With a circle, or a package that is missing, the compiler says what is wrong: take any.
    const ready = [...waiting].find(([, files]) =>
      Object.keys(requiredMajors(files['manifest.json'])).every((key) => deployed.has(key)),
    );
    const [name, files] = ready ?? [...waiting][0] ?? ['', {}];
    waiting.delete(name);
    const result = await packages.publish({
      files,
      note: 'definitions',
      source: 'disk',
      actor: SYSTEM,
      activate: 'ifFromDisk',
    });
    problems.push(...result.problems.map((problem) => ({ ...problem, package: name })));
    if (!result.ok) continue;
    versions.push(result.version);
    deployed.add(result.version.key);
  }
  return { versions, problems };
}
