import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** File names a package may hold. Anything else in a package folder is reported by the compiler as an unknown file. */
const TEXT_FILE = /\.(json|bpmn|dmn)$/;

/** The text files of a package folder by path with `/`, in a stable order. */
export function readPackageFolder(folder: string): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  const walk = (relative: string) => {
    const entries = readdirSync(path.join(folder, relative), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.isDirectory()) walk(name);
      else if (TEXT_FILE.test(entry.name)) files[name] = readFileSync(path.join(folder, name), 'utf8');
    }
  };
  walk('');
  return files;
}

/** The package folders below `definitions`: those with a manifest. */
export function packageFolders(definitions: string): readonly string[] {
  return readdirSync(definitions, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'schema')
    .map((entry) => entry.name)
    .sort();
}
