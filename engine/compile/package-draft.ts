import type { CalendarData } from '../calendar/calendar-data.js';
import type { CompiledDecisionModel } from '../decision/compile-decision.js';
import type { JsonObject } from '../model/json.js';
import type {
  CompiledPackage,
  ConfigEntry,
  DocumentTemplate,
  FormDefinition,
  Manifest,
  RegisterDefinition,
} from '../model/package.js';
import type { ProcessPlan } from '../model/plan.js';
import type { PackageJson } from './package-files.js';

/** A package while it is checked: its own contents, and its dependencies to look things up in. */
export interface PackageDraft {
  readonly manifest: Manifest;
  readonly dependencies: readonly CompiledPackage[];
  readonly files: Readonly<Record<string, string>>;
  readonly json: readonly PackageJson[];
  readonly plans: ReadonlyMap<string, ProcessPlan>;
  /** BPMN file path by process id. */
  readonly processFiles: ReadonlyMap<string, string>;
  readonly decisions: ReadonlyMap<string, CompiledDecisionModel>;
  readonly forms: ReadonlyMap<string, FormDefinition>;
  readonly registers: ReadonlyMap<string, RegisterDefinition>;
  readonly documents: ReadonlyMap<string, DocumentTemplate>;
  readonly calendars: readonly CalendarData[];
  readonly config: readonly ConfigEntry[];
  readonly scenarios: ReadonlyMap<string, JsonObject>;
  readonly samples: ReadonlyMap<string, readonly JsonObject[]>;
  readonly english: JsonObject;
}

/** The parts of a package that other packages may use, by name. */
type Shared = 'plans' | 'decisions' | 'forms' | 'registers' | 'documents' | 'samples';

/** A thing of the package itself or of one it requires; its own come first. */
export function lookUp<Part extends Shared>(
  draft: PackageDraft,
  part: Part,
  name: string,
): (CompiledPackage[Part] extends ReadonlyMap<string, infer Thing> ? Thing : never) | undefined {
  type Thing = CompiledPackage[Part] extends ReadonlyMap<string, infer One> ? One : never;
  for (const holder of [draft, ...draft.dependencies]) {
    const found = (holder[part] as ReadonlyMap<string, Thing>).get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All processes that a case of this package may run: its own and those of the packages it requires. */
export function allPlans(draft: PackageDraft): readonly ProcessPlan[] {
  return [draft, ...draft.dependencies].flatMap((holder) => [...holder.plans.values()]);
}

/** All configuration keys that its expressions may name. */
export function configKeys(draft: PackageDraft): readonly string[] {
  return [draft, ...draft.dependencies].flatMap((holder) => holder.config.map((entry) => entry.key));
}
