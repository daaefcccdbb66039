import type { SignedIn } from '../access/signed-in.js';
import { DOCUMENTS } from '../documents/document-records.js';
import type { Office } from '../use-cases/office.js';
import { RequestProblem } from '../use-cases/request-problem.js';
import { OBJECTION_REGISTER, textOf } from './board-rows.js';
import type { OwnObjection } from '../wire/board.js';

/** The objections a person has made, newest first, at most 100. */
export async function ownObjections(office: Office, user: SignedIn): Promise<readonly OwnObjection[]> {
  if (!office.registers.definitions().some(({ key }) => key === OBJECTION_REGISTER)) return [];
  const { rows } = await office.registers.find(OBJECTION_REGISTER, {
    where: { userId: user.userId },
    sort: { property: 'receivedOn', descending: true },
    limit: 100,
  });
  return rows.map(({ values }) => ({
    objectionNo: textOf(values, 'objectionNo') ?? '',
    noticeId: textOf(values, 'noticeId') ?? '',
    receivedOn: textOf(values, 'receivedOn') ?? '',
    state: textOf(values, 'state') ?? '',
    facts: textOf(values, 'facts') ?? '',
    answer: textOf(values, 'answer') ?? null,
    answeredOn: textOf(values, 'answeredOn') ?? null,
    hasLetter: textOf(values, 'documentId') !== undefined,
  }));
}

/** The written answer as PDF, for who objected and nobody else. Throws NOT_FOUND. */
export async function answerLetter(
  office: Office,
  user: SignedIn,
  objectionNo: string,
): Promise<{ readonly bytes: Uint8Array; readonly name: string }> {
  const row = await office.registers.get(OBJECTION_REGISTER, objectionNo);
  const documentId = row?.values['userId'] === user.userId ? textOf(row.values, 'documentId') : undefined;
  const document = documentId === undefined ? undefined : await office.store.get(DOCUMENTS, documentId);
  const bytes = document === undefined ? undefined : await office.files.get(document.fileId);
  if (document === undefined || bytes === undefined) throw new RequestProblem('NOT_FOUND');
  return { bytes, name: `${document.documentNo}.pdf` };
}
