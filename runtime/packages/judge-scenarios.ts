import {
  runScenario,
  type CompiledPackage,
  type linkPackage,
  type Problem,
  type Scenario,
  type ValidateJson,
} from '../../engine/index.js';
import { officeCalendar } from './compile-folder.js';

/** Runs all scenarios of a package; each red one is a problem that names its file and the first expectation that did not hold. */
export function createScenarioJudge(
  link: typeof linkPackage,
  validate: ValidateJson,
): (pkg: CompiledPackage, closure: readonly CompiledPackage[]) => Promise<readonly Problem[]> {
  return async (pkg, closure) => {
    if (pkg.scenarios.size === 0) return [];
    const calendar = officeCalendar(closure);
    const dependencies = new Map(closure.map((one) => [one.key, one]));
    const programs = link({ pkg, dependencies, calendar, hash: pkg.hash });
    const packages = [pkg, ...closure.filter((one) => one !== pkg)];
    const problems: Problem[] = [];
    for (const [name, scenario] of pkg.scenarios) {
      const report = runScenario({ packages, programs, calendar, validate }, scenario as unknown as Scenario);
      const failure = report.failures[0];
      if (failure !== undefined) {
        const what = `${failure.step}, ${failure.what}`;
        problems.push({
          severity: 'error',
          rule: 'scenario-red',
          file: `scenarios/${name}.json`,
          pointer: '',
          text: { zh: `场景未通过：${what}`, en: `The scenario does not hold: ${what}` },
        });
      }
      // Scenarios compute for long: let requests of others pass between them.
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    return problems;
  };
}
