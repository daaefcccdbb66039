import { createHash } from 'node:crypto';
import type { JsonObject, JsonValue } from '../../engine/index.js';
import type { Commands } from '../seams/commands.js';
import type { JobHandler } from '../seams/job-executor.js';
import type { Sealing } from '../seams/sealing.js';
import { HISTORY } from '../store/collections.js';
import { historyRecords } from '../store/history-records.js';
import { attachmentsIn } from './attachments.js';
import { canonicalJson } from './canonical-json.js';
import { CERTIFICATES, DOCUMENTS, type DocumentRecord } from './document-records.js';
import { documentIdOf, type DocumentParts } from './issue-document.js';

/** What archiving needs. `commands` is asked late: it exists only after the job handlers. */
export interface ArchiveParts extends Pick<DocumentParts, 'store' | 'files' | 'creations' | 'clock' | 'packages'> {
  readonly sealing: Sealing;
  readonly commands: () => Commands;
  readonly sealedNames: (packageHash: string) => Promise<ReadonlySet<string>>;
}

/**
 * Job `case.archive`: one immutable package of the case: variables with sealed values, documents,
 * certificates, attachments and history, each with its hash, as canonical JSON named by its own SHA-256.
 */
export function archiveCase(parts: ArchiveParts): JobHandler {
  return async (job) => {
    const archiveId = documentIdOf(job.jobKey);
    const known = await parts.store.get(DOCUMENTS, archiveId);
    if (known !== undefined) return { kind: 'completed', variables: { archiveId, fileId: known.fileId } };
    const reserved = await parts.creations.reserve({
      key: `archive:${job.jobKey}`,
      requestHash: job.rootId,
      make: () => Promise.resolve({ archivedAt: parts.clock.now() }),
    });
    const archivedAt = reserved.kind === 'mismatch' ? parts.clock.now() : Number(reserved.plan['archivedAt']);
    const content = await contentOf(parts, job.rootId, archiveId, archivedAt);
    const { fileId } = await parts.files.put(Buffer.from(canonicalJson(content)), 'application/json');
    const record: DocumentRecord = {
      _id: archiveId,
      caseId: job.rootId,
      template: 'archive',
      title: { zh: '办件归档包', en: 'Archive of the case' },
      documentNo: archiveId,
      fileId,
      type: 'application/json',
      issuedAt: archivedAt,
      audience: ['staff'],
      packageHash: job.packageHash,
    };
    await parts.store.insert(DOCUMENTS, record);
    return { kind: 'completed', variables: { archiveId, fileId } };
  };
}

async function contentOf(parts: ArchiveParts, caseId: string, bond: string, archivedAt: number): Promise<JsonObject> {
  const instances = await parts.commands().loadCase(caseId);
  const where = { caseId };
  const [documents, certificates, history] = await Promise.all([
    parts.store.find(DOCUMENTS, { where, sort: [{ field: 'issuedAt' }], limit: 1000 }),
    parts.store.find(CERTIFICATES, { where, limit: 1000 }),
    historyBefore(parts, caseId, archivedAt),
  ]);
  const variables: JsonValue[] = [];
  const attachments = new Map<string, string>();
  for (const { state, packageHash } of instances) {
    const root = state.scopes[state.rootScopeId]?.variables ?? {};
    const names = await parts.sealedNames(packageHash);
    variables.push({
      instanceId: state.instanceId,
      processId: state.processId,
      packageHash,
      status: state.caseStatus,
      variables: parts.sealing.seal(bond, root, names),
    });
    for (const { fileId, name } of attachmentsIn(root)) attachments.set(fileId, name);
  }
  return {
    format: 'yizhan-archive/1',
    caseId,
    archivedAt: new Date(archivedAt).toISOString(),
    instances: variables,
    documents: documents.records
      .filter((document) => document.template !== 'archive')
      .map(({ _id, template, documentNo, fileId, issuedAt }) => ({
        documentId: _id,
        template,
        documentNo,
        sha256: fileId,
        issuedAt,
      })),
    certificates: certificates.records.map(({ _id, certificateNo, keyId, signature }) => ({
      certificateId: _id,
      certificateNo,
      keyId,
      signature,
    })),
    attachments: [...attachments].map(([sha256, name]) => ({ sha256, name })),
    history,
  };
}

/** The events with their hashes; their sealed data are hashed as they are stored. */
async function historyBefore(parts: ArchiveParts, rootId: string, before: number): Promise<readonly JsonValue[]> {
  const lines: JsonValue[] = [];
  let cursor: string | undefined;
  do {
    const page = await parts.store.find(HISTORY, {
      where: { rootId, at: { lte: before } },
      sort: [{ field: 'at' }, { field: 'seq' }],
      limit: 1000,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { _id, at, type, elementId, actorId, data } of page.records.flatMap(historyRecords)) {
      const sha256 = createHash('sha256').update(canonicalJson(data)).digest('hex');
      lines.push({ eventId: _id, at, type, elementId: elementId ?? null, actorId, sha256 });
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return lines;
}
