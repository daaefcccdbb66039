import type { JsonObject } from '../../engine/index.js';
import { isStaff } from '../access/row-scope.js';
import { actorOf, type SignedIn } from '../access/signed-in.js';
import type { NoticeSource } from '../privacy/privacy-notice.js';
import { checkLaterConsents } from '../privacy/start-privacy.js';
import { findForm } from '../read/form-book.js';
import { openCase } from '../read/open-case.js';
import { SUBSCRIPTIONS } from '../store/collections.js';
import { checkDocument } from './check-document.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';
import { requestKey } from './request-key.js';

const SETTLE_MS = 1_500;

/**
 * Sends a message that the service offers (`manifest.service.messages`) to a case that waits for it; a form it carries is checked as a
 * whole and becomes the variable of its name. Throws RequestProblem NOT_FOUND, FORBIDDEN, MESSAGE_NOT_EXPECTED, FORM_INVALID.
 */
export async function sendMessage(
  office: Office,
  user: SignedIn,
  request: {
    readonly caseId: string;
    readonly name: string;
    readonly document: JsonObject | undefined;
    readonly idempotencyKey: string | null;
  },
): Promise<{ readonly caseId: string }> {
  const { caseId, name } = request;
  const { row, root, closure } = await openCase(office, user, caseId);
  const active = closure.find((one) => one.key === row.service);
  const message = active?.manifest.service?.messages?.[name];
  if (active === undefined || message === undefined) throw new RequestProblem('NOT_FOUND');
  const allowed = message.roles.some((role) => user.roles.includes(role));
  if (!allowed || (row.applicantId !== user.userId && !isStaff(user))) throw new RequestProblem('FORBIDDEN');
  const waiting = await office.store.find(SUBSCRIPTIONS, {
    where: { rootId: caseId, messageName: name, kind: null },
    limit: 1,
  });
  // A repetition finds no subscription any more, but its message id is known and answers like the first time.
  const correlationKey = waiting.records[0]?.correlationKey ?? row.caseNumber;
  const outcome = await office.messages.publish({
    messageId: requestKey(office, `message:${caseId}:${name}`, user.userId, request.idempotencyKey),
    messageName: name,
    correlationKey,
    timeToLive: 0,
    mayBegin: false,
    variables: await variablesOf(office, user, {
      active,
      closure,
      formId: message.formId,
      patch: request.document,
      config: root.state.config,
    }),
    actor: actorOf(user),
  });
  if (outcome.kind !== 'delivered' && outcome.kind !== 'held') throw new RequestProblem('MESSAGE_NOT_EXPECTED');
  await office.commands.drain(caseId, SETTLE_MS);
  return { caseId };
}

async function variablesOf(
  office: Office,
  user: SignedIn,
  sent: {
    readonly active: NoticeSource['active'];
    readonly closure: Parameters<typeof findForm>[0];
    readonly formId: string | undefined;
    readonly patch: JsonObject | undefined;
    readonly config: JsonObject;
  },
): Promise<JsonObject> {
  const { active, closure, formId, patch, config } = sent;
  if (formId === undefined) return {};
  const book = findForm(closure, formId);
  if (book === undefined) throw new RequestProblem('NOT_FOUND');
  const document = await checkDocument(office, {
    book,
    access: { formId, fallback: 'write', fields: [], writable: [], complete: true },
    before: undefined,
    patch: patch ?? {},
    version: undefined,
    userId: user.userId,
    config,
  });
  await checkLaterConsents(office, user, { active, book }, document);
  return { [formId]: document };
}
