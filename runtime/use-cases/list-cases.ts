import { isoInstant, type Text } from '../../engine/index.js';
import type { SignedIn } from '../access/signed-in.js';
import { expectedOf } from '../read/case-view.js';
import { statusText } from '../read/status-texts.js';
import { CASES, WORKLIST } from '../store/collections.js';
import type { Office } from './office.js';

/** One of a person's own cases. `todo` counts tasks that wait for this person. */
export interface CaseSummary {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly service: string;
  readonly title: Text;
  readonly status: string;
  readonly statusText: Text;
  readonly submittedAt: string;
  readonly expectedDate?: string;
  readonly todo: number;
}

/** The newest 200 cases a person started. */
export async function listOwnCases(office: Office, user: SignedIn): Promise<readonly CaseSummary[]> {
  const [cases, tasks] = await Promise.all([
    office.store.find(CASES, {
      where: { applicantId: user.userId },
      sort: [{ field: 'submittedAt', descending: true }],
      limit: 200,
    }),
    office.store.find(WORKLIST, { where: { assignee: user.userId }, limit: 1000 }),
  ]);
  return cases.records.map((row) => ({
    caseId: row._id,
    caseNumber: row.caseNumber,
    service: row.service,
    title: row.title,
    status: row.caseStatus,
    statusText: statusText(row.caseStatus),
    submittedAt: isoInstant(office.calendar.zone, row.submittedAt),
    ...expectedOf(office, row),
    todo: tasks.records.filter((task) => task.rootId === row._id).length,
  }));
}
