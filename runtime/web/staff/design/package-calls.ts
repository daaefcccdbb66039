import type { Problem, Text } from '../../../../engine/index.js';
import type { PackageFiles } from '../../../../designer/index.js';
import { ApiProblem } from '../../shared/problem.js';
import { request } from '../../shared/request.js';

/** A package as it is listed. */
export interface PackageRow {
  readonly key: string;
  readonly title: Text;
  readonly version: string;
  readonly hash: string;
  readonly versions: number;
}

/** A version of a package, with the number of cases that run on it. */
export interface VersionRow {
  readonly key: string;
  readonly version: string;
  readonly hash: string;
  readonly state: 'active' | 'superseded' | 'available';
  readonly source: 'disk' | 'api';
  readonly note?: string;
  readonly publishedAt: string;
  readonly publishedBy?: string;
  /** Exact hashes of the packages it needs, by key. */
  readonly requires?: Readonly<Record<string, string>>;
  readonly cases: number;
}

const part = encodeURIComponent;

/** All packages with their active version. */
export const readPackages = (): Promise<readonly PackageRow[]> => request<readonly PackageRow[]>('/api/packages');

/** The versions of a package, newest first. */
export const readVersions = (key: string): Promise<readonly VersionRow[]> =>
  request<readonly VersionRow[]>(`/api/packages/${part(key)}`);

/** Every file of a version. A version never changes, so this may be kept for good. */
export async function readVersionFiles(key: string, hash: string): Promise<PackageFiles> {
  const base = `/api/packages/${part(key)}/versions/${part(hash)}/files`;
  return (await request<{ readonly texts: PackageFiles }>(`${base}?texts=1`)).texts;
}

/** Lets the server check a package with everything it has, scenarios included. */
export async function checkOnServer(files: PackageFiles): Promise<readonly Problem[]> {
  return (
    await request<{ readonly problems: readonly Problem[] }>('/api/packages/check', { method: 'POST', body: { files } })
  ).problems;
}

/** Publishes a version; new cases start on it. Rejects with an ApiProblem `PACKAGE_INVALID` where it is refused. */
export const publishVersion = (
  body: { readonly files: PackageFiles; readonly note: string },
  idempotencyKey: string,
): Promise<{
  readonly key: string;
  readonly version: string;
  readonly hash: string;
  readonly problems?: readonly Problem[];
}> => request('/api/packages', { method: 'POST', body, idempotencyKey });

/** Makes another version the one on which new cases start. */
export const activateVersion = (key: string, hash: string): Promise<unknown> =>
  request(`/api/packages/${part(key)}/activate`, { method: 'POST', body: { hash } });

/** True when the server refused a package because of its content. */
export function isRefusedPackage(error: unknown): error is ApiProblem {
  return error instanceof ApiProblem && error.status === 422;
}
