import type { JsonObject, Text } from '../../engine/index.js';

/** A form of the package (or of one it needs) as the editor offers it. */
export interface FormResource {
  readonly id: string;
  readonly title: Text;
  readonly schema: JsonObject;
  /** English texts by schema pointer. */
  readonly english: JsonObject;
}

/** Something that is offered by a key with a name for people. */
export interface NamedResource {
  readonly key: string;
  readonly name: Text;
}

/** What a process may name: everything the package and the packages it needs hold. */
export interface PackageResources {
  readonly forms: readonly FormResource[];
  readonly processes: readonly NamedResource[];
  readonly decisions: readonly NamedResource[];
  readonly roles: readonly NamedResource[];
  /** Statuses of a case that are known or in use. */
  readonly statuses: readonly NamedResource[];
  /** Job types that the office carries out, with the inputs each needs. */
  readonly jobTypes: Readonly<Record<string, readonly string[]>>;
}
