import { runScenario } from '../../engine/index.js';
import { scenarioPackages } from './scenario-setups.js';

/**
 * `npm run scenarios [name] [--decisions]`: walks the scenarios of every shipped package and prints what did not hold; with the flag
 * also each decision with the rules that counted and the inputs they looked at. Exit code 1 when one is red.
 */
export async function main(all: readonly string[]): Promise<number> {
  const args = all.filter((arg) => arg !== '--decisions');
  let red = 0;
  let green = 0;
  for (const { setup, scenarios } of await scenarioPackages(process.cwd())) {
    const visited = new Map<string, Set<string>>();
    for (const { name, scenario } of scenarios) {
      if (args[0] !== undefined && !name.includes(args[0])) continue;
      const report = runScenario(setup, scenario);
      if (report.ok) green += 1;
      else red += 1;
      console.log(`${report.ok ? 'green' : 'RED  '} ${setup.packages[0]?.key ?? ''} ${name}: ${scenario.title.zh}`);
      for (const { step, what, expected, actual } of report.failures) {
        console.log(`      ${step} | ${what}\n        expected ${expected}\n        actual   ${actual}`);
      }
      for (const { elementId, decisionId, result, rules } of all.length > args.length ? report.decisions : []) {
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
  return red === 0 ? 0 : 1;
}
