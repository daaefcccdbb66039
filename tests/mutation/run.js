import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

// Runs the mutation test folder by folder and keeps each folder's report, so that a run that was broken off goes on where it stopped:
// a report counts as long as neither the engine nor its tests have changed. Arguments name single folders.

const FOLDERS = ['engine/core', 'engine/elements', 'engine/operations'];
const JUDGED_BY = ['engine', 'tests/engine', 'tests/kit', 'tests/mutation'];
const PARTS = path.join('.build', 'mutation', 'parts');
/** A piece of work short enough to be repeated. */
const MOST_BYTES = 60_000;

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();

const hashOf = (files) => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
};

const pieces = (files) => {
  const found = [];
  let size = MOST_BYTES;
  for (const file of files) {
    const { size: bytes } = statSync(file);
    if (size + bytes > MOST_BYTES) found.push([]);
    size = size + bytes > MOST_BYTES ? bytes : size + bytes;
    found.at(-1).push(file);
  }
  return found;
};

const stryker = path.join('node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
const state = hashOf(JUDGED_BY.flatMap(filesIn).filter((file) => !file.endsWith('.md')));
const wanted = process.argv.slice(2);
const sources = (wanted.length > 0 ? wanted : FOLDERS).flatMap(filesIn).filter((file) => file.endsWith('.ts'));
mkdirSync(PARTS, { recursive: true });
const parts = pieces(sources);
for (const [index, files] of parts.entries()) {
  const part = path.join(PARTS, `${hashOf(files)}-${state}.json`);
  console.log(
    `${index + 1} of ${parts.length}: ${files.length} files from ${files[0]}${existsSync(part) ? ', done before' : ''}`,
  );
  if (existsSync(part)) continue;
  const args = [stryker, 'run', path.join('tests', 'mutation', 'stryker.config.js'), '--mutate', files.join(',')];
  spawnSync(process.execPath, args, { stdio: 'inherit' });
  const report = path.join('.build', 'mutation', 'report.json');
  if (!existsSync(report)) process.exit(1);
  renameSync(report, part);
}
const own = new Set(parts.map((files) => `${hashOf(files)}-${state}.json`));
process.exitCode = spawnSync(
  process.execPath,
  [path.join('tests', 'mutation', 'write-survivors.js'), ...[...own].map((name) => path.join(PARTS, name))],
  { stdio: 'inherit' },
).status;
