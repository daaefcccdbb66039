import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { decodeXml } from '../../engine/index.js';
import { requiredMajors } from './package-records.js';

/** File names a package may hold. Anything else in a package folder is reported by the compiler as an unknown file. */
const TEXT_FILE = /\.(json|bpmn|dmn)$/;

/** The text files of a package folder by path with `/`, in a stable order. Models are decoded as they declare, all else is UTF-8. */
export function readPackageFolder(folder: string): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  const walk = (relative: string) => {
    const entries = readdirSync(path.join(folder, relative), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.isDirectory()) walk(name);
      else if (TEXT_FILE.test(entry.name)) files[name] = textOf(readFileSync(path.join(folder, name)), name);
    }
  };
  walk('');
  return files;
}

/** A model that cannot be decoded is read as UTF-8: the compiler then names its encoding. */
function textOf(bytes: Buffer, name: string): string {
  const decoded = /\.(bpmn|dmn)$/.test(name) ? decodeXml(bytes) : undefined;
  return decoded?.ok ? decoded.text : bytes.toString('utf8');
}

/** The package folders below `definitions`: those with a manifest. */
export function packageFolders(definitions: string): readonly string[] {
  return readdirSync(definitions, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'schema')
    .map((entry) => entry.name)
    .sort();
}

/** The files of each package folder by its name; with `only`, of these and of all they require (a folder has the name of its package). */
export function readPackages(
  definitions: string,
  only?: readonly string[],
): Map<string, Readonly<Record<string, string>>> {
  const shipped = packageFolders(definitions);
  const found = new Map<string, Readonly<Record<string, string>>>();
  const take = (name: string): void => {
    if (found.has(name) || !shipped.includes(name)) return;
    const files = readPackageFolder(path.join(definitions, name));
    found.set(name, files);
    for (const key of Object.keys(requiredMajors(files['manifest.json']))) take(key);
  };
  for (const name of only ?? shipped) take(name);
  return found;
}
