import { applySubmission, type JsonObject, type NodeAccess } from '../../engine/index.js';
import { dayOf } from '../calendar/day-of.js';
import { attachmentsIn } from '../documents/attachments.js';
import { FILES } from '../documents/document-records.js';
import type { BookForm } from '../read/form-book.js';
import { normaliseDocument } from '../validation/normalise-document.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';

/** A patch for one form at one node. `before` is the document so far; `version` is the form version the browser worked with. */
export interface DocumentPatch {
  readonly book: BookForm;
  readonly access: NodeAccess;
  readonly before: JsonObject | undefined;
  readonly patch: JsonObject;
  readonly version: string | undefined;
  readonly userId: string;
  /** Configuration of the case, which rules may ask. */
  readonly config: JsonObject;
}

/**
 * Merges and checks a submission: the form's version, then what the node may write, then the schema and rules, then
 * that every attachment was uploaded by this person or stood there before. Gives the whole document.
 * Throws RequestProblem FORM_VERSION, FIELD_FORBIDDEN (403, naming each field), FORM_INVALID (422), FILE_UNKNOWN.
 */
export async function checkDocument(office: Office, input: DocumentPatch): Promise<JsonObject> {
  const { book, access, before, userId } = input;
  if (input.version !== undefined && input.version !== book.version) throw new RequestProblem('FORM_VERSION');
  const now = office.clock.now();
  const result = applySubmission({
    form: book.form,
    access,
    patch: normaliseDocument(book.form.schema, input.patch),
    actorId: userId,
    validate: office.validate,
    rules: book.rules,
    english: book.english,
    today: dayOf(office.calendar, now),
    environment: { calendar: office.calendar, now, config: input.config },
    ...(before === undefined ? {} : { document: before }),
  });
  if (!result.ok) {
    throw new RequestProblem(result.kind === 'forbidden' ? 'FIELD_FORBIDDEN' : 'FORM_INVALID', {
      errors: result.faults,
    });
  }
  await checkAttachments(office, { document: result.document, before, userId });
  return result.document;
}

async function checkAttachments(
  office: Office,
  { document, before, userId }: { document: JsonObject; before: JsonObject | undefined; userId: string },
): Promise<void> {
  const known = new Set(attachmentsIn(before ?? {}).map((place) => place.fileId));
  const fresh = attachmentsIn(document).filter((place) => !known.has(place.fileId));
  const missing = [];
  for (const place of fresh) {
    if ((await office.store.get(FILES, `${userId}:${place.fileId}`)) === undefined) missing.push(place);
  }
  if (missing.length === 0) return;
  throw new RequestProblem('FILE_UNKNOWN', {
    errors: missing.map(({ pointer, name }) => ({
      pointer,
      code: 'file-unknown',
      text: { zh: `附件“${name}”不存在，请重新上传`, en: `The file "${name}" does not exist; please upload it again` },
    })),
  });
}
