import { cpSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { requiredMajors } from '../../runtime/packages/package-records.js';
import { readPackageFolder } from '../../runtime/packages/read-folder.js';

/**
 * Makes a definitions folder below `folder` that holds these shipped packages and what they require, for a server process that is to start
 * quickly (`YIZHAN_DEFINITIONS`). Gives its path.
 */
export function someDefinitions(folder: string, names: readonly string[]): string {
  const target = path.join(folder, 'definitions');
  mkdirSync(target, { recursive: true });
  const taken = new Set<string>();
  const take = (name: string): void => {
    if (taken.has(name)) return;
    taken.add(name);
    const source = path.join('definitions', name);
    cpSync(source, path.join(target, name), { recursive: true });
    for (const key of Object.keys(requiredMajors(readPackageFolder(source)['manifest.json']))) take(key);
  };
  for (const name of names) take(name);
  for (const beside of ['schema', 'verdicts.json']) {
    const source = path.join('definitions', beside);
    if (existsSync(source)) cpSync(source, path.join(target, beside), { recursive: true });
  }
  return target;
}
