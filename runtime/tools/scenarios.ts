import path from 'node:path';
import { runScenario } from '../../engine/index.js';
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
  for (const { setup, scenarios } of await scenarioPackages(process.cwd())) {
    const visited = new Map<string, Set<string>>();
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
      for (const [process, ids] of Object.entries(report.visited)) {
        visited.set(process, new Set([...(visited.get(process) ?? []), ...ids]));
      }
    }
    for (const [process, program] of setup.programs) {
      const nodes = Object.keys(program.plan.elements);
      const missed = nodes.filter((id) => visited.get(process)?.has(id) !== true);
      console.log(
        `coverage ${process}: ${nodes.length - missed.length} of ${nodes.length}${missed.length > 0 ? `, not visited: ${missed.join(' ')}` : ''}`,
      );
    }
  }
  console.log(`${green} green, ${red} red`);
  if (all.includes('--verdicts') && args.length === 0)
    keepVerdicts(path.resolve('definitions'), (key) => !bad.has(key));
  return red === 0 ? 0 : 1;
}
