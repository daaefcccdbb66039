import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';

const SOURCES = ['engine', 'tests/engine', 'tests/kit'];
const TESTS = ['core', 'elements', 'histories', 'host', 'operations', 'palette', 'patterns', 'simulate'];
/** Random tests run last, and few of them: they are there for what the others let pass. */
const RANDOM = /properties\.test/;
const LONG = /random|approval-properties|palette-walks|loop-portions/;

const filesIn = (folder) => readdirSync(folder, { recursive: true }).map((file) => path.join(folder, String(file)));

/**
 * Transpiles the engine with its tests below `target` and loads the tests that say what the engine does. `registry` is the module that
 * stands for Jest.
 */
export async function loadTests(target, registry) {
  for (const file of SOURCES.flatMap(filesIn)) {
    const out = path.join(target, file);
    if (/\.(bpmn|dmn|json|md|txt)$/.test(file)) {
      mkdirSync(path.dirname(out), { recursive: true });
      cpSync(file, out);
    }
    if (!file.endsWith('.ts') || file.endsWith('.d.ts')) continue;
    const { code } = transformSync(readFileSync(file, 'utf8'), {
      filename: file,
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'es6' },
    });
    mkdirSync(path.dirname(out), { recursive: true });
    writeFileSync(
      out.replace(/\.ts$/, '.js'),
      code
        .replaceAll("'@jest/globals'", JSON.stringify(registry))
        .replaceAll('"@jest/globals"', JSON.stringify(registry)),
    );
  }
  const loaded = TESTS.flatMap((name) => {
    try {
      return filesIn(path.join(target, 'tests/engine', name));
    } catch {
      return [];
    }
  });
  process.env.PROPERTY_RUNS = '8';
  process.env.FC_SEED = '20261122';
  for (const file of loaded.sort((a, b) => Number(RANDOM.test(a)) - Number(RANDOM.test(b)) || a.localeCompare(b))) {
    if (/\.test\.js$/.test(file) && !LONG.test(file)) await import(pathToFileURL(path.resolve(file)).href);
  }
}
