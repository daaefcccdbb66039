import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageHash, requiredMajors } from './package-records.js';
import { packageFolders, readPackageFolder } from './read-folder.js';

const FILE = 'verdicts.json';

/**
 * The hashes of the shipped packages as the folder has them now, by key: of the very files, and of what they require. A package whose
 * requirements are missing or go round in a circle has none.
 */
export function shippedHashes(definitions: string): ReadonlyMap<string, string> {
  const waiting = new Map(
    packageFolders(definitions).map((name) => [name, readPackageFolder(path.join(definitions, name))]),
  );
  const hashes = new Map<string, string>();
  for (let before = -1; before !== hashes.size;) {
    before = hashes.size;
    for (const [name, files] of waiting) {
      const needed = Object.keys(requiredMajors(files['manifest.json'])).map((key) => [key, hashes.get(key)] as const);
      const known = needed.filter((pair): pair is readonly [string, string] => pair[1] !== undefined);
      if (known.length < needed.length) continue;
      hashes.set(name, packageHash(files, Object.fromEntries(known)));
      waiting.delete(name);
    }
  }
  return hashes;
}

/**
 * The hashes that the definitions folder says were found good: compiled, proved, and all scenarios walked. None when the file is missing or
 * damaged: then everything is judged again.
 */
export function readVerdicts(definitions: string): ReadonlySet<string> {
  try {
    const kept: unknown = JSON.parse(readFileSync(path.join(definitions, FILE), 'utf8'));
    return new Set(
      typeof kept === 'object' && kept !== null
        ? Object.values(kept).filter((hash): hash is string => typeof hash === 'string')
        : [],
    );
  } catch {
    return new Set();
  }
}

/** Keeps the hashes of these packages of the folder as verdicts, and no others. Only for whoever has just found them good. */
export function keepVerdicts(definitions: string, isGood: (key: string) => boolean = () => true): void {
  const sorted = [...shippedHashes(definitions)].filter(([key]) => isGood(key)).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(path.join(definitions, FILE), `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
}
