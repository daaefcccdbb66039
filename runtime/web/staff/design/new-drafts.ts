import { createStore, entries } from 'idb-keyval';
import type { StoredDraft } from './draft-store.js';

/** The base of a package that has no version yet. */
export const NO_VERSION = 'new';

const store = createStore('yizhan-design', 'drafts');

/** Packages that somebody has begun on this device and not published yet. */
export async function listNewDrafts(owner: string): Promise<readonly StoredDraft[]> {
  try {
    const all = await entries<string, StoredDraft>(store);
    return all.flatMap(([key, draft]) => (key.startsWith(`${owner}/`) && draft.baseHash === NO_VERSION ? [draft] : []));
  } catch {
    return [];
  }
}
