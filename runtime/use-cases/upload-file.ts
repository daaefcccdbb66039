import { fileTypeFromBuffer } from 'file-type';
import type { SignedIn } from '../access/signed-in.js';
import { attachmentsIn } from '../documents/attachments.js';
import { FILES } from '../documents/document-records.js';
import { historyOf } from '../read/case-records.js';
import { openCase } from '../read/open-case.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';

/** Largest upload in bytes. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;

const TYPES: ReadonlyMap<string, string> = new Map([
  ['application/pdf', 'pdf'],
  ['image/jpeg', 'jpg'],
  ['image/png', 'png'],
]);

/** An uploaded file as form documents hold it. */
export interface Attachment {
  readonly fileId: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
}

/** Keeps an upload. Its type is what its content says, whatever name it has. Throws RequestProblem FILE_TYPE, TOO_LARGE. */
export async function uploadFile(
  office: Office,
  user: SignedIn,
  upload: { readonly name: string; readonly bytes: Uint8Array },
): Promise<Attachment> {
  if (upload.bytes.length > MAX_FILE_BYTES) throw new RequestProblem('TOO_LARGE');
  const type = (await fileTypeFromBuffer(upload.bytes))?.mime ?? '';
  const ending = TYPES.get(type);
  if (ending === undefined) throw new RequestProblem('FILE_TYPE');
  const { fileId, size } = await office.files.put(upload.bytes, type);
  const name = safeName(upload.name, ending);
  await office.store.insert(FILES, {
    _id: `${user.userId}:${fileId}`,
    fileId,
    name,
    size,
    type,
    uploadedBy: user.userId,
    uploadedAt: office.clock.now(),
  });
  return { fileId, name, size, type };
}

/** A stored file for a person: the own upload, or an attachment of a case the person may read. Throws NOT_FOUND. */
export async function readUpload(
  office: Office,
  user: SignedIn,
  request: { readonly fileId: string; readonly caseId: string | undefined },
): Promise<{ readonly bytes: Uint8Array; readonly name: string; readonly type: string }> {
  const own = await office.store.get(FILES, `${user.userId}:${request.fileId}`);
  const name = own?.name ?? (await nameInCase(office, user, request));
  const bytes = name === undefined ? undefined : await office.files.get(request.fileId);
  if (bytes === undefined || name === undefined) throw new RequestProblem('NOT_FOUND');
  return { bytes, name, type: (await fileTypeFromBuffer(bytes))?.mime ?? 'application/octet-stream' };
}

async function nameInCase(
  office: Office,
  user: SignedIn,
  { fileId, caseId }: { readonly fileId: string; readonly caseId: string | undefined },
): Promise<string | undefined> {
  if (caseId === undefined) return undefined;
  const { instances } = await openCase(office, user, caseId);
  const inForms = instances
    .flatMap(({ state }) => Object.values(state.scopes).flatMap((scope) => attachmentsIn(scope.variables)))
    .find((place) => place.fileId === fileId)?.name;
  return inForms ?? (await nameInHistory(office, caseId, fileId));
}

/** What was attached to a case beside its forms stands in its history. */
async function nameInHistory(office: Office, caseId: string, fileId: string): Promise<string | undefined> {
  const done = (await historyOf(office.store, caseId)).filter(({ type }) => type === 'operationDone');
  return done
    .flatMap(({ instanceId, data }) => attachmentsIn(office.sealing.unseal(instanceId, data)))
    .find((place) => place.fileId === fileId)?.name;
}

/** The name without path, control characters and direction marks, at most 100 characters, with the ending its content has. */
export function safeName(name: string, ending: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const calm = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '')
    .replace(/^\.+/, '')
    .replace(/\.[^.]{1,8}$/, '')
    .trim()
    .slice(0, 100);
  return `${calm === '' ? 'file' : calm}.${ending}`;
}
