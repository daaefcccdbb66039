import { valueAt, type JsonValue } from '../../engine/index.js';
import { isSensitive } from '../access/mask-document.js';
import type { SignedIn } from '../access/signed-in.js';
import { findForm } from '../read/form-book.js';
import { openCase } from '../read/open-case.js';
import { WORKLIST } from '../store/collections.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';
import { documentOf } from './work-item-of.js';

/**
 * Shows one masked value in clear to the handler of an open task of the case, with a reason; the audit entry is
 * written before the value leaves. Throws RequestProblem NOT_FOUND, FORBIDDEN, REASON_REQUIRED.
 */
export async function revealField(
  office: Office,
  user: SignedIn,
  request: { readonly caseId: string; readonly formId: string; readonly pointer: string; readonly reason: string },
): Promise<{ readonly value: JsonValue }> {
  const { caseId, formId, pointer } = request;
  const reason = request.reason.trim();
  if (reason.length < 2) throw new RequestProblem('REASON_REQUIRED');
  const { root, closure } = await openCase(office, user, caseId);
  const handles = await office.store.count(WORKLIST, { rootId: caseId, assignee: user.userId });
  if (handles === 0) throw new RequestProblem('FORBIDDEN');
  const variables = root.state.scopes[root.state.rootScopeId]?.variables ?? {};
  const document = documentOf(variables, formId);
  const book = findForm(closure, formId);
  if (document === undefined || book === undefined || !isSensitive(document, book.form.schema, pointer)) {
    throw new RequestProblem('NOT_FOUND');
  }
  await office.audit.write({
    actorId: user.userId,
    action: 'field.revealed',
    caseId,
    facts: { formId, pointer, reason },
  });
  return { value: valueAt(document, pointer) ?? null };
}
