import type { JsonObject, Text } from '../../../../engine/index.js';
import type { ApiForm, ApiText, CaseView } from '../../shared/api-types.js';

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
  readonly id?: string;
  readonly seq?: number;
  readonly at: string | number;
  readonly type: string;
  readonly text?: ApiText;
  readonly actorId?: string;
  readonly actorName?: ApiText;
  readonly actorRole?: ApiText;
  readonly elementId?: string;
  readonly elementName?: ApiText;
  readonly processId?: string;
  readonly data?: JsonObject;
}

/** `GET /api/work-items/:id`. */
export interface TaskView {
  readonly item: WorkItem;
  readonly caseId: string;
  readonly forms: readonly TaskForm[];
  readonly history?: readonly HistoryEntry[];
  readonly lamp?: Lamp | null;
  readonly canClaim?: { readonly ok: boolean; readonly reason?: ApiText; readonly code?: string };
  readonly actions?: readonly string[];
  readonly draft?: { readonly document: JsonObject; readonly savedAt?: string | number } | null;
}

/** A form of a task: the one that is written, or one beside it for reading. */
export interface TaskForm extends ApiForm {
  /** JSON Pointers of values that are shown masked. */
  readonly masked?: readonly string[];
  readonly draft?: { readonly document: JsonObject; readonly savedAt?: string | number } | null;
}

/** `POST /api/work-items/:id/complete`. */
export interface Completed {
  readonly caseId: string;
  readonly next?: string | null;
}

/** `GET /api/cases/:id` with what staff see beyond residents. */
export interface StaffCase extends CaseView {
  readonly applicant?: string | { readonly name?: string };
  readonly lamps?: Readonly<Record<string, Lamp>> | readonly { readonly limit: string; readonly lamp: Lamp }[];
}

/** A row of the list of cases. */
export interface CaseRow {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly title: ApiText;
  readonly status: string;
  readonly statusText: ApiText;
  readonly applicant?: string;
  readonly submittedAt: string | number;
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
  readonly incidents?: readonly (string | { readonly elementId: string })[];
  /** Names of elements in English, by element id. */
  readonly english?: Readonly<Record<string, string | Text>>;
}

/** A case that has stopped. */
export interface IncidentRow {
  readonly incidentId: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly service?: ApiText;
  readonly elementId?: string;
  readonly elementName?: ApiText;
  readonly type?: string;
  readonly message?: ApiText;
  readonly raisedAt?: string | number;
  readonly at?: string | number;
}

/** An in-app notice. */
export interface Notice {
  readonly noticeId: string;
  readonly text: ApiText;
  readonly at: string | number;
  readonly readAt?: string | number | null;
  readonly caseId?: string | null;
}
