import type { JsonObject, JsonValue, Text } from '../../engine/index.js';
import type { StoreRecord } from '../seams/store.js';
import { collection } from '../store/collections.js';

/**
 * An issued document (`_id` = document id, made from the job that issued it). `audience` says who may open it beside the staff of the
 * case: `applicant`, or a role key. Instants are ms since the epoch.
 */
export interface DocumentRecord extends StoreRecord {
  readonly caseId: string;
  readonly template: string;
  readonly title: Text;
  readonly documentNo: string;
  readonly fileId: string;
  readonly type: string;
  readonly issuedAt: number;
  readonly audience: readonly string[];
  readonly packageHash: string;
}

/** One line that the verify page shows, already masked. */
export interface CertificateField {
  readonly title: Text;
  readonly value: string;
}

/**
 * A certificate (`_id` = certificate id). `payload` is what was signed, as canonical JSON, and what is attached to the PDF; `signature`
 * is base64url. `validTo` is an ISO date, included.
 */
export interface CertificateRecord extends StoreRecord {
  readonly caseId: string;
  readonly template: string;
  readonly title: Text;
  readonly certificateNo: string;
  readonly holder: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly issuedAt: number;
  readonly issuedBy: string;
  readonly state: 'issued' | 'revoked';
  readonly revokedAt?: number;
  readonly revokedFor?: string;
  readonly verifyToken: string;
  readonly shown: readonly CertificateField[];
  readonly payload: JsonObject;
  readonly keyId: string;
  readonly signature: string;
  readonly documentId: string;
  readonly fileId: string;
}

/** An uploaded file (`_id` = `<userId>:<file id>`): who may use it, under which name it came. The bytes lie under the file id. */
export interface FileRecord extends StoreRecord {
  readonly fileId: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
  readonly uploadedBy: string;
  readonly uploadedAt: number;
  readonly caseId?: string;
}

/** A draft of a start form (`_id` = `<userId>:<service>`) or of a work item (`<userId>:<work item id>`). `document` is sealed. */
export interface DraftRecord extends StoreRecord {
  readonly userId: string;
  readonly subject: string;
  readonly kind: 'service' | 'workItem';
  readonly document: JsonValue;
  readonly savedAt: number;
}

export const DOCUMENTS = collection<DocumentRecord>('documents');
export const CERTIFICATES = collection<CertificateRecord>('certificates');
export const FILES = collection<FileRecord>('files');
export const DRAFTS = collection<DraftRecord>('drafts');
