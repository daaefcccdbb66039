import { createHash } from 'node:crypto';
import type { Text } from '../../engine/index.js';
import type { Clock } from '../seams/clock.js';
import type { Notifier } from '../seams/notifier.js';
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

/** Keeps notices in the store; people see them in the application. */
export function createStoreNotifier({ store, clock }: { readonly store: Store; readonly clock: Clock }): Notifier {
  return {
    send: async ({ key, to, text, caseId }) => {
      const noticeId = `n${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
      await store.insert(NOTICES, {
        _id: noticeId,
        userId: to,
        text,
        sentAt: clock.now(),
        ...(caseId === undefined ? {} : { caseId }),
      });
      return { noticeId };
    },
  };
}
