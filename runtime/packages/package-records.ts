import { createHash } from 'node:crypto';
import type { PackageSource } from '../seams/packages.js';
import type { StoreRecord } from '../seams/store.js';
import { collection } from '../store/collections.js';

/** A version in the store (`_id` = hash): what is listed. Immutable. */
export interface VersionRecord extends StoreRecord {
  readonly key: string;
  readonly version: string;
  readonly requires: Readonly<Record<string, string>>;
  readonly source: PackageSource;
  readonly note: string;
  readonly publishedAt: number;
  readonly publishedBy: string;
}

/** Its files (`_id` = hash), apart, so that lists stay small. */
export interface FilesRecord extends StoreRecord {
  readonly files: Readonly<Record<string, string>>;
}

/** Which version of a key is active (`_id` = key). */
export interface PointerRecord extends StoreRecord {
  readonly hash: string;
  readonly revision: number;
  readonly activatedAt: number;
  readonly activatedBy: string;
  /** Hashes that were active before. */
  readonly former: readonly string[];
}

/** All versions. */
export const VERSIONS = collection<VersionRecord>('packageVersions');
/** Their files. */
export const FILES = collection<FilesRecord>('packageFiles');
/** Active versions. */
export const POINTERS = collection<PointerRecord>('packagePointers');

const sorted = (record: Readonly<Record<string, string>>): readonly (readonly [string, string])[] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

/** The name of a version: SHA-256 (hex) over its files and the exact versions it needs. */
export function packageHash(
  files: Readonly<Record<string, string>>,
  requires: Readonly<Record<string, string>>,
): string {
  return createHash('sha256')
    .update(JSON.stringify([sorted(files), sorted(requires)]))
    .digest('hex');
}

/** Keys and major versions that a manifest text asks for; none when it cannot be read (the compiler says so). */
export function requiredMajors(manifest: string | undefined): Readonly<Record<string, string>> {
  if (manifest === undefined) return {};
  try {
    const value: unknown = JSON.parse(manifest);
    const requires: unknown = typeof value === 'object' && value !== null && 'requires' in value ? value.requires : {};
    if (typeof requires !== 'object' || requires === null) return {};
    return Object.fromEntries(
      Object.entries(requires).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    // Not JSON: the compiler reports it with its place.
    return {};
  }
}
