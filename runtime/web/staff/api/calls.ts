import type { JsonObject, JsonValue } from '../../../../engine/index.js';
import { request } from '../../shared/request.js';
import { type Page, pageOf } from './pages.js';
import type {
  CaseRow,
  Completed,
  DiagramProcess,
  HistoryEntry,
  Notice,
  StaffCase,
  StaffLogin,
  TaskView,
  WorkPage,
  WorkSort,
  WorkView,
} from './types.js';

const part = encodeURIComponent;

function query(values: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(values).filter((entry): entry is [string, string] => (entry[1] ?? '') !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

/** Who is signed in, and in demo mode who could be. */
export const readSession = (): Promise<StaffLogin> => request<StaffLogin>('/api/session');

/** Signs in; rejects with a sentence when login and password do not fit. */
export const signIn = (login: string, password: string): Promise<unknown> =>
  request('/api/session', { method: 'POST', body: { login, password } });

/** Signs out. */
export const signOut = (): Promise<unknown> => request('/api/session', { method: 'DELETE' });

/** Lets an office that was restored from a backup go on. */
export const releaseRestored = (): Promise<unknown> => request('/api/restored/release', { method: 'POST' });

/** What a page of the worklist is asked by. */
export interface WorkQuery {
  readonly view: WorkView;
  readonly sort: WorkSort;
  readonly q: string;
}

/** One page of the worklist. */
export const readWork = (asked: WorkQuery, cursor: string | undefined, signal: AbortSignal): Promise<WorkPage> =>
  request<WorkPage>(`/api/work-items${query({ ...asked, cursor })}`, { signal });

/** One task with its forms. */
export const readTask = (workItemId: string): Promise<TaskView> =>
  request<TaskView>(`/api/work-items/${part(workItemId)}`);

/** Takes a task for oneself. */
export const claimTask = (workItemId: string, key: string): Promise<unknown> =>
  request(`/api/work-items/${part(workItemId)}/claim`, { method: 'POST', body: {}, idempotencyKey: key });

/** Gives a task back to its group. */
export const releaseTask = (workItemId: string, key: string): Promise<unknown> =>
  request(`/api/work-items/${part(workItemId)}/release`, { method: 'POST', body: {}, idempotencyKey: key });

/** Completes a task with the part of its form that the node may write. */
export const completeTask = (
  workItemId: string,
  body: { readonly document: JsonObject; readonly formVersion?: string },
  key: string,
): Promise<Completed> =>
  request<Completed>(`/api/work-items/${part(workItemId)}/complete`, { method: 'POST', body, idempotencyKey: key });

/** Keeps what has been entered so far. */
export const saveTaskDraft = (workItemId: string, document: JsonObject): Promise<unknown> =>
  request(`/api/work-items/${part(workItemId)}/draft`, { method: 'PUT', body: { document } });

/** One page of the cases in reach, newest first; with `q` those whose number, service or applicant fits. */
export const readCases = async (q: string, cursor: string | undefined, signal: AbortSignal): Promise<Page<CaseRow>> =>
  pageOf<CaseRow>(await request(`/api/cases${query({ scope: 'office', q, cursor })}`, { signal }));

/** One case as staff see it. */
export const readCase = (caseId: string): Promise<StaffCase> => request<StaffCase>(`/api/cases/${part(caseId)}`);

/** What happened in a case, oldest first. */
export const readHistory = async (caseId: string): Promise<readonly HistoryEntry[]> =>
  pageOf<HistoryEntry>(await request(`/api/cases/${part(caseId)}/history`)).items;

/** The processes of a case with what is active and what is done. */
export const readDiagram = async (caseId: string): Promise<readonly DiagramProcess[]> =>
  pageOf<DiagramProcess>(await request(`/api/cases/${part(caseId)}/diagram`)).items;

/** Reads one masked value in clear; the reason is written to the log. */
export const revealValue = (
  caseId: string,
  asked: { readonly formId: string; readonly pointer: string; readonly reason: string },
): Promise<{ readonly value: JsonValue }> =>
  request(`/api/cases/${part(caseId)}/reveal`, { method: 'POST', body: asked });

/** Notices to me, newest first. */
export const readNotices = async (): Promise<readonly Notice[]> => pageOf<Notice>(await request('/api/notices')).items;
