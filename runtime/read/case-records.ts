import { isStaff } from '../access/row-scope.js';
import type { SignedIn } from '../access/signed-in.js';
import { DOCUMENTS, type DocumentRecord } from '../documents/document-records.js';
import type { HistoryRecord, WorklistRow } from '../seams/records.js';
import type { Store } from '../seams/store.js';
import { HISTORY, WORKLIST } from '../store/collections.js';
import { historyRecords } from '../store/history-records.js';
import type { OpenCase } from './open-case.js';

/** All history of a case, oldest first. */
export async function historyOf(store: Store, rootId: string): Promise<readonly HistoryRecord[]> {
  const records: HistoryRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.find(HISTORY, {
      where: { rootId },
      sort: [{ field: 'at' }, { field: 'seq' }],
      limit: 1000,
      ...(cursor === undefined ? {} : { cursor }),
    });
    records.push(...page.records.flatMap(historyRecords));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return records;
}

/** Open work items of a case, oldest first. */
export async function openItems(store: Store, caseId: string): Promise<readonly WorklistRow[]> {
  return (await store.find(WORKLIST, { where: { rootId: caseId }, sort: [{ field: 'createdAt' }], limit: 200 }))
    .records;
}

/** The documents of a case that the person may open. */
export async function documentsFor(
  store: Store,
  user: SignedIn,
  { row }: OpenCase,
): Promise<readonly DocumentRecord[]> {
  const page = await store.find(DOCUMENTS, { where: { caseId: row._id }, sort: [{ field: 'issuedAt' }], limit: 500 });
  return page.records.filter((document) => mayOpenDocument(user, document, row.applicantId));
}

/** Staff of the case see every document; the applicant those meant for applicants. */
export function mayOpenDocument(user: SignedIn, document: DocumentRecord, applicantId: string | undefined): boolean {
  if (applicantId === user.userId && document.audience.includes('applicant')) return true;
  return isStaff(user) && applicantId !== user.userId;
}
