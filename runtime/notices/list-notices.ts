import { isoInstant, type CalendarData, type Text } from '../../engine/index.js';
import type { SignedIn } from '../access/signed-in.js';
import type { Store } from '../seams/store.js';
import { NOTICES } from './store-notifier.js';

/** A notice as its reader sees it. */
export interface NoticeView {
  readonly noticeId: string;
  readonly text: Text;
  readonly caseId?: string;
  readonly sentAt: string;
}

/** The newest notices to a person and to the person's roles, at most 100. */
export async function listNotices(
  { store, calendar }: { readonly store: Store; readonly calendar: CalendarData },
  user: SignedIn,
): Promise<readonly NoticeView[]> {
  const page = await store.find(NOTICES, {
    where: { userId: { in: [user.userId, ...user.roles.map((role) => `role:${role}`)] } },
    sort: [{ field: 'sentAt', descending: true }],
    limit: 100,
  });
  return page.records.map(({ _id, text, caseId, sentAt }) => ({
    noticeId: _id,
    text,
    sentAt: isoInstant(calendar.zone, sentAt),
    ...(caseId === undefined ? {} : { caseId }),
  }));
}
