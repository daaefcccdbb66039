import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { compileModels } from '../../engine/decision/compile-models.js';
import { runCase } from './dmn/run-case.js';
import { readTckFile } from './dmn/tck-file.js';

/** What the data file says: cases that must be found by level, and folders that cannot apply with the reason. */
interface Expected {
  readonly levels: Readonly<Record<string, { readonly cases: number }>>;
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
    const main = sources.get(test.modelName) ?? '';
    const others = [...sources].filter(([name]) => name !== test.modelName).map(([, xml]) => xml);
    const [compiled] = await compileModels([main, ...others]);
    for (const problem of compiled?.problems ?? [])
      faults.push(`${test.modelName} ${problem.elementId ?? ''}: ${problem.text.en}`);
    for (const testCase of test.cases) {
      cases += 1;
      const wrong = compiled?.model ? runCase(compiled.model, testCase) : [`${testCase.id}: no model`];
      if (wrong.length === 0) passed += 1;
      faults.push(...wrong);
    }
  }
  return { folder, cases, passed, faults };
}

/**
 * Runs the cases of the community test kit of DMN below `SUITES_DIR/dmn-tck` and prints `level: N of M`. The exit code is 3 without
 * the suites, 1 when a case fails that is not listed with its reason or when fewer cases are found than listed, otherwise 0.
 * `--verbose` names each fault, `--only <text>` takes folders that hold the text.
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
  let code = 0;
  for (const [level, { cases: listed }] of Object.entries(expected.levels)) {
    const place = path.join(root, level);
    const folders = existsSync(place) ? readdirSync(place).sort() : [];
    let [cases, passed] = [0, 0];
    const excepted: FolderResult[] = [];
    for (const name of folders.filter((one) => only === undefined || one.includes(only))) {
      const result = await runFolder(root, `${level}/${name}`);
      cases += result.cases;
      passed += result.passed;
      if (expected.exceptions[result.folder] !== undefined) {
        excepted.push(result);
        continue;
      }
      if (result.passed < result.cases) {
        code = 1;
        console.log(`  ${result.folder}: ${result.passed} of ${result.cases}`);
      }
      if (args.includes('--verbose')) for (const fault of result.faults) console.log(`    ${fault}`);
    }
    console.log(`${level.replace('-', ' ')}: ${passed} of ${cases}`);
    for (const { folder, cases: all, passed: some } of excepted)
      console.log(`  exception ${folder}: ${some} of ${all} (${expected.exceptions[folder] ?? ''})`);
    if (cases < listed && only === undefined) {
      console.error(`${level}: ${listed} cases are listed, only ${cases} are there`);
      code = 1;
    }
  }
  return code;
}

process.exitCode = await main(process.argv.slice(2));
