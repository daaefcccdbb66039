import { runScenario } from '../../engine/index.js';
import { scenarioPackages } from './scenario-setups.js';

/** `npm run scenarios [name]`: walks the scenarios of every shipped package and prints what did not hold. Exit code 1 when one is red. */
export async function main(args: readonly string[]): Promise<number> {
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
