import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { compileModels } from '../../engine/decision/compile-models.js';
import { runCase } from './dmn/run-case.js';
import { readTckFile } from './dmn/tck-file.js';

/** What the data file says: how many cases each folder of a level holds, and folders that cannot apply with the reason. */
interface Expected {
  readonly levels: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly exceptions: Readonly<Record<string, string>>;
}

/** What came out of one folder of the kit. */
interface FolderResult {
  readonly folder: string;
  readonly cases: number;
  readonly passed: number;
  readonly faults: readonly string[];
}

/** Exit code when no suites are there. */
const NO_SUITES = 3;

async function runFolder(root: string, folder: string): Promise<FolderResult> {
  const place = path.join(root, folder);
  const files = readdirSync(place).sort();
  const sources = new Map(
    files.filter((file) => file.endsWith('.dmn')).map((file) => [file, readFileSync(path.join(place, file), 'utf8')]),
  );
  let [cases, passed] = [0, 0];
  const faults: string[] = [];
  for (const file of files.filter((name) => name.endsWith('.xml'))) {
    const test = readTckFile(readFileSync(path.join(place, file), 'utf8'));
    const modelName = sources.has(test.modelName) ? test.modelName : ([...sources.keys()][0] ?? '');
    const main = sources.get(modelName) ?? '';
    const others = [...sources].filter(([name]) => name !== modelName).map(([, xml]) => xml);
    const [compiled] = await compileModels([main, ...others]);
    for (const problem of compiled?.problems ?? [])
      faults.push(`${modelName} ${problem.elementId ?? ''}: ${problem.text.en}`);
    for (const testCase of test.cases) {
      cases += 1;
      const wrong = compiled?.model ? runCase(compiled.model, testCase) : [`${testCase.id}: no model`];
      if (wrong.length === 0) passed += 1;
      faults.push(...wrong);
    }
  }
  return { folder, cases, passed, faults };
}

/** What is missing of the cases the data file lists. Another part of the kit, with none of the listed folders, is not judged by it. */
function missing(listed: Readonly<Record<string, number>>, results: readonly FolderResult[]): readonly string[] {
  const found = new Map(results.map(({ folder, cases }) => [folder.replace(/^.*\//, ''), cases]));
  if (results.length > 0 && !Object.keys(listed).some((folder) => found.has(folder))) return [];
  return Object.entries(listed)
    .filter(([folder, cases]) => (found.get(folder) ?? 0) < cases)
    .map(([folder, cases]) => `${folder}: ${cases} cases are listed, ${found.get(folder) ?? 0} are there`);
}

/**
 * Runs the cases of the community test kit of DMN below `SUITES_DIR/dmn-tck` and prints `level: N of M` of those that apply. The exit
 * code is 3 without the suites, 1 when a case fails that is not listed with its reason or when fewer cases are found than listed,
 * otherwise 0. `--verbose` names each fault, `--only <text>` takes folders that hold the text.
 */
async function main(args: readonly string[]): Promise<number> {
  const suites = process.env['SUITES_DIR'];
  const root = suites === undefined ? undefined : path.join(suites, 'dmn-tck');
  if (root === undefined || !existsSync(root)) {
    console.error('SUITES_DIR names no folder with dmn-tck');
    return NO_SUITES;
  }
  const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : undefined;
  const expected = JSON.parse(readFileSync('tests/conformance/dmn/expected.json', 'utf8')) as Expected;
  let good = true;
  for (const [level, listed] of Object.entries(expected.levels)) {
    const place = path.join(root, level);
    const folders = existsSync(place) ? readdirSync(place).sort() : [];
    const results: FolderResult[] = [];
    for (const name of folders.filter((one) => only === undefined || one.includes(only)))
      results.push(await runFolder(root, `${level}/${name}`));
    const lacking = only === undefined ? missing(listed, results) : [];
    for (const line of lacking) console.error(line);
    const failed = report(level, results, expected.exceptions, args.includes('--verbose'));
    if (failed || lacking.length > 0) good = false;
  }
  return good ? 0 : 1;
}

/** Prints the figures of a level; true when a case that applies has failed. */
function report(
  level: string,
  results: readonly FolderResult[],
  exceptions: Expected['exceptions'],
  verbose: boolean,
): boolean {
  const applying = results.filter(({ folder }) => exceptions[folder] === undefined);
  for (const { folder, cases, passed, faults } of applying) {
    if (passed < cases) console.log(`  ${folder}: ${passed} of ${cases}`);
    if (verbose) for (const fault of faults) console.log(`    ${fault}`);
  }
  const sum = (of: (result: FolderResult) => number): number => applying.reduce((total, one) => total + of(one), 0);
  const [cases, passed] = [sum((one) => one.cases), sum((one) => one.passed)];
  console.log(`${level.replace('-', ' ')}: ${passed} of ${cases}`);
  for (const { folder, cases: all } of results.filter((one) => !applying.includes(one)))
    console.log(`  exception ${folder}: ${all} cases (${exceptions[folder] ?? ''})`);
  return passed < cases;
}

process.exitCode = await main(process.argv.slice(2));
