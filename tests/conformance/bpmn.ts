import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { judgeRuleCase, type RuleCase } from './bpmn/judge-rule-case.js';
import { nameElements } from './bpmn/name-elements.js';

/** What the data file says: how many models each folder of rules holds, and models that cannot be judged as their name says, with the reason. */
interface Expected {
  readonly rules: Readonly<Record<string, { readonly valid: number; readonly invalid: number }>>;
  readonly models: readonly string[];
  readonly exceptions: Readonly<Record<string, string>>;
}

/** Exit code when no suites are there. */
const NO_SUITES = 3;

/**
 * Runs `check` over the models of `SUITES_DIR/bpmn-rules` (valid ones are accepted, invalid ones refused with the number of their folder)
 * and names every element of `SUITES_DIR/bpmn-miwg` that is not executed. The exit code is 3 without the suites, 1 when a model is
 * judged otherwise than its name says and is not listed with its reason, or when fewer models are found than listed, otherwise 0.
 * `--verbose` shows what is reported of each model, `--only <text>` takes folders that hold the text.
 */
function main(args: readonly string[]): number {
  const suites = process.env['SUITES_DIR'];
  const root = suites === undefined ? undefined : path.join(suites, 'bpmn-rules');
  if (suites === undefined || root === undefined || !existsSync(root)) {
    console.error('SUITES_DIR names no folder with bpmn-rules');
    return NO_SUITES;
  }
  const only = args.includes('--only') ? (args[args.indexOf('--only') + 1] ?? '') : '';
  const expected = JSON.parse(readFileSync('tests/conformance/bpmn/expected.json', 'utf8')) as Expected;
  const cases = readdirSync(root)
    .filter((folder) => folder.includes(only))
    .sort()
    .flatMap((folder) => casesOf(path.join(root, folder), folder));
  const failed = report(cases, expected.exceptions, args.includes('--verbose'));
  const lacking = only === '' ? missing(cases, expected.rules) : [];
  const models = path.join(suites, 'bpmn-miwg');
  const lost = only === '' ? nameModels(models, expected.models) : [];
  for (const line of [...lacking, ...lost]) console.error(line);
  return failed || lacking.length > 0 || lost.length > 0 ? 1 : 0;
}

/** Files with neither word in their names are imported by the others. */
function casesOf(place: string, folder: string): readonly RuleCase[] {
  return readdirSync(place)
    .filter((file) => file.endsWith('.bpmn') && /success|fail/i.test(file))
    .sort()
    .map((file) => judgeRuleCase(place, folder, file));
}

function report(cases: readonly RuleCase[], exceptions: Expected['exceptions'], verbose: boolean): boolean {
  const wrong = cases.filter((one) => !one.good);
  for (const { name, problems, valid } of verbose ? cases : wrong.filter((one) => exceptions[one.name] === undefined)) {
    console.log(`  ${name}: ${valid ? 'refused' : 'not refused with its number'}`);
    for (const problem of problems) console.log(`    ${problem}`);
  }
  const [valid, invalid] = [cases.filter((one) => one.valid), cases.filter((one) => !one.valid)];
  console.log(`valid accepted ${valid.filter((one) => one.good).length} of ${valid.length}`);
  console.log(`invalid refused ${invalid.filter((one) => one.good).length} of ${invalid.length}`);
  console.log(`  refused by any rule: ${invalid.filter((one) => one.problems.length > 0).length} of ${invalid.length}`);
  for (const { name } of wrong) {
    if (exceptions[name] !== undefined) console.log(`  exception ${name}: ${exceptions[name]}`);
  }
  return wrong.some((one) => exceptions[one.name] === undefined);
}

/** What is missing of the models the data file lists. Another part of the suite, with none of the listed folders, is not judged by it. */
function missing(cases: readonly RuleCase[], listed: Expected['rules']): readonly string[] {
  const count = (folder: string, valid: boolean): number =>
    cases.filter((one) => one.folder === folder && one.valid === valid).length;
  if (cases.length > 0 && !cases.some(({ folder }) => listed[folder])) return [];
  return Object.entries(listed).flatMap(([folder, { valid, invalid }]) =>
    count(folder, true) < valid || count(folder, false) < invalid
      ? [`bpmn-rules/${folder}: fewer models than the ${valid} and ${invalid} that are listed`]
      : [],
  );
}

/** Prints what of each interchange model is not executed, and returns what is missing or cannot be read. */
function nameModels(place: string, listed: readonly string[]): readonly string[] {
  const files = existsSync(place) ? readdirSync(place).filter((file) => file.endsWith('.bpmn')) : [];
  const lost = files.length > 0 && !files.some((file) => listed.includes(file)) ? [] : listed;
  let named = 0;
  for (const file of files.sort()) {
    const { elements, executed, unnamed, findings } = nameElements(readFileSync(path.join(place, file)));
    if (unnamed.length === 0) named += 1;
    console.log(`bpmn-miwg/${file}: ${elements} elements, ${executed} executed, ${unnamed.length} unnamed`);
    for (const finding of findings) console.log(`    ${finding}`);
    for (const element of unnamed) console.log(`    unnamed: ${element}`);
  }
  console.log(`interchange models with every element executed or named ${named} of ${files.length}`);
  return lost.filter((file) => !files.includes(file)).map((file) => `bpmn-miwg/${file} is listed, but is not there`);
}

process.exitCode = main(process.argv.slice(2));
