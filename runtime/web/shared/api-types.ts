import type { JsonObject, Text } from '../../../engine/index.js';

/** A text that may already be in the reader's language. */
export type ApiText = Text | string;

/** `GET /api/session`. `demoAccounts` stands there in demo mode only. */
export interface Session {
  readonly user: SessionUser | null;
  readonly mode: 'demo' | 'office';
  /** The office was restored from a backup of then (ms since the epoch) and rests until somebody releases it. */
  readonly restored?: { readonly backupAt: number };
  /** The office waits for its first administrator. */
  readonly setUp?: boolean;
  readonly demoAccounts?: readonly DemoAccount[];
  readonly demoPassword?: string;
}

export interface SessionUser {
  readonly userId: string;
  readonly name: string;
  readonly roles: readonly string[];
}

export interface DemoAccount {
  readonly login: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** Names of the roles, in the order of `roles`. */
  readonly roleNames?: readonly ApiText[];
}

/** `GET /api/services`: what residents can ask for. */
export interface Service {
  readonly key: string;
  readonly title: ApiText;
  readonly description?: ApiText;
  readonly audience: readonly string[];
  readonly startRoles: readonly string[];
  readonly topics: readonly string[];
  readonly synonyms?: readonly string[];
  readonly who: ApiText;
  readonly bring: readonly ApiText[];
  readonly limits: ApiText;
  readonly steps: readonly ApiText[];
  readonly contact: ApiText;
  readonly fee?: ApiText;
  readonly basis?: readonly ApiText[];
  readonly sample?: { readonly form: ApiForm; readonly document: JsonObject };
}

/** A form derived for one reader and one node. */
export interface ApiForm {
  readonly id?: string;
  readonly formId?: string;
  readonly version?: string;
  /** The version of its package, for people. */
  readonly packageVersion?: string;
  readonly title?: ApiText;
  readonly schema: JsonObject;
  readonly uiSchema?: JsonObject;
  readonly english?: JsonObject;
  readonly document?: JsonObject;
  readonly writable?: boolean;
  readonly marks?: readonly ApiMark[];
}

/** A field the office wants corrected. */
export type ApiMark =
  | string
  | {
      readonly pointer: string;
      readonly problem?: ApiText;
      readonly text?: ApiText;
      readonly fix?: ApiText;
      readonly howToFix?: ApiText;
    };

/** `GET /api/services/:key/start-form`. */
export interface StartForm {
  readonly form: ApiForm;
  readonly draft?: { readonly document: JsonObject; readonly savedAt: string } | null;
  readonly prefill?: { readonly document: JsonObject; readonly marks?: readonly string[] };
  readonly privacy?: StartPrivacy;
}

/** What a person is told about personal data before a form, and has said to this version of it. */
export interface StartPrivacy {
  readonly service: string;
  readonly form: string;
  readonly version: string;
  readonly parts: readonly { readonly title: Text; readonly lines: readonly Text[] }[];
  readonly sensitive: readonly { readonly pointer: string; readonly label: Text; readonly category: string }[];
  readonly isTold: boolean;
  readonly hasConsented: boolean;
  readonly needsGuardian: boolean;
  readonly hasGuardian: boolean;
}

/** `POST /api/cases`. */
export interface Receipt {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly queryCode: string;
  readonly receivedAt: string;
  readonly expectedDate?: string;
  readonly trackUrl?: string;
}

/** `GET /api/cases`: one of my cases. */
export interface CaseSummary {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly service: string;
  readonly title: ApiText;
  readonly status: string;
  readonly statusText: ApiText;
  readonly submittedAt: string;
  readonly expectedDate?: string;
  readonly todo: number;
}

/** One step of a case in plain words. */
export interface TimelineStep {
  readonly at?: string;
  readonly kind: 'done' | 'now' | 'next';
  readonly title: ApiText;
  readonly actorRole?: ApiText;
  readonly note?: ApiText;
  readonly dueDate?: string;
  readonly documents?: readonly { readonly documentId: string; readonly title: ApiText }[];
}

export interface IssuedDocument {
  readonly documentId: string;
  readonly template: string;
  readonly title: ApiText;
  readonly documentNo?: string;
  readonly issuedAt: string;
}

export interface Todo {
  readonly workItemId: string;
  readonly name: ApiText;
  readonly dueDate?: string;
}

/** A message the applicant may send to the case now. */
export interface CaseMessage {
  readonly name: string;
  readonly label: ApiText;
  readonly formId?: string;
  readonly form?: ApiForm;
  readonly privacy?: StartPrivacy;
}

export interface CertificateSummary {
  readonly certificateNo: string;
  readonly verifyToken?: string;
  readonly verifyUrl?: string;
  readonly documentId?: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly state?: string;
}

/** `GET /api/cases/:caseId`. */
export interface CaseView {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly service: string;
  readonly title: ApiText;
  readonly status: string;
  readonly statusText: ApiText;
  readonly submittedAt: string;
  readonly expectedDate?: string;
  readonly queryCode?: string;
  readonly trackUrl?: string;
  readonly timeline: readonly TimelineStep[];
  readonly documents: readonly IssuedDocument[];
  readonly forms: readonly ApiForm[];
  readonly todo: readonly Todo[];
  readonly messages: readonly CaseMessage[];
  readonly certificate?: CertificateSummary | null;
  readonly contact?: ApiText;
}

/** `GET /api/work-items/:id`. */
export interface WorkItemView {
  readonly item: {
    readonly workItemId: string;
    readonly caseId: string;
    readonly name: ApiText;
    readonly dueDate?: string;
  };
  readonly caseId?: string;
  readonly forms: readonly ApiForm[];
  readonly privacy?: StartPrivacy;
}

/** `POST /api/lookup`. */
export interface LookupView {
  readonly caseNumber: string;
  readonly title: ApiText;
  readonly statusText: ApiText;
  readonly timeline: readonly TimelineStep[];
  readonly expectedDate?: string;
  readonly contact?: ApiText;
  /** The form by which the service can be rated now. */
  readonly rating?: ApiForm;
}

/** `GET /api/verify/:token`. */
export interface VerifyView {
  readonly state: 'valid' | 'expired' | 'revoked';
  readonly certificateNo: string;
  readonly title?: ApiText;
  readonly holder: string;
  readonly fields?: readonly { readonly title: ApiText; readonly value: ApiText }[] | JsonObject;
  readonly issuedBy?: ApiText;
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly signature: { readonly ok: boolean; readonly keyId?: string };
  /** Issued in demo mode: of no legal force. */
  readonly practice?: boolean;
}
