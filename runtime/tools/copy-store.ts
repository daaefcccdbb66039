import { createHash } from 'node:crypto';
import type { JsonValue } from '../../engine/index.js';
import { canonicalJson } from '../documents/canonical-json.js';
import type { StoreTransfer } from '../seams/store-transfer.js';
import { COLLECTIONS } from '../store/collections.js';
import type { CopyPlace } from './copy-place.js';

const PAGE = 200;

/** Names of all collections of the office, in order. */
export const ALL_COLLECTIONS: readonly string[] = Object.freeze(Object.keys(COLLECTIONS).sort());

/** How many entries (records and marks of removed ones) a collection has, and one hash over all of them. */
export interface Digest {
  readonly count: number;
  readonly hash: string;
}

/** Reads a collection from its beginning, page by page. */
async function* pagesOf(
  store: StoreTransfer,
  name: string,
): AsyncGenerator<Awaited<ReturnType<StoreTransfer['readRaw']>>> {
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    const page = await store.readRaw(name, after, PAGE);
    yield page;
    after = page.nextAfter;
  }
}

/** The digest of a collection: SHA-256 over the canonical JSON of `[_id, srcSeq, record or null]` of each entry in the order of `_id`. */
export async function digestOf(store: StoreTransfer, name: string): Promise<Digest> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const { entries } of pagesOf(store, name)) {
    for (const { _id, srcSeq, record } of entries) {
      hash.update(`${canonicalJson([_id, srcSeq, (record ?? null) as unknown as JsonValue])}\n`);
      count += 1;
    }
  }
  return { count, hash: hash.digest('hex') };
}

/** Writes all entries of a collection into another store; entries with the same `_id` are replaced. Gives how many. */
export async function copyCollection(from: StoreTransfer, to: StoreTransfer, name: string): Promise<number> {
  let count = 0;
  for await (const { entries } of pagesOf(from, name)) {
    await to.writeRaw(name, entries);
    count += entries.length;
  }
  return count;
}

const AT_ONCE = 6;

/** Does the same for all collections, a few at a time; gives the results in the order of their names. */
export async function forAllCollections<R>(work: (name: string) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let at = 0; at < ALL_COLLECTIONS.length; at += AT_ONCE)
    results.push(...(await Promise.all(ALL_COLLECTIONS.slice(at, at + AT_ONCE).map(work))));
  return results;
}

/** True when no collection has an entry and there are no files. */
export async function isEmpty({ store, list }: CopyPlace): Promise<boolean> {
  const firsts = await forAllCollections(async (name) => (await store.readRaw(name, undefined, 1)).entries.length);
  return firsts.every((count) => count === 0) && (await list()).length === 0;
}

/** Copies the files that are not there yet. Gives the names of those that are not there, or damaged, at the source. */
export async function copyFiles(from: CopyPlace, to: CopyPlace): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const fileId of await from.list()) {
    if (await to.files.has(fileId)) continue;
    const bytes = await from.files.get(fileId).catch(() => undefined);
    if (bytes === undefined) broken.push(fileId);
    else await to.files.put(bytes, 'application/octet-stream');
  }
  return broken;
}

/** The names of files that are not the same at both ends: missing at one, or with another content than their name says at the target. */
export async function differingFiles(from: CopyPlace, to: CopyPlace): Promise<readonly string[]> {
  const there = new Set(await to.list());
  const wanted = await from.list();
  const strange = [...there].filter((fileId) => !wanted.includes(fileId));
  const wrong: string[] = [];
  for (const fileId of wanted) {
    const bytes = there.has(fileId) ? await to.files.get(fileId).catch(() => undefined) : undefined;
    if (bytes === undefined) wrong.push(fileId);
  }
  return [...strange, ...wrong];
}
