import {
  isObject,
  isoInstant,
  mask,
  type DocumentTemplate,
  type JsonObject,
  type JsonValue,
  type Text,
} from '../../engine/index.js';
import type { IdSource } from '../seams/id-source.js';
import type { ExecutableJob, JobHandler } from '../seams/job-executor.js';
import { canonicalJson } from './canonical-json.js';
import { CERTIFICATES, type CertificateField, type CertificateRecord } from './document-records.js';
import { documentIdOf, findTemplate, keepDocument, type DocumentParts } from './issue-document.js';
import type { Signer } from './signer.js';
import { fillText } from './template-text.js';

/** What issuing certificates needs beside documents. `issuedBy` names the authority when the template's seal does not. */
export interface CertificateParts extends DocumentParts {
  readonly ids: IdSource;
  readonly signer: Signer;
  readonly issuedBy: string;
}

interface CertificatePlan {
  readonly issuedAt: number;
  readonly verifyToken: string;
}

/**
 * Job `certificate.issue`: signs the certificate's data (Ed25519 over canonical JSON), prints it with a QR code to the verify page, and
 * attaches data and signature to the PDF. One certificate, one token, one PDF, however often the job runs.
 */
export function issueCertificate(parts: CertificateParts): JobHandler {
  return async (job) => {
    const { template: key, certificateNo, holder, validFrom, validTo } = job.variables;
    const template = await findTemplate(parts.packages, job.packageHash, key);
    if (template === undefined) return { kind: 'failed', message: `no document template ${String(key)}` };
    if (![certificateNo, holder, validFrom, validTo].every((value) => typeof value === 'string' && value !== '')) {
      return { kind: 'failed', message: 'certificateNo, holder, validFrom and validTo are needed' };
    }
    const record = await keepCertificate(parts, job, template);
    return {
      kind: 'completed',
      variables: {
        certificateId: record._id,
        verifyToken: record.verifyToken,
        verifyUrl: verifyUrl(parts.publicUrl, record.verifyToken),
        documentId: record.documentId,
        fileId: record.fileId,
      },
    };
  };
}

/** Job `certificate.revoke`: the verify page says so from now on. A repetition changes nothing; an unknown certificate is a failure. */
export function revokeCertificate(parts: Pick<CertificateParts, 'store' | 'clock'>): JobHandler {
  return async (job) => {
    const { certificateId, reason } = job.variables;
    const record = typeof certificateId === 'string' ? await parts.store.get(CERTIFICATES, certificateId) : undefined;
    if (record === undefined) return { kind: 'failed', message: 'no such certificate' };
    if (record.state !== 'revoked') {
      await parts.store.compareAndSet(
        CERTIFICATES,
        { state: 'issued' },
        {
          ...record,
          state: 'revoked',
          revokedAt: parts.clock.now(),
          revokedFor: typeof reason === 'string' ? reason : '',
        },
      );
    }
    return { kind: 'completed', variables: { certificateId: record._id, revoked: true } };
  };
}

/** Address of the verify page of a token. */
export function verifyUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/v/${token}`;
}

async function keepCertificate(
  parts: CertificateParts,
  job: ExecutableJob,
  template: DocumentTemplate,
): Promise<CertificateRecord> {
  const certificateId = `c${documentIdOf(job.jobKey).slice(1)}`;
  const known = await parts.store.get(CERTIFICATES, certificateId);
  if (known !== undefined) return known;
  const reserved = await parts.creations.reserve({
    key: `certificate:${job.jobKey}`,
    requestHash: template.key,
    make: () => Promise.resolve({ issuedAt: parts.clock.now(), verifyToken: parts.ids.token(24) }),
  });
  if (reserved.kind === 'mismatch') throw new Error(`job ${job.jobKey} changed its template`);
  const plan = reserved.plan as unknown as CertificatePlan;
  const data = isObject(job.variables['data']) ? job.variables['data'] : {};
  const text = (name: string): string => String(job.variables[name]);
  const url = verifyUrl(parts.publicUrl, plan.verifyToken);
  const issuedBy = issuerOf(template, data, plan.issuedAt) ?? parts.issuedBy;
  const payload: JsonObject = {
    format: 'yizhan-certificate/1',
    certificateId,
    template: template.key,
    certificateNo: text('certificateNo'),
    holder: text('holder'),
    validFrom: text('validFrom'),
    validTo: text('validTo'),
    issuedAt: isoInstant(parts.calendar.zone, plan.issuedAt),
    issuedBy,
    verifyUrl: url,
    data,
  };
  const signature = parts.signer.sign(canonicalJson(payload));
  const attached = { payload, algorithm: 'Ed25519', keyId: parts.signer.keyId, signature };
  const document = await keepDocument(parts, {
    job,
    template,
    data: { ...data, verifyUrl: url, validFrom: text('validFrom'), validTo: text('validTo'), holder: text('holder') },
    audience: ['applicant'],
    documentNo: text('certificateNo'),
    qr: url,
    attachments: [{ name: 'certificate.json', type: 'application/json', bytes: Buffer.from(canonicalJson(attached)) }],
  });
  const record: CertificateRecord = {
    _id: certificateId,
    caseId: job.rootId,
    template: template.key,
    title: template.title,
    certificateNo: text('certificateNo'),
    holder: text('holder'),
    validFrom: text('validFrom'),
    validTo: text('validTo'),
    issuedAt: plan.issuedAt,
    issuedBy,
    state: 'issued',
    verifyToken: plan.verifyToken,
    shown: shownFields(template, data, plan.issuedAt),
    payload,
    keyId: parts.signer.keyId,
    signature,
    documentId: document._id,
    fileId: document.fileId,
  };
  if (await parts.store.insert(CERTIFICATES, record)) return record;
  return (await parts.store.get(CERTIFICATES, certificateId)) ?? record;
}

/** What the verify page shows: the template's `x-verify` list, each `{title, text, mask?}` with `text` filled like any template text. */
function shownFields(template: DocumentTemplate, data: JsonObject, now: number): readonly CertificateField[] {
  const list = template.body['x-verify'];
  if (!Array.isArray(list)) return [];
  return (list as readonly JsonValue[]).filter(isObject).flatMap((field) => {
    const { title, text, mask: kind } = field;
    if (!isObject(title) || typeof text !== 'string') return [];
    const value = fillText(text, { context: data, now });
    const shown = kind === 'name' || kind === 'address' ? (mask(kind, value) ?? '') : value;
    return [{ title: title as unknown as Text, value: shown }];
  });
}

/** The organisation of the template's seal. */
function issuerOf(template: DocumentTemplate, data: JsonObject, now: number): string | undefined {
  const blocks = template.body['blocks'];
  if (!Array.isArray(blocks)) return undefined;
  const seal = (blocks as readonly JsonValue[]).find((block) => isObject(block) && block['kind'] === 'seal');
  const org = isObject(seal) ? seal['org'] : undefined;
  return typeof org === 'string' ? fillText(org, { context: data, now }) : undefined;
}
