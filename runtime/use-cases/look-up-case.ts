import { isoInstant, type Text } from '../../engine/index.js';
import { openItems } from '../read/case-records.js';
import { timelineOf, toldExpectation } from '../read/case-view.js';
import { loadCase } from '../read/open-case.js';
import { statusText } from '../read/status-texts.js';
import type { TimelineEntry } from '../read/timeline.js';
import { QUERY_CODE } from '../relay/project-case.js';
import { ratingForm } from '../ratings/rating-form.js';
import type { FormView } from '../read/form-view.js';
import type { CaseRecord } from '../seams/records.js';
import { CASES } from '../store/collections.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';

/** What anyone with case number and query code may see: no names, no documents, no form values. */
export interface PublicCase {
  readonly caseNumber: string;
  readonly title: Text;
  readonly status: string;
  readonly statusText: Text;
  readonly submittedAt: string;
  readonly expectedDate?: string;
  readonly timeline: readonly TimelineEntry[];
  readonly contact?: Text;
  /** The form by which the service can be rated now, with number and code. */
  readonly rating?: FormView;
}

/**
 * Looks a case up without login. The answer to a wrong number and to a wrong code is the same. Throws NOT_FOUND.
 */
export async function lookUpCase(
  office: Office,
  request: { readonly caseNumber: string; readonly queryCode: string },
): Promise<PublicCase> {
  const row = await caseByCode(office, request);
  const opened = await loadCase(office, row);
  const told = await timelineOf(office, opened, [], await openItems(office.store, row._id));
  const service = opened.closure.find((one) => one.key === row.service)?.manifest.service;
  const rating = await ratingForm(office, opened);
  return {
    caseNumber: row.caseNumber,
    title: row.title,
    status: row.caseStatus,
    statusText: statusText(opened.closure, row.caseStatus),
    submittedAt: isoInstant(office.calendar.zone, row.submittedAt),
    ...toldExpectation(office, opened),
    timeline: told,
    ...(service === undefined ? {} : { contact: service.contact }),
    ...(rating === undefined ? {} : { rating }),
  };
}

/** The case of a number and a query code. The answer to a wrong number and to a wrong code is the same. Throws NOT_FOUND. */
export async function caseByCode(
  office: Office,
  request: { readonly caseNumber: string; readonly queryCode: string },
): Promise<CaseRecord> {
  const caseNumber = request.caseNumber.trim().toUpperCase();
  const queryIndex = office.sealing.blindIndex(QUERY_CODE, request.queryCode.trim().toUpperCase());
  const found = await office.store.find(CASES, { where: { caseNumber }, limit: 2 });
  const row = found.records.find((record) => record.queryIndex === queryIndex);
  if (row === undefined) {
    throw new RequestProblem('NOT_FOUND', {
      text: {
        zh: '没有找到办件，请核对办件编号和查询码',
        en: 'No case found; please check the case number and the query code',
      },
    });
  }
  return row;
}
