import { type CompiledPackage, compilePackage, type Problem } from '../../engine/index.js';
import type { PackageFiles } from './prepare-files.js';

/**
 * Compiles a package in the browser with the compiler of the server, except for what needs a schema validator there (the shapes of JSON
 * files); the server looks at everything again before it publishes. `dependencies` are the packages it needs, each with its files.
 */
export async function checkDraft(
  files: PackageFiles,
  dependencies: ReadonlyMap<string, CompiledPackage>,
): Promise<readonly Problem[]> {
  return (await compileDraft(files, dependencies)).problems;
}

/** The same, with the compiled package when there is no error. */
export async function compileDraft(
  files: PackageFiles,
  dependencies: ReadonlyMap<string, CompiledPackage>,
): Promise<{ readonly package: CompiledPackage | undefined; readonly problems: readonly Problem[] }> {
  const result = await compilePackage({
    files,
    dependencies,
    hash: 'draft',
    checkJson: () => [],
    checkFormSchema: () => [],
  });
  return { package: result.ok ? result.package : undefined, problems: result.problems };
}
