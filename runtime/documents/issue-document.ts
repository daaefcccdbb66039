import { createHash } from 'node:crypto';
import {
  dateOf,
  isObject,
  isoInstant,
  type CalendarData,
  type DocumentTemplate,
  type JsonObject,
  type JsonValue,
} from '../../engine/index.js';
import type { Creations } from '../seams/creations.js';
import type { Clock } from '../seams/clock.js';
import type { Files } from '../seams/files.js';
import type { ExecutableJob, JobHandler } from '../seams/job-executor.js';
import type { Packages } from '../seams/packages.js';
import type { Registers } from '../seams/registers.js';
import type { Renderer } from '../seams/renderer.js';
import type { Store } from '../seams/store.js';
import { DOCUMENTS, type DocumentRecord } from './document-records.js';
import { feelValue, fillText } from './template-text.js';

/** What issuing documents needs. `watermark` is printed across each page in demo mode. */
export interface DocumentParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly files: Files;
  readonly packages: Packages;
  readonly registers: Registers;
  readonly creations: Creations;
  readonly renderer: Renderer;
  readonly calendar: CalendarData;
  readonly publicUrl: string;
  readonly watermark: string | undefined;
}

/** What a document was before it is drawn: fixed at the first attempt of its job, so that a repetition draws the very same bytes. */
interface DocumentPlan {
  readonly issuedAt: number;
  readonly documentNo: string;
}

/**
 * Job `document.issue`: draws a template with data, numbers it, keeps it. However often the job runs, and wherever it was killed, there is
 * one number, one PDF and one record. Fails with a message when the template is unknown.
 */
export function issueDocument(parts: DocumentParts): JobHandler {
  return async (job) => {
    const { template: key, data, audience } = job.variables;
    const template = await findTemplate(parts.packages, job.packageHash, key);
    if (template === undefined) return { kind: 'failed', message: `no document template ${String(key)}` };
    const record = await keepDocument(parts, {
      job,
      template,
      data: isObject(data) ? data : {},
      audience: textsOf(audience),
    });
    return {
      kind: 'completed',
      variables: { documentId: record._id, documentNo: record.documentNo, fileId: record.fileId },
    };
  };
}

/** Draws, numbers and keeps one document for a job; answers with what an earlier attempt kept, when there was one. */
export async function keepDocument(
  parts: DocumentParts,
  request: {
    readonly job: ExecutableJob;
    readonly template: DocumentTemplate;
    readonly data: JsonObject;
    readonly audience: readonly string[];
    /** Number of a certificate; other documents get the next number of their template and year. */
    readonly documentNo?: string;
    readonly qr?: string;
    readonly attachments?: readonly { readonly name: string; readonly type: string; readonly bytes: Uint8Array }[];
  },
): Promise<DocumentRecord> {
  const { job, template } = request;
  const documentId = documentIdOf(job.jobKey);
  const known = await parts.store.get(DOCUMENTS, documentId);
  if (known !== undefined) return known;
  const plan = await reservePlan(parts, request);
  const scope = {
    ...request.data,
    documentNo: plan.documentNo,
    issuedAt: isoInstant(parts.calendar.zone, plan.issuedAt),
  };
  const bytes = await parts.renderer.render({
    template,
    data: { data: request.data, ...scope },
    documentNo: plan.documentNo,
    issuedAt: plan.issuedAt,
    ...(request.qr === undefined ? {} : { qr: request.qr }),
    ...(parts.watermark === undefined ? {} : { watermark: parts.watermark }),
    ...(request.attachments === undefined ? {} : { attachments: request.attachments }),
  });
  const { fileId } = await parts.files.put(bytes, 'application/pdf');
  const record: DocumentRecord = {
    _id: documentId,
    caseId: job.rootId,
    template: template.key,
    title: template.title,
    documentNo: plan.documentNo,
    fileId,
    type: 'application/pdf',
    issuedAt: plan.issuedAt,
    audience: request.audience,
    packageHash: job.packageHash,
  };
  if (await parts.store.insert(DOCUMENTS, record)) return record;
  return (await parts.store.get(DOCUMENTS, documentId)) ?? record;
}

/** The document id of a job: the same for every attempt. */
export function documentIdOf(jobKey: string): string {
  return `d${createHash('sha256').update(jobKey).digest('hex').slice(0, 31)}`;
}

/** A template of the package version or of one it needs; undefined when there is none. */
export async function findTemplate(
  packages: Packages,
  packageHash: string,
  key: JsonValue | undefined,
): Promise<DocumentTemplate | undefined> {
  if (typeof key !== 'string') return undefined;
  for (const one of [...(await packages.closure(packageHash))].reverse()) {
    const template = one.documents.get(key);
    if (template !== undefined) return template;
  }
  return undefined;
}

async function reservePlan(
  parts: DocumentParts,
  request: {
    readonly job: ExecutableJob;
    readonly template: DocumentTemplate;
    readonly data: JsonObject;
    readonly documentNo?: string;
  },
): Promise<DocumentPlan> {
  const { job, template } = request;
  const reserved = await parts.creations.reserve({
    key: `document:${job.jobKey}`,
    requestHash: template.key,
    make: async () => {
      const issuedAt = parts.clock.now();
      return { issuedAt, documentNo: request.documentNo ?? (await nextNumber(parts, request, issuedAt)) };
    },
  });
  if (reserved.kind === 'mismatch') throw new Error(`job ${job.jobKey} changed its template`);
  return reserved.plan as unknown as DocumentPlan;
}

/** `受理通知书〔2026〕第00001号`, or what the template's `number` says (a text, or FEEL that sees `year` and `sequence`). */
async function nextNumber(
  parts: DocumentParts,
  {
    job,
    template,
    data,
  }: { readonly job: ExecutableJob; readonly template: DocumentTemplate; readonly data: JsonObject },
  issuedAt: number,
): Promise<string> {
  const year = dateOf(parts.calendar, issuedAt).slice(0, 4);
  const count = await parts.registers.nextNumber(`document-${template.key}-${year}`, job.jobKey);
  const sequence = String(count).padStart(5, '0');
  const own = template.body['number'];
  const scope = { context: { ...data, year, sequence }, now: issuedAt };
  if (typeof own === 'string' && own.startsWith('=')) {
    const value = feelValue(own, scope);
    if (typeof value === 'string' && value !== '') return value;
  } else if (typeof own === 'string') {
    return fillText(own, scope);
  }
  return `${template.title.zh}〔${year}〕第${sequence}号`;
}

function textsOf(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter((item) => typeof item === 'string') : [];
}
