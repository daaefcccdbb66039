import type { JsonObject, JsonValue } from '../model/json.js';
import type { CompiledPackage } from '../model/package.js';
import type { Problem } from '../model/problem.js';
import type { FileKind } from './package-files.js';

/** What a package is compiled from. `dependencies` holds the packages it requires, by key, and theirs. */
export interface PackageSource {
  /** Text files by path inside the package. */
  readonly files: Readonly<Record<string, string>>;
  readonly dependencies: ReadonlyMap<string, CompiledPackage>;
  /** Judges a JSON file by `definitions/schema/<kind>.json`; pointers are relative to the file. */
  readonly checkJson: (kind: FileKind, value: JsonValue) => readonly Problem[];
  /** Judges whether a validator can compile the schema of a form or register. */
  readonly checkFormSchema: (schema: JsonObject) => readonly Problem[];
  /** Content hash of the files. */
  readonly hash: string;
}
