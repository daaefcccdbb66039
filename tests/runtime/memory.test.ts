import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { compilePackage, linkPackage, SYSTEM } from '../../engine/index.js';
import { createPackages } from '../../runtime/packages/create-packages.js';
import { createMemoryStore } from '../../runtime/store/memory/memory-store.js';
import { createInstanceCache, type HeldInstance } from '../../runtime/use-cases/instance-cache.js';
import { smallPackage } from '../kit/small-package.js';
import { START } from './kit/host-world.js';
import { manualClock } from './kit/manual-clock.js';

/* What a process holds has bounds, and what it rarely needs is not loaded when it starts. How much it takes in all is seen by F29. */

const IMPORTS = /^(?:import|export)\s+(?!type\b)(?:[^;]*?\sfrom\s+)?'([^']+)'/gm;

/** Names of the packages that a source file loads when it is loaded, by itself or by what it imports. */
function loadedWith(file: string, seen = new Set<string>(), found = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return found;
  seen.add(file);
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(IMPORTS)) {
    if (name.startsWith('.')) loadedWith(path.join(path.dirname(file), name).replace(/\.js$/, '.ts'), seen, found);
    else found.add(name);
  }
  return found;
}

test('the server starts without what it may never need', () => {
  const loaded = loadedWith(path.join(process.cwd(), 'runtime', 'main.ts'));
  expect([...loaded]).toEqual(expect.arrayContaining(['express', 'pinyin-pro', '@photostructure/sqlite']));
  expect([...loaded].filter((name) => ['mongoose', 'exceljs', 'pdfkit'].includes(name))).toEqual([]);
});

test('of many versions those used last are held, and one that went is compiled again', async () => {
  const compiled: string[] = [];
  const packages = createPackages({
    store: createMemoryStore(),
    clock: manualClock(START),
    compile: (source) => {
      compiled.push(/"version": "([^"]*)"/.exec(source.files['manifest.json'] ?? '')?.[1] ?? '');
      return compilePackage(source);
    },
    link: linkPackage,
    checkJson: () => [],
    checkFormSchema: () => [],
    mostVersions: 2,
  });
  const hashes = new Map<string, string>();
  for (const version of ['1.0', '1.1', '1.2']) {
    const files = smallPackage();
    const manifest = (files['manifest.json'] ?? '').replace('"version": "1.0"', `"version": "${version}"`);
    const result = await packages.publish({
      files: { ...files, 'manifest.json': manifest },
      note: '',
      source: 'api',
      actor: SYSTEM,
    });
    hashes.set(version, result.ok ? result.version.hash : '');
  }
  compiled.length = 0;
  const use = async (version: string) => (await packages.packageByHash(hashes.get(version) ?? ''))?.version;
  for (const version of ['1.0', '1.1', '1.0', '1.2', '1.0', '1.1']) expect(await use(version)).toBe(version);
  expect(compiled).toEqual(['1.0', '1.1', '1.2', '1.1']);
});

test('instances in memory are bounded by number and by size', () => {
  const held = (id: string, bytes: number): HeldInstance => {
    const instance = { _id: id, revision: 1, status: 'active', pending: 0 } as HeldInstance['instance'];
    return { instance, isProjected: true, bytes };
  };
  const cache = createInstanceCache({ most: 3, mostBytes: 100 });
  for (const id of ['a', 'b', 'c', 'd']) cache.put(held(id, 10));
  expect(['a', 'b', 'c', 'd'].filter((id) => cache.get(id) !== undefined)).toEqual(['b', 'c', 'd']);
  cache.put(held('large', 95));
  expect(['b', 'c', 'd', 'large'].filter((id) => cache.get(id) !== undefined)).toEqual(['large']);
});
