import { listDrafts, type StoredDraft } from './draft-store.js';

/** The base of a package that has no version yet. */
export const NO_VERSION = 'new';

/** Packages that somebody has begun on this device and not published yet. */
export async function listNewDrafts(owner: string): Promise<readonly StoredDraft[]> {
  return (await listDrafts(owner)).filter(({ baseHash }) => baseHash === NO_VERSION);
}
