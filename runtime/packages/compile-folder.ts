import { createHash } from 'node:crypto';
import path from 'node:path';
import { compilePackage, type CalendarData, type CompiledPackage, type Problem } from '../../engine/index.js';
import { checkFormSchema, createCheckJson } from '../validation/check-json.js';
import { requiredMajors } from './package-records.js';
import { readPackages } from './read-folder.js';

/** All packages of a definitions folder, dependencies first, or the problems of those that do not compile. */
export interface CompiledFolder {
  readonly packages: ReadonlyMap<string, CompiledPackage>;
  readonly problems: readonly (Problem & { readonly package: string })[];
}

/**
 * Compiles every package of a definitions folder without a store; with `only`, these packages and what they require. A package waits until what
 * it requires is compiled.
 */
export async function compileFolder(definitions: string, only?: readonly string[]): Promise<CompiledFolder> {
  const checkJson = createCheckJson(path.join(definitions, 'schema'));
  const packages = new Map<string, CompiledPackage>();
  const problems: (Problem & { package: string })[] = [];
  const waiting = [...readPackages(definitions, only)].map(([name, files]) => ({ name, files }));
  for (let round = waiting.length; round > 0 && waiting.length > 0; round -= 1) {
    for (const one of [...waiting]) {
      if (!Object.keys(requiredMajors(one.files['manifest.json'])).every((key) => packages.has(key))) continue;
      waiting.splice(waiting.indexOf(one), 1);
      const hash = createHash('sha256').update(JSON.stringify(one.files)).digest('hex');
      const result = await compilePackage({
        files: one.files,
        dependencies: packages,
        checkJson,
        checkFormSchema,
        hash,
      });
      problems.push(...result.problems.map((problem) => ({ ...problem, package: one.name })));
      if (result.ok) packages.set(result.package.key, result.package);
    }
  }
  for (const { name } of waiting) problems.push(unresolved(name));
  return { packages, problems };
}

/** The office calendar of a set of packages: the first that ships one. Throws when none does. */
export function officeCalendar(packages: Iterable<CompiledPackage>): CalendarData {
  for (const one of packages) if (one.calendars[0] !== undefined) return one.calendars[0];
  throw new Error('no package ships a calendar');
}

function unresolved(name: string): Problem & { readonly package: string } {
  return {
    package: name,
    severity: 'error',
    rule: 'requires-unresolved',
    file: 'manifest.json',
    pointer: '/requires',
    text: { zh: '所依赖的业务包不存在或无法编译', en: 'A required package is missing or does not compile' },
  };
}
