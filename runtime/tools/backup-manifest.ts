import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { listDiskFiles } from '../documents/list-disk-files.js';

/** What a backup holds. Hashes are SHA-256 in hex; paths are relative to the backup. */
export interface Manifest {
  readonly format: 1;
  /** When the copy of the store was begun, ms since the epoch. */
  readonly at: number;
  readonly source: 'embedded' | 'mongodb';
  readonly store: { readonly bytes: number; readonly hash: string };
  /** How many files, and one hash over their names, which are the hashes of their contents. */
  readonly files: { readonly count: number; readonly hash: string };
  /** The key files by name; none when the backup was made without keys. */
  readonly keys: Readonly<Record<string, string>>;
}

/** Names in a backup. */
export const STORE_FILE = 'yizhan.sqlite';
export const MANIFEST_FILE = 'manifest.json';

/** The hash of a file, read piece by piece. */
export async function hashOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Key files of a folder, with their hashes. */
export async function keysIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const keys = path.join(folder, 'keys');
  if (!existsSync(keys)) return {};
  const names = readdirSync(keys, { withFileTypes: true }).filter((entry) => entry.isFile());
  const hashes = await Promise.all(
    names.map(async ({ name }): Promise<readonly [string, string]> => [name, await hashOfFile(path.join(keys, name))]),
  );
  return Object.fromEntries(hashes);
}

/** Count and hash of the files of a folder. */
export async function filesIn(folder: string): Promise<Manifest['files']> {
  const names = await listDiskFiles(path.join(folder, 'files'));
  return { count: names.length, hash: createHash('sha256').update(names.join('\n')).digest('hex') };
}

/** The manifest of a backup. Throws an Error when there is none or it is of another format. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(path.join(folder, MANIFEST_FILE), 'utf8').catch(() => undefined);
  const manifest = text === undefined ? undefined : (JSON.parse(text) as Manifest);
  if (manifest?.format !== 1) throw new Error(`${folder} holds no backup`);
  return manifest;
}

/** Parts of a backup that are not as the manifest says: the store, a key, the set of files, a file's content. */
export async function damageOf(folder: string, manifest: Manifest): Promise<readonly string[]> {
  const damage: string[] = [];
  const hash = await hashOfFile(path.join(folder, STORE_FILE)).catch(() => '');
  if (hash !== manifest.store.hash) damage.push(STORE_FILE);
  const keys = await keysIn(folder);
  const names = new Set([...Object.keys(keys), ...Object.keys(manifest.keys)]);
  for (const name of names) if (keys[name] !== manifest.keys[name]) damage.push(`keys/${name}`);
  const files = await filesIn(folder);
  if (files.hash !== manifest.files.hash) damage.push('files');
  for (const name of await listDiskFiles(path.join(folder, 'files'))) {
    const file = path.join('files', name.slice(0, 2), name);
    if ((await hashOfFile(path.join(folder, file))) !== name) damage.push(file);
  }
  return damage;
}
