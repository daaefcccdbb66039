import type { SignedIn } from '../access/signed-in.js';
import { DOCUMENTS } from '../documents/document-records.js';
import { mayOpenDocument } from '../read/case-records.js';
import { caseRowFor } from '../read/open-case.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';

/** An issued document for a person who may open it; staff reading an archive is written down. Throws RequestProblem NOT_FOUND. */
export async function readDocument(
  office: Office,
  user: SignedIn,
  documentId: string,
): Promise<{ readonly bytes: Uint8Array; readonly name: string; readonly type: string }> {
  const record = await office.store.get(DOCUMENTS, documentId);
  if (record === undefined) throw new RequestProblem('NOT_FOUND');
  const row = await caseRowFor(office.store, user, record.caseId);
  if (!mayOpenDocument(user, record, row.applicantId)) throw new RequestProblem('NOT_FOUND');
  const bytes = await office.files.get(record.fileId);
  if (bytes === undefined) throw new RequestProblem('DOCUMENT_NOT_READY');
  if (record.template === 'archive') {
    await office.audit.write({
      actorId: user.userId,
      action: 'archive.read',
      caseId: record.caseId,
      facts: { documentId, reason: 'opened the archive' },
    });
  }
  const ending = record.type === 'application/pdf' ? 'pdf' : 'json';
  return { bytes, name: `${record.documentNo}.${ending}`, type: record.type };
}
