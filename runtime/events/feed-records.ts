import type { StoreRecord } from '../seams/store.js';
import { collection } from '../store/collections.js';

/** What a row of the feed tells of. */
export type FeedKind = 'case' | 'worklist' | 'incident' | 'batch' | 'notice';

/**
 * The place of a row among those of the process that wrote it. `tick` grows by every row (about ms since the epoch, never twice the same);
 * below `floor` that process had nothing under way any more when it wrote the row, so nothing below can still appear. Readers therefore
 * need no common clock and no guess how long a commit may take.
 */
export interface FeedStamp {
  readonly writer: string;
  readonly tick: number;
  readonly floor: number;
}

/**
 * Something changed that a page may show: ids only, and by what to judge who may hear of it. Written in the commit that changed it; `_id`
 * comes from the change, so that it is told once. Swept after an hour.
 */
export interface FeedRow extends StoreRecord, FeedStamp {
  /** ms since the epoch. */
  readonly at: number;
  readonly kinds: readonly FeedKind[];
  readonly caseId?: string;
  readonly instanceId?: string;
  /** Id of the batch or notice it is about. */
  readonly subject?: string;
  readonly applicantId?: string;
  readonly orgPath?: string;
  /** User ids concerned: holders and candidates of work items, before and after. */
  readonly users: readonly string[];
  /** Candidate groups concerned. */
  readonly groups: readonly string[];
  /** Readers of a notice: user ids, `role:<key>`. */
  readonly told?: readonly string[];
}

/** A process that writes rows; `seenAt` is moved now and then, so that readers can forget it. */
export interface FeedWriter extends StoreRecord {
  readonly seenAt: number;
}

/** What changed lately. */
export const FEED = collection<FeedRow>('feed');
/** The processes that wrote to the feed lately. */
export const FEED_WRITERS = collection<FeedWriter>('feedWriters');
