import type { JsonObject, Text } from '../../../../engine/index.js';
import type { ApiForm, ApiText, CaseView, Session, SessionUser } from '../../shared/api-types.js';

/** A signed-in person, with the names of the roles. */
export interface StaffUser extends SessionUser {
  readonly roleNames?: readonly ApiText[];
}

/** `GET /api/session` as the staff pages read it. In demo mode it names the sample accounts and their password. */
export interface StaffLogin extends Omit<Session, 'user' | 'demoAccounts'> {
  readonly user: StaffUser | null;
  readonly demoAccounts?: readonly (StaffUser & { readonly login: string })[];
  readonly demoPassword?: string;
}

/** Colour of a time limit. */
export type Lamp = 'green' | 'yellow' | 'red' | 'black';

/** Time left to one due instant, in working days after today; negative when it has passed. */
export interface TimeLeft {
  readonly dueAt?: string | number;
  readonly overdue?: boolean;
  readonly workingDays: number;
}

/** The sum behind a lamp. */
export interface LampSum {
  readonly usedWd?: number;
  readonly spanWd?: number | null;
  readonly promised?: TimeLeft | null;
  readonly legal?: TimeLeft | null;
}

/** One row of the worklist. Instants are ISO strings or ms since the epoch. */
export interface WorkItem {
  readonly workItemId: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly serviceTitle?: ApiText;
  readonly status?: string;
  readonly statusText?: ApiText;
  readonly name: ApiText;
  readonly state: 'ready' | 'claimed' | 'completed' | 'cancelled';
  readonly assignee?: string | null;
  readonly assigneeName?: string | null;
  readonly candidateGroups?: readonly string[];
  /** Masked. */
  readonly applicant?: string;
  readonly createdAt: string | number;
  readonly lamp?: Lamp | null;
  readonly remaining?: { readonly text?: ApiText | null; readonly sum?: LampSum | ApiText | null } | null;
  readonly promisedDue?: string | number | null;
  readonly legalDue?: string | number | null;
}

export type WorkView = 'mine' | 'groups' | 'all';

export type WorkSort = 'timeLeft' | 'createdAt';

/** `GET /api/work-items`. */
export interface WorkPage {
  readonly items: readonly WorkItem[];
  readonly nextCursor?: string | null;
  readonly counts?: Readonly<Partial<Record<WorkView, number>>>;
}

/** One fact of a case's history as staff read it. */
export interface HistoryEntry {
  readonly eventId: string;
  readonly at: string | number;
  readonly type: string;
  readonly text?: ApiText;
  readonly actorId?: string;
  readonly actorName?: ApiText;
  readonly actorRoles?: readonly ApiText[];
  readonly instanceId?: string;
  readonly elementId?: string | null;
  readonly elementName?: ApiText | null;
  readonly processId?: string;
}

/** May, or why not. */
export interface Permitted {
  readonly ok: boolean;
  readonly code?: string;
  readonly reason?: ApiText;
}

/** `GET /api/work-items/:id`. */
export interface TaskView {
  readonly item: WorkItem;
  readonly caseId: string;
  readonly forms: readonly TaskForm[];
  readonly history?: readonly HistoryEntry[];
  readonly lamp?: Lamp | null;
  readonly canClaim?: Permitted;
  readonly canComplete?: Permitted;
  readonly canRelease?: Permitted;
  readonly actions?: readonly string[];
  readonly draft?: { readonly document: JsonObject; readonly savedAt?: string | number } | null;
}

/** A form of a task: the one that is written, or one beside it for reading. */
export interface TaskForm extends ApiForm {
  /** JSON Pointer of the list of signatures, where several people sign one form. */
  readonly joint?: string;
  /** JSON Pointers of values that are shown masked. */
  readonly masked?: readonly string[];
}

/** `POST /api/work-items/:id/complete`. */
export interface Completed {
  readonly caseId: string;
  readonly next?: string | null;
}

/** `GET /api/cases/:id` with what staff see beyond residents. */
export interface StaffCase extends Omit<CaseView, 'forms'> {
  readonly forms: readonly TaskForm[];
  readonly applicant?: string;
  readonly lamps?: Pick<WorkItem, 'lamp' | 'remaining' | 'promisedDue' | 'legalDue'>;
}

/** A row of `GET /api/cases?scope=office`; the applicant is masked. */
export interface CaseRow {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly title: ApiText;
  readonly status: string;
  readonly statusText: ApiText;
  readonly applicant: string;
  readonly submittedAt: string;
  readonly expectedDate?: string;
}

/** `GET /api/cases/:id/diagram`: one process of the case's call tree. */
export interface DiagramProcess {
  readonly processId: string;
  readonly callPath: string | readonly string[];
  readonly name?: ApiText;
  readonly bpmn: string;
  readonly active: readonly string[];
  readonly completed: readonly string[];
  /** Sequence flows that were taken. */
  readonly flows?: readonly string[];
  readonly incidents?: readonly { readonly elementId: string }[];
  /** Names of elements in English, by element id. */
  readonly english?: Readonly<Record<string, string | Text>>;
}

/** An in-app notice. */
export interface Notice {
  readonly noticeId: string;
  readonly text: ApiText;
  readonly sentAt: string | number;
  readonly caseId?: string | null;
}
