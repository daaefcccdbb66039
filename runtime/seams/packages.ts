import type { Actor, CompiledPackage, Problem, Program } from '../../engine/index.js';

/** Where a version came from. */
export type PackageSource = 'disk' | 'api';

/** One immutable version of a package as it is listed. Times are ms since the epoch. */
export interface PackageVersion {
  readonly key: string;
  readonly version: string;
  readonly hash: string;
  readonly source: PackageSource;
  readonly note: string;
  readonly publishedAt: number;
  readonly publishedBy: string;
  /** Exact hashes of the packages it needs, by key. */
  readonly requires: Readonly<Record<string, string>>;
  /** `active`: new cases start on it; `superseded`: it was active before; `available`: never activated. */
  readonly state: 'active' | 'superseded' | 'available';
}

/** Result of a publication or of a mere check. `problems` of a success are warnings. */
export type PublishResult =
  | {
      readonly ok: true;
      readonly version: PackageVersion;
      readonly created: boolean;
      readonly problems: readonly Problem[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Package versions. A version is immutable and named by the SHA-256 of its files and of the exact versions it needs; the active pointer of
 * a key is changed by compare-and-set. Compiled packages and linked programs are cached by hash. A running case keeps the hash it started on.
 */
export interface Packages {
  /** The program of a process inside this version or one of the versions it needs; undefined when either is unknown. */
  programFor(processId: string, packageHash: string): Promise<Program | undefined>;
  /** The compiled version; undefined when there is none with this hash. */
  packageByHash(hash: string): Promise<CompiledPackage | undefined>;
  /** The version and everything it needs, dependencies first. */
  closure(hash: string): Promise<readonly CompiledPackage[]>;
  /** The version on which new cases start; undefined when the key has none. */
  activePackage(key: string): Promise<CompiledPackage | undefined>;
  /** All keys that have an active version, sorted. */
  activeKeys(): Promise<readonly string[]>;
  /** All versions of a key, newest first; of all keys when `key` is absent. */
  versions(key?: string): Promise<readonly PackageVersion[]>;
  /** Compiles and judges without storing. `ok` when there is no error among the problems. */
  check(
    files: Readonly<Record<string, string>>,
  ): Promise<{ readonly ok: boolean; readonly problems: readonly Problem[] }>;
  /** Compiles and stores; the same content is stored once. Nothing is activated unless `activate` says so. */
  publish(request: {
    readonly files: Readonly<Record<string, string>>;
    readonly note: string;
    readonly source: PackageSource;
    readonly actor: Actor;
    /** `always`; `never` (default); `ifFromDisk`: only where nothing is active or the active version also came from disk. */
    readonly activate?: 'always' | 'never' | 'ifFromDisk';
  }): Promise<PublishResult>;
  /** Moves the active pointer; false when the hash is unknown or belongs to another key. */
  activate(key: string, hash: string, actor: Actor): Promise<boolean>;
}
