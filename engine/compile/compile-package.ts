import type { CompiledPackage } from '../model/package.js';
import type { Problem } from '../model/problem.js';
import { hasErrors } from './check.js';
import { checkPackage } from './check-package.js';
import { requireSound } from './check-soundness.js';
import type { PackageDraft } from './package-draft.js';
import { readPackageFiles } from './package-files.js';
import type { PackageSource } from './package-source.js';
import { limited } from './problem-maker.js';
import { readPackageDraft } from './read-package.js';
import { withEnglishNames } from './english-names.js';

/** The package, or why it is refused. `problems` are warnings when `ok`. */
export type CompilePackageResult =
  | { readonly ok: true; readonly package: CompiledPackage; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads, checks and compiles a package: places and limits of files, JSON shapes, BPMN, DMN, FEEL everywhere, then what the files say
 * about each other. Every Problem names file and pointer or element, and rule. Nothing is run. Never rejects.
 */
export async function compilePackage(source: PackageSource): Promise<CompilePackageResult> {
  const files = readPackageFiles(source.files);
  const shapes = files.json.flatMap((file) =>
    source.checkJson(file.kind, file.value).map((problem) => ({ ...problem, file: file.path })),
  );
  const read = await readPackageDraft({ files, shapes, source });
  const found = requireSound(read.draft?.manifest, [...files.problems, ...shapes, ...read.problems]);
  if (!read.draft || hasErrors(found)) return { ok: false, problems: limited(found) };
  const problems = [...found, ...checkPackage(read.draft, source.checkFormSchema)];
  if (hasErrors(problems)) return { ok: false, problems: limited(problems) };
  return { ok: true, package: packageOf(read.draft, source.hash), problems: limited(problems) };
}

function packageOf(draft: PackageDraft, hash: string): CompiledPackage {
  const { manifest, files, processFiles, decisions, forms, registers, documents } = draft;
  const { calendars, config, scenarios, samples, english } = draft;
  const { key, version } = manifest;
  const plans = withEnglishNames(draft.plans, english);
  const parts = { plans, processFiles, decisions, forms, registers, documents, calendars, config, scenarios };
  return Object.freeze({ key, version, hash, manifest, files, ...parts, samples, english });
}
