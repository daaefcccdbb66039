import type { NodeAccess, Text } from '../../engine/index.js';
import { isStaff } from '../access/row-scope.js';
import type { SignedIn } from '../access/signed-in.js';
import type { Store } from '../seams/store.js';
import { SUBSCRIPTIONS } from '../store/collections.js';
import { findForm } from './form-book.js';
import { formView, type FormView } from './form-view.js';
import type { OpenCase } from './open-case.js';

/** A message the person may send to the case now, with the form it carries. */
export interface MessageView {
  readonly name: string;
  readonly label: Text;
  readonly formId?: string;
  readonly form?: FormView;
}

/** Messages the person may send now: those of the service for the person's roles that some instance of the case waits for. */
export async function messagesFor(
  store: Store,
  user: SignedIn,
  { row, closure }: OpenCase,
): Promise<readonly MessageView[]> {
  const service = closure.find((one) => one.key === row.service)?.manifest.service;
  const offered = Object.entries(service?.messages ?? {}).filter(([, message]) =>
    message.roles.some((role) => user.roles.includes(role)),
  );
  const waiting = await store.find(SUBSCRIPTIONS, { where: { rootId: row._id, kind: null }, limit: 200 });
  return offered
    .filter(([name]) => waiting.records.some((subscription) => subscription.messageName === name))
    .filter(() => row.applicantId === user.userId || isStaff(user))
    .map(([name, { label, formId }]) => ({ name, label, ...formOfMessage(closure, formId) }));
}

function formOfMessage(closure: OpenCase['closure'], formId: string | undefined): Pick<MessageView, 'formId' | 'form'> {
  const book = formId === undefined ? undefined : findForm(closure, formId);
  if (formId === undefined || book === undefined) return {};
  const access: NodeAccess = { formId, fallback: 'write', fields: [], writable: [], complete: true };
  return { formId, form: formView({ book, access, document: {}, writable: true, clear: true }) };
}
