import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The names of all files that `createDiskFiles` keeps in this folder, in order; nothing for a folder that is not there. */
export async function listDiskFiles(folder: string): Promise<readonly string[]> {
  const names: string[] = [];
  for (const part of await foldersIn(folder)) {
    const found = await readdir(join(folder, part));
    names.push(...found.filter((name) => /^[0-9a-f]{64}$/.test(name) && name.startsWith(part)));
  }
  return names.sort();
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw cause;
  });
  return entries.filter((entry) => entry.isDirectory() && /^[0-9a-f]{2}$/.test(entry.name)).map(({ name }) => name);
}
