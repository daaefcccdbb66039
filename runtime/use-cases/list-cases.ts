import { isoInstant, mask, type Text } from '../../engine/index.js';
import { caseScope } from '../access/row-scope.js';
import type { SignedIn } from '../access/signed-in.js';
import { expectedOf } from '../read/case-view.js';
import { statusTextOf } from '../read/status-texts.js';
import type { CaseRecord } from '../seams/records.js';
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
  return Promise.all(
    cases.records.map(async (row) => ({
      ...(await summaryOf(office, row)),
      todo: tasks.records.filter((task) => task.rootId === row._id).length,
    })),
  );
}

/** A row of the list of cases for staff. The applicant is masked. */
export interface CaseRow extends Omit<CaseSummary, 'todo'> {
  readonly applicant: string;
}

/** One page of the cases in a person's reach, newest first; with `search` those that fit, by number, name or pinyin initials. */
export async function listCasesInReach(
  office: Office,
  user: SignedIn,
  query: { readonly search: string | undefined; readonly cursor: string | undefined },
): Promise<{ readonly items: readonly CaseRow[]; readonly nextCursor: string | null }> {
  const any = caseScope(user);
  const page =
    query.search === undefined || query.search.trim() === ''
      ? await office.store.find(CASES, {
          any,
          sort: [{ field: 'submittedAt', descending: true }],
          limit: 50,
          ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
        })
      : { records: await office.store.search(CASES, { text: query.search, any, limit: 50 }), nextCursor: undefined };
  return {
    items: await Promise.all(
      page.records.map(async (row) => ({
        ...(await summaryOf(office, row)),
        applicant: mask('name', row.applicantName ?? '') ?? '',
      })),
    ),
    nextCursor: page.nextCursor ?? null,
  };
}

async function summaryOf(office: Office, row: CaseRecord): Promise<Omit<CaseSummary, 'todo'>> {
  return {
    caseId: row._id,
    caseNumber: row.caseNumber,
    service: row.service,
    title: row.title,
    status: row.caseStatus,
    statusText: await statusTextOf(office.packages, row),
    submittedAt: isoInstant(office.calendar.zone, row.submittedAt),
    ...expectedOf(office, row),
  };
}
