import path from 'node:path';
import { runScenario, type ProcessPlan } from '../../engine/index.js';
import { keepVerdicts } from '../packages/verdicts.js';
import { scenarioPackages } from './scenario-setups.js';

/**
 * `npm run scenarios [package or part of a name] [--decisions] [--verdicts]`: walks the scenarios of every shipped package and prints what did
 * not hold; with `--decisions` also each decision with the rules that counted and the inputs they looked at. With `--verdicts`, when none was
 * left out, `definitions/verdicts.json` afterwards names the packages of which all are green: a first start does not walk those again. Exit code
 * 1 when one is red.
 */
export async function main(all: readonly string[]): Promise<number> {
  const args = all.filter((arg) => !arg.startsWith('--'));
  const withDecisions = all.includes('--decisions');
  let red = 0;
  let green = 0;
  const bad = new Set<string>();
  const visited = new Map<string, Set<string>>();
  const taken = new Map<string, Set<string>>();
  const plans = new Map<string, ProcessPlan>();
  for (const { setup, scenarios } of await scenarioPackages(process.cwd())) {
    for (const { name, scenario } of scenarios) {
      if (args[0] !== undefined && setup.packages[0]?.key !== args[0] && !name.includes(args[0])) continue;
      const report = runScenario(setup, scenario);
      if (report.ok) green += 1;
      else {
        red += 1;
        bad.add(setup.packages[0]?.key ?? '');
      }
      console.log(`${report.ok ? 'green' : 'RED  '} ${setup.packages[0]?.key ?? ''} ${name}: ${scenario.title.zh}`);
      for (const { step, what, expected, actual } of report.failures) {
        console.log(`      ${step} | ${what}\n        expected ${expected}\n        actual   ${actual}`);
      }
      for (const { elementId, decisionId, result, rules } of withDecisions ? report.decisions : []) {
        console.log(`      ${elementId} asks ${decisionId} = ${JSON.stringify(result)}`);
        for (const one of rules) {
          const why = one.ruleIds.length === 0 ? 'no rule' : one.ruleIds.join(', ');
          console.log(`        ${one.decisionId}: ${why}, from ${JSON.stringify(one.inputs)}`);
        }
      }
      note(visited, report.visited);
      note(taken, report.taken);
    }
    for (const [process, { plan }] of setup.programs) plans.set(process, plan);
  }
  for (const [process, plan] of [...plans].sort(([one], [other]) => one.localeCompare(other))) {
    if (!visited.has(process)) continue;
    const nodes = covered(visited.get(process), Object.keys(plan.elements));
    const flows = covered(taken.get(process), Object.keys(plan.flows));
    console.log(`coverage ${process}: nodes ${nodes}; flows ${flows}`);
  }
  console.log(`${green} green, ${red} red`);
  if (all.includes('--verdicts') && args.length === 0)
    keepVerdicts(path.resolve('definitions'), (key) => !bad.has(key));
  return red === 0 ? 0 : 1;
}

function note(all: Map<string, Set<string>>, more: Readonly<Record<string, readonly string[]>>): void {
  for (const [process, ids] of Object.entries(more)) {
    all.set(process, new Set([...(all.get(process) ?? []), ...ids]));
  }
}

function covered(seen: ReadonlySet<string> | undefined, all: readonly string[]): string {
  const missed = all.filter((id) => seen?.has(id) !== true);
  return `${all.length - missed.length} of ${all.length}${missed.length > 0 ? ` (not: ${missed.join(' ')})` : ''}`;
}
