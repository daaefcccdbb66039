import type { JsonObject } from '../../engine/index.js';
import { actorOf, type SignedIn } from '../access/signed-in.js';
import { findForm, type BookForm } from '../read/form-book.js';
import { formView, type FormView } from '../read/form-view.js';
import type { RegisterRow } from '../seams/registers.js';
import { CASES } from '../store/collections.js';
import { checkDocument } from '../use-cases/check-document.js';
import type { Office } from '../use-cases/office.js';
import { requestKey } from '../use-cases/request-key.js';
import { RequestProblem } from '../use-cases/request-problem.js';
import { textOf } from './board-rows.js';
import { noticeRow, openOnes } from './read-board.js';

/** Form of an objection: named, with a telephone, facts and evidence. */
const OBJECTION_FORM = 'objection';
const SETTLE_MS = 1_500;

interface Target {
  readonly row: RegisterRow;
  readonly caseId: string;
  readonly book: BookForm;
}

/** The form of an objection to a notice that is shown, with what the office knows of the person. Throws NOT_FOUND, OBJECTION_LATE. */
export async function openObjection(
  office: Office,
  user: SignedIn,
  noticeId: string,
): Promise<{ readonly form: FormView; readonly document: JsonObject }> {
  const { book } = await targetOf(office, user, noticeId);
  const profile = await office.people.profile(user.userId);
  const mobile = textOf(profile, 'mobile');
  const document = { noticeId, name: user.name, ...(mobile === undefined ? {} : { mobile }) };
  const access = { formId: OBJECTION_FORM, fallback: 'write', fields: [], writable: [], complete: true } as const;
  return { form: formView({ book, access, document, writable: true, clear: true }), document };
}

/**
 * Objects to a notice while it is shown; the case behind it hears of it and does not go on before it is answered. Throws RequestProblem
 * NOT_FOUND, OBJECTION_LATE, FORM_INVALID, FILE_UNKNOWN.
 */
export async function objectToNotice(
  office: Office,
  user: SignedIn,
  request: { readonly noticeId: string; readonly document: JsonObject; readonly idempotencyKey: string | null },
): Promise<{ readonly noticeId: string }> {
  const { noticeId, idempotencyKey } = request;
  const { row, caseId, book } = await targetOf(office, user, noticeId);
  const objection = await checkDocument(office, {
    book,
    access: { formId: OBJECTION_FORM, fallback: 'write', fields: [], writable: [], complete: true },
    before: undefined,
    patch: { ...request.document, noticeId },
    version: undefined,
    userId: user.userId,
    config: {},
  });
  const outcome = await office.messages.publish({
    messageId: requestKey(office, `objection:${noticeId}`, user.userId, idempotencyKey),
    messageName: 'objection',
    correlationKey: textOf(row.values, 'objectionKey') ?? noticeId,
    timeToLive: 0,
    mayBegin: false,
    variables: { objection, objectorId: user.userId },
    actor: actorOf(user),
  });
  if (outcome.kind !== 'delivered' && outcome.kind !== 'held') throw new RequestProblem('OBJECTION_LATE');
  await office.commands.drain(caseId, SETTLE_MS);
  return { noticeId };
}

async function targetOf(office: Office, user: SignedIn, noticeId: string): Promise<Target> {
  const row = await noticeRow(office, user, noticeId);
  if (!(await openOnes(office, [row])).has(row.key)) throw new RequestProblem('OBJECTION_LATE');
  const caseNumber = textOf(row.values, 'caseNumber') ?? '';
  const [found] = (await office.store.find(CASES, { where: { caseNumber }, limit: 1 })).records;
  const book =
    found === undefined ? undefined : findForm(await office.packages.closure(found.packageHash), OBJECTION_FORM);
  if (found === undefined || book === undefined) throw new RequestProblem('OBJECTION_LATE');
  return { row, caseId: found._id, book };
}
