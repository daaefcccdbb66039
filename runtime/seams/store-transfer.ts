import type { StoreRecord } from './store.js';

/** A stored row as it lies there: a record, or (without `record`) the invisible mark that a removal with `srcSeq` left. */
export interface RawEntry {
  readonly _id: string;
  /** What `upsertIfNewer` compares with; null when the record has none. */
  readonly srcSeq: number | null;
  readonly record?: StoreRecord;
}

/** One page of raw entries in the order of `_id`. `nextAfter` is the `afterId` of the next page; absent on the last one. */
export interface RawPage {
  readonly entries: readonly RawEntry[];
  readonly nextAfter?: string;
}

/**
 * Moves whole collections from one store to another: `store:copy`, backup and restore. Everything comes out, the marks of removed records
 * too, so that late projections are refused after the move as before it. Every adapter's store offers it beside the port.
 */
export interface StoreTransfer {
  /** Up to `limit` (1 to 1000) entries whose `_id` comes after `afterId` (undefined: from the beginning). Throws BAD_QUERY. */
  readRaw(collectionName: string, afterId: string | undefined, limit: number): Promise<RawPage>;
  /** Adds or replaces the entries as they are, in one durable step where the adapter can. Throws BAD_QUERY. */
  writeRaw(collectionName: string, entries: readonly RawEntry[]): Promise<void>;
}
