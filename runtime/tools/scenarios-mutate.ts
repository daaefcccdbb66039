import { linkPlan, mutantsOf, runScenario, type Mutant } from '../../engine/index.js';
import { scenarioPackages, type ScenarioPackage } from './scenario-setups.js';

const GOAL = 0.9;

/**
 * `npm run scenarios:mutate`: flips one condition, timer or permission at a time and walks the scenarios until one turns red. Prints
 * every survivor and the share of mutants found. Exit code 1 below the goal of 90 %.
 */
export async function main(): Promise<number> {
  let found = 0;
  let all = 0;
  const kinds = new Map<string, { found: number; all: number }>();
  for (const one of await scenarioPackages(process.cwd())) {
    const red = one.scenarios.filter(({ scenario }) => !runScenario(one.setup, scenario).ok);
    if (red.length > 0) throw new Error(`red before any change: ${red.map(({ name }) => name).join(', ')}`);
    for (const program of one.setup.programs.values()) {
      for (const mutant of mutantsOf(program.plan)) {
        const kind = kinds.get(mutant.kind) ?? { found: 0, all: 0 };
        kinds.set(mutant.kind, kind);
        all += 1;
        kind.all += 1;
        if (isFound(one, mutant)) {
          found += 1;
          kind.found += 1;
        } else console.log(`survivor: ${mutant.processId} ${mutant.elementId} ${mutant.kind}: ${mutant.what}`);
      }
    }
  }
  for (const [kind, count] of kinds) console.log(`${kind}: ${count.found} of ${count.all}`);
  const share = all === 0 ? 0 : found / all;
  console.log(`${found} of ${all} mutants turned a scenario red (${(share * 100).toFixed(1)} %, goal ${GOAL * 100} %)`);
  return share >= GOAL ? 0 : 1;
}

function isFound({ setup, scenarios }: ScenarioPackage, mutant: Mutant): boolean {
  const program = setup.programs.get(mutant.processId);
  if (program === undefined) return false;
  const programs = new Map(setup.programs).set(mutant.processId, linkPlan(mutant.plan, program.environment));
  return scenarios.some(({ scenario }) => !runScenario({ ...setup, programs }, scenario).ok);
}
