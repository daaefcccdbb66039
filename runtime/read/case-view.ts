import { dateOf, isoInstant, mask, type JsonObject, type Text } from '../../engine/index.js';
import type { SignedIn } from '../access/signed-in.js';
import { CERTIFICATES, type DocumentRecord } from '../documents/document-records.js';
import { verifyUrl } from '../documents/issue-certificate.js';
import { caseVariable } from '../relay/case-facts.js';
import type { CaseRecord, HistoryRecord, WorklistRow } from '../seams/records.js';
import type { Office } from '../use-cases/office.js';
import { formsOf } from './case-forms.js';
import { messagesFor, type MessageView } from './case-messages.js';
import { documentsFor, historyOf, openItems } from './case-records.js';
import type { FormView } from './form-view.js';
import { lampView, type LampView } from './lamp-view.js';
import type { OpenCase } from './open-case.js';
import { statusText } from './status-texts.js';
import { timeline, type TimelineEntry } from './timeline.js';
import { trackUrl } from './track-url.js';
import { upcomingSteps } from './upcoming.js';

/** A document of a case as it is listed. */
export interface DocumentView {
  readonly documentId: string;
  readonly template: string;
  readonly title: Text;
  readonly documentNo: string;
  readonly issuedAt: string;
}

/** A case as one person sees it. Instants ISO, personal data masked. */
export interface CaseView {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly service: string;
  readonly title: Text;
  readonly status: string;
  readonly statusText: Text;
  readonly ended: boolean;
  readonly lamps: LampView;
  readonly applicant: string;
  readonly isApplicant: boolean;
  readonly submittedAt: string;
  readonly receivedAt?: string;
  readonly expectedDate?: string;
  /** For the applicant only: what the receipt says. */
  readonly queryCode?: string;
  readonly trackUrl?: string;
  readonly timeline: readonly TimelineEntry[];
  readonly documents: readonly DocumentView[];
  readonly forms: readonly FormView[];
  readonly todo: readonly { readonly workItemId: string; readonly name: Text; readonly dueDate?: string }[];
  readonly messages: readonly MessageView[];
  readonly certificate: {
    readonly certificateNo: string;
    readonly documentId: string;
    readonly verifyToken: string;
    readonly verifyUrl: string;
    readonly validFrom: string;
    readonly validTo: string;
    readonly state: string;
  } | null;
  readonly contact?: Text;
}

/** Everything a person may see of an opened case. */
export async function caseView(office: Office, user: SignedIn, opened: OpenCase): Promise<CaseView> {
  const { row } = opened;
  const caseId = row._id;
  const [documents, open] = await Promise.all([
    documentsFor(office.store, user, opened),
    openItems(office.store, caseId),
  ]);
  const service = opened.closure.find((one) => one.key === row.service)?.manifest.service;
  const [messages, told, certificate] = await Promise.all([
    messagesFor(office, user, opened),
    timelineOf(office, opened, documents, open),
    office.store.find(CERTIFICATES, { where: { caseId }, limit: 1 }).then((page) => page.records[0]),
  ]);
  const isApplicant = row.applicantId === user.userId;
  const zone = office.calendar.zone;
  return {
    caseId,
    caseNumber: row.caseNumber,
    service: row.service,
    title: row.title,
    status: row.caseStatus,
    statusText: statusText(opened.closure, row.caseStatus),
    ended: row.instanceStatus !== 'active',
    lamps: lampView(row.limits, office.calendar, office.clock.now()),
    applicant: isApplicant ? (row.applicantName ?? '') : (mask('name', row.applicantName ?? '') ?? ''),
    isApplicant,
    submittedAt: isoInstant(zone, row.submittedAt),
    ...(row.receivedAt === undefined ? {} : { receivedAt: isoInstant(zone, row.receivedAt) }),
    ...toldExpectation(office, opened),
    ...(isApplicant ? receiptFacts(office, opened) : {}),
    timeline: told,
    documents: documents.map((document) => documentView(zone, document)),
    forms: formsOf(user, opened),
    todo: open
      .filter((item) => item.assignee === user.userId)
      .map((item) => ({
        workItemId: item._id,
        name: item.name,
        ...dueDateOf(office, item),
      })),
    messages,
    certificate:
      certificate === undefined
        ? null
        : {
            certificateNo: certificate.certificateNo,
            documentId: certificate.documentId,
            verifyToken: certificate.verifyToken,
            verifyUrl: verifyUrl(office.publicUrl, certificate.verifyToken),
            validFrom: certificate.validFrom,
            validTo: certificate.validTo,
            state: certificate.state,
          },
    ...(service === undefined ? {} : { contact: service.contact }),
  };
}

/** The timeline of a case, with the given documents and open items. */
export async function timelineOf(
  office: Office,
  opened: OpenCase,
  documents: readonly DocumentRecord[],
  open: readonly WorklistRow[],
): Promise<readonly TimelineEntry[]> {
  const { row, root, closure } = opened;
  const plan = closure.flatMap((one) => one.plans.get(root.state.processId) ?? [])[0];
  const active = Object.values(root.state.tokens).map((token) => token.elementId);
  return timeline({
    calendar: office.calendar,
    rootId: row._id,
    applicantId: row.applicantId,
    history: await historyOf(office.store, row._id),
    documents,
    open,
    closure,
    upcoming: plan === undefined ? [] : upcomingSteps(plan, deepestFirst(active, plan.elements), 3),
    ended: row.instanceStatus !== 'active',
    statusOf: (event) => statusIn(office, event),
  });
}

/** Tokens inside an embedded sub-process say more than the one that waits outside. */
function deepestFirst(
  active: readonly string[],
  elements: Readonly<Record<string, { readonly parentId?: string }>>,
): readonly string[] {
  return [...active].sort(
    (a, b) => Number(elements[b]?.parentId !== undefined) - Number(elements[a]?.parentId !== undefined),
  );
}

/** How a document is listed. */
export function documentView(zone: string, document: DocumentRecord): DocumentView {
  return {
    documentId: document._id,
    template: document.template,
    title: document.title,
    documentNo: document.documentNo,
    issuedAt: isoInstant(zone, document.issuedAt),
  };
}

function statusIn(office: Office, event: HistoryRecord): string | undefined {
  const data = office.sealing.unseal(event.instanceId, event.data) as JsonObject;
  return typeof data['status'] === 'string' ? data['status'] : undefined;
}

/** The promised day of the running case; absent before acceptance and after the end. */
export function expectedOf(office: Office, row: CaseRecord): { readonly expectedDate?: string } {
  if (row.promisedDueAt === undefined || row.endedAt !== undefined) return {};
  return { expectedDate: dateOf(office.calendar, row.promisedDueAt - 1) };
}

/** The same for an opened case: before acceptance the day that was told at the start. */
export function toldExpectation(office: Office, { row, root }: OpenCase): { readonly expectedDate?: string } {
  const running = expectedOf(office, row);
  if (running.expectedDate !== undefined || row.endedAt !== undefined || root.state.clock.startedAt !== undefined)
    return running;
  const told = caseVariable(root.state)?.['expectedDate'];
  return typeof told === 'string' ? { expectedDate: told } : {};
}

function receiptFacts(
  office: Office,
  { row, root }: OpenCase,
): { readonly queryCode?: string; readonly trackUrl: string } {
  const variable = caseVariable(root.state)?.['queryCode'];
  return {
    ...(typeof variable === 'string' ? { queryCode: variable } : {}),
    trackUrl: trackUrl(office.publicUrl, row.caseNumber),
  };
}

function dueDateOf(office: Office, item: WorklistRow): { readonly dueDate?: string } {
  const due = item.dueAt ?? item.legalDueAt ?? item.promisedDueAt;
  return due === undefined ? {} : { dueDate: dateOf(office.calendar, due - 1) };
}
