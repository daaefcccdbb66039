import { createHash } from 'node:crypto';
import type { Text } from '../../engine/index.js';
import type { FeedNews } from '../events/feed-hub.js';
import type { Clock } from '../seams/clock.js';
import type { Notice, Notifier } from '../seams/notifier.js';
import type { Store, StoreRecord } from '../seams/store.js';
import { collection } from '../store/collections.js';

/** A notice (`_id` from its key, so that each is kept once). `userId` is a user id or `role:<key>`; `sentAt` is ms since the epoch. */
export interface NoticeRecord extends StoreRecord {
  readonly userId: string;
  readonly text: Text;
  readonly caseId?: string;
  readonly sentAt: number;
}

export const NOTICES = collection<NoticeRecord>('notices');

/** The record of a notice sent at `sentAt` (ms since the epoch). */
export function noticeRecord({ key, to, text, caseId }: Notice, sentAt: number): NoticeRecord {
  return {
    _id: `n${createHash('sha256').update(key).digest('hex').slice(0, 32)}`,
    userId: to,
    text,
    sentAt,
    ...(caseId === undefined ? {} : { caseId }),
  };
}

/** Keeps notices in the store; people see them in the application. `tell` lets open pages know. */
export function createStoreNotifier(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly tell?: (news: FeedNews) => Promise<void>;
}): Notifier {
  const { store, clock, tell } = parts;
  return {
    send: async (notice) => {
      const record = noticeRecord(notice, clock.now());
      const isNew = await store.insert(NOTICES, record);
      if (isNew) {
        const about = { subject: record._id, ...(record.caseId === undefined ? {} : { caseId: record.caseId }) };
        await tell?.({ _id: record._id, kinds: ['notice'], ...about, users: [], groups: [], told: [record.userId] });
      }
      return { noticeId: record._id };
    },
  };
}
