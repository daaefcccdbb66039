import type { Store } from '../seams/store.js';
import { CASES } from '../store/collections.js';
import { INSTANCES } from '../use-cases/instance-record.js';
import { FILES, POINTERS, VERSIONS } from './package-records.js';

/** What holds a version: running instances, cases that are read with it, versions that need it, and whether new cases start on it. */
export interface VersionUse {
  readonly live: number;
  readonly cases: number;
  readonly requiredBy: number;
  readonly active: boolean;
}

/** `gone`: nothing is there to take away. */
export type RetireOutcome =
  { readonly kind: 'done' } | { readonly kind: 'gone' } | { readonly kind: 'used'; readonly use: VersionUse };

/** Looks at what holds a version. */
export async function useOf(store: Store, key: string, hash: string): Promise<VersionUse> {
  const [live, cases, versions, pointer] = await Promise.all([
    store.count(INSTANCES, { packageHash: hash, status: 'active' }),
    store.count(CASES, { packageHash: hash }),
    store.find(VERSIONS, { limit: 1000 }),
    store.get(POINTERS, key),
  ]);
  const requiredBy = versions.records.filter(({ requires }) => Object.values(requires).includes(hash)).length;
  return { live, cases, requiredBy, active: pointer?.hash === hash };
}

const isUsed = ({ live, cases, requiredBy, active }: VersionUse): boolean =>
  live > 0 || cases > 0 || requiredBy > 0 || active;

/**
 * Deletes a version that nothing holds. Somebody may begin a case on it at the same moment, having read it as active a while ago: then it
 * is put back, and refused.
 */
export async function deleteVersion(store: Store, key: string, hash: string): Promise<RetireOutcome> {
  const [version, files] = await Promise.all([store.get(VERSIONS, hash), store.get(FILES, hash)]);
  if (version === undefined || version.key !== key) return { kind: 'gone' };
  const before = await useOf(store, key, hash);
  if (isUsed(before)) return { kind: 'used', use: before };
  // Listed versions can be compiled: the list goes first, the files last, and back in the other order.
  await store.remove(VERSIONS, hash);
  const after = await useOf(store, key, hash);
  if (isUsed(after)) {
    await store.insert(VERSIONS, version);
    return { kind: 'used', use: after };
  }
  if (files !== undefined) await store.remove(FILES, hash);
  return { kind: 'done' };
}

/** Takes a package out of service: no case starts on it any more. Only when no instance of any of its versions runs. */
export async function retirePackage(store: Store, key: string): Promise<RetireOutcome> {
  const pointer = await store.get(POINTERS, key);
  if (pointer === undefined) return { kind: 'gone' };
  const versions = await store.find(VERSIONS, { where: { key }, limit: 1000 });
  const uses = await Promise.all(versions.records.map(({ _id }) => useOf(store, key, _id)));
  const sum = (of: (use: VersionUse) => number): number => uses.reduce((all, use) => all + of(use), 0);
  const use: VersionUse = {
    live: sum(({ live }) => live),
    cases: sum(({ cases }) => cases),
    requiredBy: sum(({ requiredBy }) => requiredBy),
    active: true,
  };
  if (use.live > 0 || use.requiredBy > 0) return { kind: 'used', use };
  await store.remove(POINTERS, key, { expected: { revision: pointer.revision } });
  return { kind: 'done' };
}
