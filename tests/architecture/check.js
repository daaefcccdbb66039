/**
 * `npm run check`: everything about the house that a machine can judge without running it.
 *
 *   node tests/architecture/check.js [--root FOLDER] [--only STEP,STEP] [--fix]
 *
 * Prints a line per step and, below it, what a failed step found; ends with 1 when a step failed. `--root` lets walls.test.ts point it at a
 * small house with planted faults; `--fix` lets the step `format` write instead of compare.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { judgeFolders } from './folders.js';

const here = path.dirname(fileURLToPath(import.meta.url));
const modules = path.resolve(here, '../../node_modules');
const { values } = parseArgs({
  options: { root: { type: 'string' }, only: { type: 'string' }, fix: { type: 'boolean' } },
});
const root = path.resolve(values.root ?? path.resolve(here, '../..'));
const config = (name) => path.join(here, name);
const rooms = ['engine', 'designer', 'runtime', 'tests'].filter((room) => existsSync(path.join(root, room)));

/** Runs a program of node_modules in the root; resolves what it printed when it failed, an empty string when it found nothing. */
const tool = (script, ...args) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(modules, script), ...args], { cwd: root });
    const chunks = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve(code === 0 ? '' : Buffer.concat(chunks).toString('utf8') || `ended with ${code}`),
    );
  });

const STEPS = {
  folders: async () => judgeFolders(root).join('\n'),
  types: () => tool('typescript/bin/tsc', '--build', 'tsconfig.json', '--pretty', 'false'),
  lint: () => tool('eslint/bin/eslint.js', '--config', config('eslint.config.js'), '--max-warnings', '0', '.'),
  walls: () =>
    tool(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      config('dependency-cruiser.config.cjs'),
      '--output-type',
      'err',
      ...rooms,
    ),
  'dead-code': () => tool('knip/bin/knip.js', '--config', config('knip.json'), '--directory', root, '--no-progress'),
  format: () =>
    tool(
      'prettier/bin/prettier.cjs',
      ...['--config', config('prettier.config.js'), '--ignore-path', config('no-ignore-file'), '--log-level', 'warn'],
      ...['--no-error-on-unmatched-pattern', values.fix ? '--write' : '--check'],
      ...['{engine,designer,runtime,definitions,tests}/**/*.{ts,tsx,js,cjs,mjs,json,css,html}', '*.json'],
      ...['!package-lock.json', '!tests/bench/peers/**'],
    ),
};

const chosen = values.only?.split(',') ?? Object.keys(STEPS);
const queue = [...chosen];
let failed = 0;

const work = async () => {
  for (let name = queue.shift(); name; name = queue.shift()) {
    const began = performance.now();
    const found = (await STEPS[name]()).trim();
    console.log(`${found ? 'FAILED' : 'ok    '} ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
    if (found) console.log(`${found.replaceAll(/^/gm, '    ')}\n`);
    if (found) failed += 1;
  }
};

await Promise.all([work(), work()]);
console.log(`check: ${chosen.length - failed} of ${chosen.length} steps passed`);
process.exitCode = failed > 0 ? 1 : 0;
