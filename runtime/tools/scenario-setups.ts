import path from 'node:path';
import { linkPackage, type CompiledPackage, type Scenario, type ScenarioSetup } from '../../engine/index.js';
import { compileFolder, officeCalendar } from '../packages/compile-folder.js';
import { createAjvValidator } from '../validation/ajv-validator.js';

/** A package with everything its scenarios need. */
export interface ScenarioPackage {
  readonly setup: ScenarioSetup;
  readonly scenarios: readonly { readonly name: string; readonly scenario: Scenario }[];
}

/** Compiles the shipped packages and gives those that have scenarios. Throws with the problems when one does not compile. */
export async function scenarioPackages(root: string): Promise<readonly ScenarioPackage[]> {
  const { packages, problems } = await compileFolder(path.join(root, 'definitions'));
  const errors = problems.filter((problem) => problem.severity === 'error');
  if (errors.length > 0) {
    throw new Error(
      errors
        .map(
          (one) => `${one.package}/${one.file ?? ''} ${one.elementId ?? one.pointer ?? ''} ${one.rule}: ${one.text.en}`,
        )
        .join('\n'),
    );
  }
  const calendar = officeCalendar(packages.values());
  const validate = createAjvValidator();
  return [...packages.values()]
    .filter((pkg) => pkg.scenarios.size > 0)
    .map((pkg) => ({
      setup: {
        packages: [pkg, ...requiredOf(pkg, packages)],
        programs: linkPackage({ pkg, dependencies: packages, calendar, hash: pkg.hash }),
        calendar,
        validate,
      },
      scenarios: [...pkg.scenarios].map(([name, scenario]) => ({ name, scenario: scenario as unknown as Scenario })),
    }));
}

/** All that the package requires, and what that requires in turn. */
function requiredOf(pkg: CompiledPackage, all: ReadonlyMap<string, CompiledPackage>): readonly CompiledPackage[] {
  const found = new Set<CompiledPackage>();
  const take = (one: CompiledPackage): void => {
    for (const key of Object.keys(one.manifest.requires ?? {})) {
      const needed = all.get(key);
      if (needed === undefined || found.has(needed)) continue;
      found.add(needed);
      take(needed);
    }
  };
  take(pkg);
  return [...found];
}
