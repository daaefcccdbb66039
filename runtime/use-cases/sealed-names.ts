import { l4NamesOfPackages } from '../access/sealing-classes.js';
import type { Packages } from '../seams/packages.js';

/** Which property names are of class L4. */
export interface SealedNames {
  /** In a package version and the versions it needs. */
  forHash(packageHash: string): Promise<ReadonlySet<string>>;
  /** In all active packages: for what belongs to no instance. */
  forOffice(): Promise<ReadonlySet<string>>;
}

/** Reads the names from the packages, once per version. */
export function createSealedNames(packages: Packages): SealedNames {
  const known = new Map<string, ReadonlySet<string>>();
  const forHash = async (hash: string): Promise<ReadonlySet<string>> => {
    const found = known.get(hash);
    if (found !== undefined) return found;
    const names = l4NamesOfPackages(await packages.closure(hash));
    known.set(hash, names);
    return names;
  };
  return {
    forHash,
    forOffice: async () => {
      const all = new Set<string>();
      for (const key of await packages.activeKeys()) {
        const active = await packages.activePackage(key);
        if (active !== undefined) for (const name of await forHash(active.hash)) all.add(name);
      }
      return all;
    },
  };
}
