import { createStore, del, entries, get, set } from 'idb-keyval';

/** Unpublished changes of one package, kept on this device. */
export interface StoredDraft {
  readonly key: string;
  /** The version the changes were made on. */
  readonly baseHash: string;
  /** The changed files, whole. */
  readonly files: Readonly<Record<string, string>>;
  /** ms since the epoch. */
  readonly savedAt: number;
}

const store = createStore('yizhan-design', 'drafts');

/** The draft of a package on this device; undefined when there is none or the device keeps nothing. */
export async function readDraft(owner: string, key: string): Promise<StoredDraft | undefined> {
  try {
    return await get<StoredDraft>(`${owner}/${key}`, store);
  } catch {
    return undefined;
  }
}

/** Everything that somebody has begun on this device. */
export async function listDrafts(owner: string): Promise<readonly StoredDraft[]> {
  try {
    const all = await entries<string, StoredDraft>(store);
    return all.flatMap(([key, draft]) => (key.startsWith(`${owner}/`) ? [draft] : []));
  } catch {
    return [];
  }
}

/** Keeps a draft; false when the device keeps nothing. */
export async function writeDraft(owner: string, draft: StoredDraft): Promise<boolean> {
  try {
    await set(`${owner}/${draft.key}`, draft, store);
    return true;
  } catch {
    return false;
  }
}

/** Forgets the draft of a package. */
export async function dropDraft(owner: string, key: string): Promise<void> {
  try {
    await del(`${owner}/${key}`, store);
  } catch {
    // What could not be kept need not be forgotten.
  }
}
