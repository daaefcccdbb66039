import type { JsonValue, Problem, Text } from '../../engine/index.js';
import { actorOf, type SignedIn } from '../access/signed-in.js';
import { deleteVersion, retirePackage } from '../packages/retire-package.js';
import type { PackageVersion } from '../seams/packages.js';
import { CASES } from '../store/collections.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';

/** A package as it is listed. */
export interface PackageView {
  readonly key: string;
  readonly title: Text;
  readonly version: string;
  readonly hash: string;
  readonly versions: number;
}

/** A version as it is listed, with the number of running cases on it. */
export interface VersionView extends Omit<PackageVersion, 'publishedAt'> {
  readonly publishedAt: string;
  readonly cases: number;
}

type Files = Readonly<Record<string, string>>;

/** All packages with their active version. */
export async function listPackages(office: Office): Promise<readonly PackageView[]> {
  const all = await office.packages.versions();
  const views: PackageView[] = [];
  for (const key of await office.packages.activeKeys()) {
    const active = await office.packages.activePackage(key);
    if (active === undefined) continue;
    const { manifest, version, hash } = active;
    views.push({ key, title: manifest.title, version, hash, versions: all.filter((one) => one.key === key).length });
  }
  return views;
}

/** The versions of a package, newest first. Throws RequestProblem NOT_FOUND. */
export async function listVersions(office: Office, key: string): Promise<readonly VersionView[]> {
  const versions = await office.packages.versions(key);
  if (versions.length === 0) throw new RequestProblem('NOT_FOUND');
  return Promise.all(
    versions.map(async (version) => ({
      ...version,
      publishedAt: new Date(version.publishedAt).toISOString(),
      cases: await office.store.count(CASES, { packageHash: version.hash, instanceStatus: 'active' }),
    })),
  );
}

/** Paths of the files of a version. Throws RequestProblem NOT_FOUND. */
export async function listPackageFiles(office: Office, key: string, hash: string): Promise<readonly string[]> {
  return Object.keys(await filesOf(office, key, hash)).sort();
}

/** Every file of a version as text, by path. Throws RequestProblem NOT_FOUND. */
export async function readPackageFiles(office: Office, key: string, hash: string): Promise<Files> {
  return filesOf(office, key, hash);
}

/** One file of a version as text. Throws RequestProblem NOT_FOUND. */
export async function readPackageFile(office: Office, key: string, hash: string, path: string): Promise<string> {
  const files = await filesOf(office, key, hash);
  const text = Object.hasOwn(files, path) ? files[path] : undefined;
  if (text === undefined) throw new RequestProblem('NOT_FOUND');
  return text;
}

/** Compiles without keeping anything; gives the findings. */
export async function checkPackage(
  office: Office,
  files: Files,
): Promise<{ readonly ok: boolean; readonly problems: readonly Problem[] }> {
  const result = await office.packages.check(files);
  return { ok: result.ok, problems: result.problems };
}

/** Publishes a version and makes it the one new cases start on. Throws RequestProblem PACKAGE_INVALID with the findings. */
export async function deployPackage(
  office: Office,
  user: SignedIn,
  request: { readonly files: Files; readonly note: string; readonly activate: boolean },
): Promise<{
  readonly key: string;
  readonly version: string;
  readonly hash: string;
  readonly problems: readonly Problem[];
}> {
  const result = await office.packages.publish({
    files: request.files,
    note: request.note,
    source: 'api',
    actor: actorOf(user),
    activate: request.activate ? 'always' : 'never',
  });
  if (!result.ok) {
    const errors = result.problems.map((problem) => ({
      pointer: problem.pointer ?? problem.elementId ?? '',
      code: problem.rule,
      text: problem.text,
    }));
    throw new RequestProblem('PACKAGE_INVALID', {
      errors,
      detail: { problems: JSON.parse(JSON.stringify(result.problems)) as JsonValue },
    });
  }
  const { key, version, hash } = result.version;
  await office.audit.write({
    actorId: user.userId,
    action: 'package.published',
    facts: { key, version, hash, note: request.note },
  });
  return { key, version, hash, problems: result.problems };
}

/** Moves new cases of a package to another version. Throws RequestProblem NOT_FOUND. */
export async function activatePackage(
  office: Office,
  user: SignedIn,
  request: { readonly key: string; readonly hash: string },
): Promise<void> {
  const done = await office.packages.activate(request.key, request.hash, actorOf(user));
  if (!done) throw new RequestProblem('NOT_FOUND');
  await office.audit.write({ actorId: user.userId, action: 'package.activated', facts: { ...request } });
}

/**
 * Deletes a version, or without a hash takes the package out of service. Throws RequestProblem NOT_FOUND, PACKAGE_IN_USE with the numbers of
 * what holds it (running instances, cases, versions that need it).
 */
export async function retirePackageVersion(
  office: Office,
  user: SignedIn,
  request: { readonly key: string; readonly hash?: string },
): Promise<void> {
  const { key, hash } = request;
  const outcome =
    hash === undefined ? await retirePackage(office.store, key) : await deleteVersion(office.store, key, hash);
  if (outcome.kind === 'gone') throw new RequestProblem('NOT_FOUND');
  if (outcome.kind === 'used') throw new RequestProblem('PACKAGE_IN_USE', { detail: { ...outcome.use } });
  const action = hash === undefined ? 'package.retired' : 'package.deleted';
  await office.audit.write({ actorId: user.userId, action, facts: { ...request } });
}

async function filesOf(office: Office, key: string, hash: string): Promise<Files> {
  const found = await office.packages.packageByHash(hash);
  if (found === undefined || found.key !== key) throw new RequestProblem('NOT_FOUND');
  return found.files;
}
