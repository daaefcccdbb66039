import type { StoreRecord } from '../../seams/store.js';
import type { RawEntry, StoreTransfer } from '../../seams/store-transfer.js';
import type { CollectionName } from '../../store/collections.js';

const PAGE = 1000;

/** Every entry of a collection, page by page. */
export async function* pagesOfRaw(store: StoreTransfer, name: CollectionName): AsyncGenerator<readonly RawEntry[]> {
  let after: string | undefined;
  do {
    const page = await store.readRaw(name, after, PAGE);
    yield page.entries;
    after = page.nextAfter;
  } while (after !== undefined);
}

const fieldOf = (record: StoreRecord | undefined, field: string): unknown =>
  record === undefined ? undefined : Object.entries(record).find(([name]) => name === field)?.[1];

/** The revision of a row of a register. */
export function revisionOf(record: StoreRecord | undefined): number | undefined {
  const revision = fieldOf(record, 'revision');
  return typeof revision === 'number' ? revision : undefined;
}

/** A text of a record of any kind, or nothing. */
export function textOf(record: StoreRecord, field: string): string {
  const value = fieldOf(record, field);
  return typeof value === 'string' ? value : '';
}
