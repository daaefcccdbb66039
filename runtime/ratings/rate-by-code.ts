import { SYSTEM, type JsonObject } from '../../engine/index.js';
import { loadCase } from '../read/open-case.js';
import { checkDocument } from '../use-cases/check-document.js';
import { caseByCode } from '../use-cases/look-up-case.js';
import type { Office } from '../use-cases/office.js';
import { RequestProblem } from '../use-cases/request-problem.js';
import { noteDevice } from './note-device.js';
import { RATED, ratingBook, RATING_ACCESS } from './rating-form.js';

const SETTLE_MS = 1_500;

/**
 * Rates the service of a case with its number and query code: at a window, by the code on the receipt, on the telephone. Once: afterwards the
 * case waits for no rating any more. Throws RequestProblem NOT_FOUND, RATING_CLOSED, FORM_INVALID.
 */
export async function rateByCode(
  office: Office,
  request: {
    readonly caseNumber: string;
    readonly queryCode: string;
    readonly document: JsonObject;
    readonly device: string;
  },
): Promise<{ readonly caseNumber: string }> {
  const row = await caseByCode(office, request);
  const opened = await loadCase(office, row);
  const book = await ratingBook(office.store, opened);
  if (book === undefined) throw new RequestProblem('RATING_CLOSED');
  const { config } = opened.root.state;
  const rating = await checkDocument(office, {
    book,
    access: RATING_ACCESS,
    before: undefined,
    patch: request.document,
    version: undefined,
    userId: row.applicantId ?? '',
    config,
  });
  const { kind } = await office.messages.publish({
    messageId: `rated:${row._id}:${office.ids.ulid()}`,
    messageName: RATED,
    correlationKey: row.caseNumber,
    timeToLive: 0,
    mayBegin: false,
    variables: { rating },
    actor: SYSTEM,
  });
  if (kind !== 'delivered' && kind !== 'held') throw new RequestProblem('RATING_CLOSED');
  await office.commands.drain(row._id, SETTLE_MS);
  const ratingNo = `${row.caseNumber}-result`;
  await noteDevice(office, { caseId: row._id, ratingNo, device: request.device, config });
  return { caseNumber: row.caseNumber };
}
