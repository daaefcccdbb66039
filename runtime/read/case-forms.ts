import { resolveAccess, type NodeAccess } from '../../engine/index.js';
import type { SignedIn } from '../access/signed-in.js';
import { documentOf } from '../use-cases/work-item-of.js';
import { findForm } from './form-book.js';
import { formView, type FormView } from './form-view.js';
import type { OpenCase } from './open-case.js';

/** Forms that already hold something; the applicant sees the application, staff what the process shows beside its tasks, both masked. */
export function formsOf(user: SignedIn, { row, root, closure }: OpenCase): readonly FormView[] {
  const variables = root.state.scopes[root.state.rootScopeId]?.variables ?? {};
  const caseForm = typeof variables['caseForm'] === 'string' ? variables['caseForm'] : undefined;
  const plan = closure.flatMap((one) => one.plans.get(root.state.processId) ?? [])[0];
  const shared = (plan?.forms ?? []).flatMap(
    (access) => resolveAccess({ plan: access, expressions: new Map(), context: variables }) ?? [],
  );
  const isApplicant = row.applicantId === user.userId;
  const ids = isApplicant ? [caseForm] : [caseForm, ...Object.keys(variables).filter((key) => key !== caseForm)];
  return ids.flatMap((formId) => {
    if (formId === undefined) return [];
    const book = findForm(closure, formId);
    const document = documentOf(variables, formId);
    if (book === undefined || document === undefined) return [];
    const access = isApplicant ? undefined : shared.find((one) => one.formId === formId);
    return [formView({ book, access: access ?? readAll(formId), document, writable: false, clear: false })];
  });
}

function readAll(formId: string): NodeAccess {
  return { formId, fallback: 'read', fields: [], writable: [], complete: false };
}
