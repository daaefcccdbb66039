import type { CompiledPackage, Manifest } from '../model/package.js';

/** The packages a manifest requires and those they require in turn, each once, as far as they are in `available`. */
export function requiredPackages(
  manifest: Manifest,
  available: ReadonlyMap<string, CompiledPackage>,
): readonly CompiledPackage[] {
  const found = new Map<string, CompiledPackage>();
  const open = Object.keys(manifest.requires ?? {});
  for (let key = open.shift(); key !== undefined; key = open.shift()) {
    const one = available.get(key);
    if (!one || found.has(key) || key === manifest.key) continue;
    found.set(key, one);
    open.push(...Object.keys(one.manifest.requires ?? {}));
  }
  return [...found.values()];
}
